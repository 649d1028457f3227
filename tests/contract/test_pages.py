"""The landing page and Swagger UI: whole, and from this host alone."""

import re
from urllib.parse import urlsplit

import httpx
import pytest

from .pages import assert_loads_from_here_only, read_page

pytestmark = pytest.mark.one_or_two_workers


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_page_loads_nothing_from_another_host(client: httpx.Client, path: str) -> None:
    assert_loads_from_here_only(read_page(client.get(path)), client)


def test_landing_page_links_the_docs(client: httpx.Client) -> None:
    page = read_page(client.get("/"))
    assert "/docs" in {urlsplit(link).path for link in page.links}


@pytest.mark.every_project
def test_every_link_of_the_landing_page_leads_somewhere_on_this_host(client: httpx.Client) -> None:
    page = read_page(client.get("/"))
    for link in page.links:
        assert urlsplit(link).netloc == urlsplit(page.url).netloc, link
        assert client.get(link, follow_redirects=True).status_code == 200, link


def test_docs_show_this_schema_in_swagger_ui(client: httpx.Client) -> None:
    page = read_page(client.get("/docs"))
    own = [url for url in page.loads if url.endswith(".js") and "-bundle" not in url]
    scripts = page.inline + "".join(client.get(url).text for url in own)
    assert any("swagger-ui" in url for url in page.loads)
    assert "SwaggerUIBundle" in scripts
    assert "/openapi.json" in scripts


def test_docs_ask_no_online_validator(client: httpx.Client) -> None:
    text = client.get("/docs").text
    asked = "StandaloneLayout" in text and not re.search(r"validatorUrl\W+(null|none)", text)
    assert not asked, "the standalone layout sends the schema's address to validator.swagger.io"
