"""Every page: it links what is there, and loads from here alone by a policy of its own."""

import re
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from projects import Project

from .forms import Caller
from .pages import Page, assert_loads_from_here_only, read_page
from .problems import media_type
from .sites import POLICY, assert_page
from .test_pages_items import Item

pytestmark = [pytest.mark.need("pages"), pytest.mark.one_or_two_workers]

ELSEWHERE = ("/docs", "/admin", "/health", "/api", "/openapi")


def shape(link: str) -> str:
    """What pages of one kind have in common."""
    return re.sub(r"/[0-9a-f]*\d[0-9a-f]*", "/1", urlsplit(link).path)


def crawl(caller: Caller, *starts: str) -> dict[str, Page]:
    """The pages that can be reached by links, one of each shape, by their paths."""
    pages: dict[str, Page] = {}
    waiting, seen = list(starts), set()
    while waiting:
        path = waiting.pop()
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        response = caller.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        if media_type(response) == "text/html" and not path.startswith(ELSEWHERE):
            assert_page(response)
            pages[path] = read_page(response)
            links = [urlsplit(urljoin(pages[path].url, link)) for link in pages[path].links]
            host = urlsplit(pages[path].url).netloc
            assert {link.netloc for link in links} == {host}, path
            waiting += [f"{link.path}?{link.query}".rstrip("?") for link in links]
    return pages


@pytest.mark.usefixtures("item")
def test_every_link_of_every_page_leads_somewhere_on_this_host(
    project: Project, writer: Caller, visitor: Caller, stranger: httpx.Client
) -> None:
    pages = crawl(writer, "/", "/items")
    kinds = {shape(path) for path in pages}
    assert kinds >= {"/", "/items", "/items/new", "/items/1", "/items/1/edit", "/items/1/delete"}
    if project.answers.get("auth"):
        of_strangers = crawl(visitor, "/", "/items")
        assert {"/login", "/signup", "/password/reset"} <= set(of_strangers)
        assert "/password" in pages
        pages |= of_strangers
    assert ("/chat" in pages) == bool(project.answers.get("websockets"))
    for page in pages.values():
        page.loads = [url for url in page.loads if urlsplit(url).path != "/logout"]
        assert_loads_from_here_only(page, stranger)


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/api/items", "/api/nothing"])
def test_policy_of_the_pages_is_theirs_alone(stranger: httpx.Client, path: str) -> None:
    found = stranger.get(path).headers
    assert POLICY not in found.get_list("content-security-policy")


def test_pages_name_their_language_and_are_never_kept_by_a_proxy(
    writer: Caller, item: Item
) -> None:
    for path in ("/items", f"/items/{item['id']}", "/items/new"):
        response = writer.get(path)
        assert_page(response)
        assert "public" not in response.headers.get("cache-control", "")
