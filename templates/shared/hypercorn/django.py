"""The application as the workers of Hypercorn import it."""

import signal
from collections.abc import Awaitable, Callable
from typing import Any

from . import asgi

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

# Hypercorn terminates its workers as soon as one of them has ended. They have so many
# seconds more, for the requests that they have not answered.
signal.signal(signal.SIGTERM, lambda *_: signal.alarm(5))


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse WebSockets: Hypercorn takes them, and Django does not know them."""
    if scope["type"] {{ 'in {"http", "lifespan"}' if mail else '== "http"' }}:
        await asgi.application(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close"})
