"""Handshakes that a WebSocket library would not send."""

from collections.abc import Mapping

import httpx

from .raw import send_raw
from .rooms import Entrance

GOOD = {
    "Upgrade": b"websocket",
    "Sec-WebSocket-Key": b"dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": b"13",
}


def handshake(
    entrance: Entrance,
    path: bytes = b"/ws/rooms/lobby",
    *,
    headers: Mapping[str, bytes] | None = None,
    subprotocols: bytes | None = None,
    host: bytes | None = None,
) -> httpx.Response | None:
    """Asks for a WebSocket, with headers that add to good ones or replace them.

    None is the answer of a server that hangs up.
    """
    asked = ", ".join(entrance.subprotocols).encode() if subprotocols is None else subprotocols
    sent = GOOD | ({"Sec-WebSocket-Protocol": asked} if asked else {}) | dict(headers or {})
    lines = tuple(name.encode() + b": " + value for name, value in sent.items())
    own = f"127.0.0.1:{entrance.server.port}".encode()
    return send_raw(
        entrance.server,
        path,
        headers=lines,
        host=own if host is None else host,
        connection=b"Upgrade",
    )


def assert_refused(entrance: Entrance, answer: httpx.Response | None) -> None:
    """Checks that the answer is a client's error, and that the log shows no fault."""
    assert answer is not None, "the server hung up without an answer"
    assert 400 <= answer.status_code < 500, answer.status_code
    assert "Traceback" not in answer.text
    assert "Traceback" not in entrance.server.output()
