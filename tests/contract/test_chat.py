"""The page to chat: there and linked with rooms, and no trace of it without them."""

import re
from urllib.parse import urlsplit

import httpx
import pytest
from servers import Server

from .handshakes import handshake
from .pages import ELSEWHERE, assert_loads_from_here_only, read_page
from .problems import assert_problem
from .rooms import Entrance


@pytest.mark.need("websockets")
def test_chat_page_is_linked_and_loads_nothing_from_another_host(stranger: httpx.Client) -> None:
    links = {urlsplit(link).path for link in read_page(stranger.get("/")).links}
    assert "/chat" in links
    page = read_page(stranger.get("/chat"))
    assert_loads_from_here_only(page, stranger)
    scripts = [stranger.get(url).text for url in page.loads if url.endswith(".js")]
    assert any("WebSocket(" in script for script in [page.inline, *scripts])
    for script in scripts:
        assert not ELSEWHERE.findall(script)


@pytest.mark.need("websockets")
def test_schema_tells_of_neither_page_nor_rooms(stranger: httpx.Client) -> None:
    paths = stranger.get("/openapi.json").json()["paths"]
    assert not [path for path in paths if re.match("/(chat|ws)", path)]


@pytest.mark.core
@pytest.mark.every_server
@pytest.mark.parametrize("path", ["/chat", "/chat.js", "/ws/rooms/lobby"])
def test_without_rooms_there_is_no_page_and_no_socket(server: Server, path: str) -> None:
    response = httpx.get(f"{server.url}{path}", trust_env=False, timeout=10)
    assert_problem(response, 404)
    answer = handshake(Entrance(server, []), path.encode())
    assert answer is None or 400 <= answer.status_code < 500


@pytest.mark.core
def test_without_rooms_the_landing_page_links_no_chat(stranger: httpx.Client) -> None:
    page = read_page(stranger.get("/"))
    assert not [link for link in page.links if "chat" in link]
