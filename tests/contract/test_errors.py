"""Paths, methods, ids and hosts that the API does not have."""

from urllib.parse import quote

import httpx
import pytest
from projects import Project
from servers import Server

from .problems import assert_problem
from .raw import header_lines, send_raw

ITEM = "/api/items/{id}"
ALLOWED = {
    "/": {"GET"},
    "/docs": {"GET"},
    "/openapi.json": {"GET"},
    "/health/live": {"GET"},
    "/health/ready": {"GET"},
    "/api/items": {"GET", "POST"},
    ITEM: {"GET", "PATCH", "DELETE"},
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
PAGES = ("/", "/docs")  # where errors may be HTML
UNKNOWN = (
    "/nothing",
    "/api",
    "/api/",
    "/api/nothing",
    "/api/items/",
    "/api/items/1/",
    "/api/items/1/more",
    "/API/items",
    "/api//items",
    "/health",
    "/health/",
    "/health/live/",
    "/health/nothing",
    "/docs/",
    "/docs/nothing",
    "/openapi.json/",
    "/openapi.yaml",
    "/redoc",
    "/favicon.ico/x",
    "/.env",
    "/static/nothing.js",
)
OF_NEEDS = {
    "admin": ("/admin", "/admin/"),
    "auth": ("/api/auth/register", "/api/auth/token", "/api/auth/me"),
    "pages": ("/items", "/items/new", "/login", "/signup", "/logout", "/password"),
    "websockets": ("/chat", "/ws/rooms/lobby"),
}
NO_IDS = (
    "word",
    "-1",
    "0",
    "0x1",
    "%00",
    "%ff",
    "null",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "9" * 40,
    "9" * 5000,
    "-" + "9" * 40,
    "%F0%9F%98%80",
    "0123456789abcdef01234567",
    "..",
    "%2e%2e",
)
# Spellings of an id that is there, which a lenient parser would read as that id.
ALMOST_IDS = ("+{}", "{}.0", "{}e0", "%20{}", "{}%20", "{}%0A", "{}%00", "0_{}", "{};x=1", "{}%2F")
KNOWN_HOSTS = (b"localhost", b"LocalHost", b"localhost:1", b"127.0.0.1:80", b"[::1]", b"[::1]:80")
UNKNOWN_HOSTS = (
    b"shop.example",
    b"shop.example:8000",
    b"localhost.shop.example",
    b"shop.example.localhost",
    b"127.0.0.2",
    b"10.0.0.1",
    b"[::2]",
)


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_unknown_path_is_a_problem_without_redirect(
    client: httpx.Client, method: str, path: str
) -> None:
    assert_problem(client.request(method, path), 404)


@pytest.mark.parametrize("need", OF_NEEDS)
def test_need_that_is_off_has_no_paths(client: httpx.Client, project: Project, need: str) -> None:
    for path in () if project.answers.get(need) else OF_NEEDS[need]:
        assert_problem(client.get(path), 404)
        assert_problem(client.post(path), 404)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (method, path)
        for path, known in ALLOWED.items()
        for method in METHODS
        if method not in known
    ],
)
def test_other_method_is_refused_with_those_allowed(
    client: httpx.Client, item: dict[str, object], method: str, path: str
) -> None:
    response = client.request(method, path.format(id=item["id"]))
    assert response.status_code == 405, response.text[:500]
    listed = {one.strip() for one in response.headers["allow"].split(",")}
    assert listed >= ALLOWED[path]
    assert listed <= ALLOWED[path] | {"HEAD", "OPTIONS"}
    if path not in PAGES:
        assert_problem(response, 405)


@pytest.mark.parametrize("path", ALLOWED)
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_head_and_options_are_no_fault(
    client: httpx.Client, item: dict[str, object], method: str, path: str
) -> None:
    response = client.request(method, path.format(id=item["id"]))
    assert response.status_code in (200, 204, 405)
    if method == "HEAD":
        assert response.content == b""
    if response.status_code == 405:
        assert response.headers["allow"]


@pytest.mark.parametrize("identifier", NO_IDS, ids=lambda text: text[:24])
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_id_that_no_item_has_is_not_found(
    server: Server, credentials: dict[str, str], method: str, identifier: str
) -> None:
    assert_problem(send_to_item(server, credentials, method, identifier), 404)


@pytest.mark.parametrize("spelling", ALMOST_IDS)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_id_is_not_read_leniently(
    server: Server,
    credentials: dict[str, str],
    item: dict[str, object],
    method: str,
    spelling: str,
) -> None:
    identifier = spelling.format(item["id"])
    assert_problem(send_to_item(server, credentials, method, identifier), 404)


def test_full_width_digits_are_no_id(server: Server, item: dict[str, object]) -> None:
    wide = "".join(chr(ord(digit) - ord("0") + 0xFF10) for digit in str(item["id"]))
    assert_problem(send_to_item(server, {}, "GET", quote(wide)), 404)


def send_to_item(
    server: Server, credentials: dict[str, str], method: str, identifier: str
) -> httpx.Response | None:
    return send_raw(
        server,
        f"/api/items/{identifier}".encode(),
        method=method.encode(),
        headers=(b"Content-Type: application/json", *header_lines(credentials)),
        body=b'{"name": "Tea"}',
    )


@pytest.mark.parametrize("host", KNOWN_HOSTS)
def test_known_host_is_served(server: Server, host: bytes) -> None:
    response = send_raw(server, b"/api/items", host=host)
    assert response is not None
    assert response.status_code == 200, response.text


@pytest.mark.parametrize("host", UNKNOWN_HOSTS)
@pytest.mark.parametrize("target", [b"/api/items", b"/openapi.json", b"/nothing"])
def test_unknown_host_is_refused(server: Server, host: bytes, target: bytes) -> None:
    response = send_raw(server, target, host=host)
    assert_problem(response, 400)


def test_forwarded_host_of_an_unknown_peer_is_not_believed(
    server: Server, credentials: dict[str, str]
) -> None:
    response = send_raw(
        server,
        b"/api/items",
        method=b"POST",
        headers=(
            b"Content-Type: application/json",
            b"X-Forwarded-Host: shop.example",
            b"X-Forwarded-Proto: https",
            b"Forwarded: host=shop.example",
            *header_lines(credentials),
        ),
        body=b'{"name": "Tea"}',
    )
    assert response is not None
    assert response.status_code == 201
    assert "shop.example" not in response.headers["location"]
    assert not response.headers["location"].startswith("https:")
