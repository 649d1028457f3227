"""Requests that no browser sends: answered or refused, never a server error or a hang."""

import socket

import httpx
import pytest
from servers import Server

from .problems import assert_no_fault, assert_problem
from .raw import send_raw

pytestmark = pytest.mark.every_server

ODD_PATHS = (
    b"//",
    b"//api/items",
    b"/%2e%2e/%2e%2e/etc/passwd",
    b"/../../etc/passwd",
    b"/docs/..%2f..%2f..%2fetc/passwd",
    b"/static/..%2f..%2fsettings.py",
    b"/%00",
    b"/%ff",
    b"/%c0%ae%c0%ae/",
    b"/%0d%0aX-Injected:%20yes",
    b"/api/items%00",
    b"/api/items%3flimit=1",
    b"/api/%69tems/%2F",
    b"/a" * 2000,
    b"/" + b"%61" * 2000,
    b"/health/live%20",
    b"/%5C..%5C..%5C",
    b"/%7Bitem_id%7D",
    b"/%3Cint:item_id%3E",
    b"/%F0%9F%98%80",
    b"/%ED%A0%80",
)
# No valid request targets: the server itself may refuse them in its own way.
BROKEN_TARGETS = (
    b"/%",
    b"/%zz",
    b"/\xff\xfe",
    b"/\x01",
    b"/api/items/\xc3\xa4",
    b"/\\..\\..\\",
    b"/{item_id}",
    b"/<int:item_id>",
    b"/api/items|",
    b"api/items",
    b"*",
    b"http://localhost/api/items",
    b"http://shop.example/api/items",
    b"/" + b"a" * 100_000,
    b"/?" + b"a" * 100_000,
    b"/#fragment",
)
ODD_QUERIES = (
    b"%",
    b"%zz=%zz",
    b"%ff=%ff",
    b"\xff=\xff",
    b"limit=\xff",
    b"limit=%F0%28",
    b"limit=\x01",
    b"=&&==",
    b"&" * 5000,
    b"limit",
    b"limit=1;offset=1",
    b"limit=1&" * 500,
    b"x=%00",
    b"offset=%ED%A0%80",
    b"limit=%2e",
    b"?limit=?",
)
MADE_UP_METHODS = (b"BREW", b"GETS", b"CONNECT", b"PURGE", b"SEARCH", b"M-SEARCH", b"X" * 200)
ODD_HEADERS = (
    b"Accept: application/xml",
    b"Accept: */*;q=x, ;;",
    b"Accept: /",
    b"Accept-Language: \xff",
    b"Accept-Encoding: br;q=x",
    b"Authorization: Bearer \xff",
    b"Authorization: Basic !!!",
    b"Cookie: a=\xff; =; ;;",
    b"Cookie: sessionid=x; csrftoken=x",
    b"Content-Length: -1",
    b"Content-Length: 9" + b"9" * 40,
    b"Content-Type: \xff/\xff",
    b"Content-Type: ;;;=",
    b"Content-Encoding: gzip",
    b"If-None-Match: \xff",
    b"If-Modified-Since: never",
    b"Origin: \xff",
    b"Origin: null",
    b"Origin: http://[",
    b"Range: bytes=-",
    b"Expect: 200-maybe",
    b"Upgrade: websocket",
    b"Upgrade: h2c",
    b"X-Forwarded-For: \xff, not-an-address",
    b"X-Forwarded-Port: x",
    b"X-Forwarded-Proto: \xff",
    b"X-HTTP-Method-Override: DELETE",
    b"X-Odd: " + b"a" * 8000,
)
ODD_HOSTS = (
    b"",
    b"[",
    b"[::1",
    b"localhost:x",
    b"localhost:99999999",
    b"a b",
    b"\xff",
    b"a@b",
    b",",
)


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: ascii(path[:24]))
def test_odd_path_is_not_found(server: Server, path: bytes) -> None:
    response = send_raw(server, path)
    assert_problem(response, 404)
    assert response is not None
    assert "x-injected" not in response.headers


@pytest.mark.parametrize("target", BROKEN_TARGETS, ids=lambda target: ascii(target[:24]))
def test_broken_target_is_no_fault(server: Server, target: bytes) -> None:
    assert_no_fault(send_raw(server, target))


@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: ascii(query[:24]))
@pytest.mark.parametrize("path", [b"/api/items", b"/", b"/docs", b"/health/ready", b"/nothing"])
def test_odd_query_is_no_fault(server: Server, path: bytes, query: bytes) -> None:
    assert_no_fault(send_raw(server, path + b"?" + query))


@pytest.mark.parametrize("method", MADE_UP_METHODS, ids=lambda method: ascii(method[:24]))
@pytest.mark.parametrize("path", [b"/api/items", b"/api/items/1", b"/health/live", b"/nothing"])
def test_made_up_method_is_refused(server: Server, method: bytes, path: bytes) -> None:
    response = send_raw(server, path, method=method)
    assert_no_fault(response)
    assert response is None or response.status_code >= 400


def test_method_in_lower_case_is_no_fault(server: Server) -> None:
    assert_no_fault(send_raw(server, b"/api/items", method=b"get"))


@pytest.mark.parametrize("header", ODD_HEADERS, ids=lambda header: ascii(header[:32]))
@pytest.mark.parametrize("path", [b"/api/items", b"/", b"/nothing"])
def test_odd_header_is_no_fault(server: Server, path: bytes, header: bytes) -> None:
    assert_no_fault(send_raw(server, path, headers=(header,)))


@pytest.mark.parametrize("host", ODD_HOSTS, ids=ascii)
@pytest.mark.parametrize("path", [b"/api/items", b"/", b"/docs"])
def test_odd_host_is_no_fault(server: Server, path: bytes, host: bytes) -> None:
    response = send_raw(server, path, host=host)
    assert_no_fault(response)


def test_gzipped_body_is_no_fault(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert_no_fault(client.post("/api/items", content=b"\x1f\x8b\x08\x00x", headers=headers))


def test_half_sent_request_holds_up_nobody(server: Server, client: httpx.Client) -> None:
    half = b"POST /api/items HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(half + b'Content-Length: 100\r\n\r\n{"name"')
        assert client.get("/health/live").status_code == 200
