"""Styles and pictures of the pages: for good and compressed when served, as they are while
developing."""

import re

import httpx
import pytest
from projects import Project
from servers import Server

from .pages import read_page
from .problems import media_type

pytestmark = pytest.mark.need("pages")

KINDS = {"css": "text/css", "svg": "image/svg+xml"}


def assets(client: httpx.Client) -> dict[str, str]:
    """The addresses of what the list of items loads, by their endings."""
    loads = read_page(client.get("/items")).loads
    return {url.rpartition(".")[2]: url for url in loads if "/static/" in url}


@pytest.mark.parametrize("kind", KINDS)
def test_served_file_is_named_by_its_content_for_good(stranger: httpx.Client, kind: str) -> None:
    url = assets(stranger)[kind]
    assert re.search(rf"/static/\w+\.[0-9a-f]{{8,}}\.{kind}$", url)
    answer = stranger.get(url)
    assert answer.status_code == 200
    assert media_type(answer) == KINDS[kind]
    assert "immutable" in answer.headers["cache-control"]
    found = re.search(r"max-age=(\d+)", answer.headers["cache-control"])
    assert found
    assert int(found[1]) >= 31_536_000


def test_served_file_is_compressed_for_who_takes_that(stranger: httpx.Client) -> None:
    url = assets(stranger)["css"]
    plain = stranger.get(url, headers={"Accept-Encoding": "identity"})
    packed = stranger.get(url, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.text == plain.text


@pytest.mark.usefixtures("server")
def test_served_files_are_ignored_by_git(project: Project) -> None:
    assert (project.path / "staticfiles").is_dir()
    assert project.run("git", "check-ignore", "--quiet", "staticfiles/x").returncode == 0


def test_file_is_plain_while_developing(project: Project, dev: Server) -> None:
    folder = project.path / project.package / "pages" / "static"
    with httpx.Client(base_url=dev.url, timeout=10, trust_env=False) as client:
        for kind, url in assets(client).items():
            assert re.search(rf"/static/\w+\.{kind}$", url)
            answer = client.get(url)
            assert media_type(answer) == KINDS[kind]
            assert answer.content == (folder / url.rpartition("/")[2]).read_bytes()
            assert "immutable" not in answer.headers.get("cache-control", "")
