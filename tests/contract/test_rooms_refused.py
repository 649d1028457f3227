"""Who may not connect is told so in HTTP: a status of 4xx, before there is a WebSocket."""

from collections.abc import Mapping

import httpx
import pytest
from projects import Project
from servers import Server

from .handshakes import assert_refused, handshake
from .problems import assert_problem
from .rooms import Entrance, fresh_room

pytestmark = pytest.mark.need("websockets")

BAD_ROOMS = (
    b"",
    b"a" * 65,
    b"a" * 5000,
    b"a.b",
    b"..",
    b"a%20b",
    b"a+b",
    b"a%2fb",
    b"a/b",
    b"lobby/",
    b"%00",
    b"lobby%00",
    b"lobby%0a",
    b"%0alobby",
    b"%",
    b"%ff",
    b"%c3%a4",
    b"%d9%a1",
    b"\xc3\xa4",
    b"%ef%bd%81",
    b"lobby;a",
    b"*",
    b"{room}",
)
UNKNOWN_PATHS = (
    b"/",
    b"/ws",
    b"/ws/",
    b"/ws/rooms",
    b"/ws/room/lobby",
    b"/ws/rooms/lobby/messages",
    b"/rooms/lobby",
    b"//ws/rooms/lobby",
    b"/WS/rooms/lobby",
    b"/chat",
    b"/api/items",
    b"/health/live",
    b"/%00",
)
CORS_ORIGIN = "https://app.example"
FOREIGN_ORIGINS = (
    b"https://other.example",
    b"null",
    b"",
    b"http://[",
    b"file://",
    b"127.0.0.1",
    b"127.0.0.1:{port}",
    b"http://127.0.0.1",
    b"http://127.0.0.1:1",
    b"http://127.0.0.1:{port}.other.example",
    b"http://other.example:{port}",
    b"http://other.example/127.0.0.1:{port}",
    b"http://127.0.0.1:{port}@other.example",
    b"http://other.example#127.0.0.1:{port}",
    b"\xff",
    b"*",
)


def test_good_handshake_succeeds(entrance: Entrance) -> None:
    answer = handshake(entrance)
    assert answer is not None
    assert answer.status_code == 101


@pytest.mark.parametrize("room", BAD_ROOMS, ids=lambda room: ascii(room[:70]))
def test_bad_room_is_refused(entrance: Entrance, room: bytes) -> None:
    assert_refused(entrance, handshake(entrance, b"/ws/rooms/" + room))


@pytest.mark.parametrize("path", UNKNOWN_PATHS, ids=ascii)
def test_unknown_path_is_refused(entrance: Entrance, path: bytes) -> None:
    assert_refused(entrance, handshake(entrance, path))


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS, ids=ascii)
def test_page_of_another_host_is_refused(entrance: Entrance, origin: bytes) -> None:
    sent = origin.replace(b"{port}", str(entrance.server.port).encode())
    assert_refused(entrance, handshake(entrance, headers={"Origin": sent}))


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_own_page_may_connect(entrance: Entrance, scheme: str) -> None:
    """Whether the page came by TLS, only a proxy knows."""
    origin = f"{scheme}://127.0.0.1:{entrance.server.port}"
    with entrance.joined(fresh_room(), origin=origin) as ada:
        ada.echo()


def test_page_of_a_listed_origin_may_connect_and_no_other(
    project: Project, subprotocols: list[str]
) -> None:
    with Server(project, variables={"CORS_ORIGINS": CORS_ORIGIN}) as server:
        entrance = Entrance(server, subprotocols)
        own = f"http://127.0.0.1:{server.port}"
        for origin in (CORS_ORIGIN, own, None):
            with entrance.joined(fresh_room(), origin=origin) as ada:
                ada.echo()
        for origin in (f"{CORS_ORIGIN}.other.example", "http://app.example:81", "null"):
            answer = handshake(entrance, headers={"Origin": origin.encode()})
            assert_refused(entrance, answer)


@pytest.mark.parametrize("host", [b"other.example", b"127.0.0.1.other.example", b""], ids=ascii)
def test_other_host_is_refused(entrance: Entrance, host: bytes) -> None:
    assert_refused(entrance, handshake(entrance, host=host))
    origin = {"Origin": b"http://" + host}
    assert_refused(entrance, handshake(entrance, host=host, headers=origin))


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-WebSocket-Version": b"7"},
        {"Sec-WebSocket-Version": b""},
        {"Sec-WebSocket-Key": b""},
        {"Sec-WebSocket-Key": b"short"},
        {"Sec-WebSocket-Key": b"\xff" * 24},
        {"Sec-WebSocket-Version": b"\xff"},
        {"Sec-WebSocket-Extensions": b"\xff"},
        {"Upgrade": b"h2c"},
        {"Sec-WebSocket-Protocol": b",, ,"},
        {"Sec-WebSocket-Protocol": b"\xff"},
    ],
    ids=ascii,
)
def test_odd_handshake_is_no_fault(entrance: Entrance, headers: Mapping[str, bytes]) -> None:
    answer = handshake(entrance, headers=headers)
    assert answer is None or answer.status_code < 500
    assert "Traceback" not in entrance.server.output()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_plain_request_for_a_room_is_a_problem(stranger: httpx.Client, method: str) -> None:
    for room in ("lobby", "a.b", "%00"):
        response = stranger.request(method, f"/ws/rooms/{room}")
        assert_problem(response, 400, 404, 405, 426)
