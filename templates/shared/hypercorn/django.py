"""The application as the workers of Hypercorn import it."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from . import asgi

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

{% include "templates/shared/hypercorn/stop.py" %}


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse WebSockets: Hypercorn takes them, and Django does not know them."""
    if scope["type"] {{ 'in {"http", "lifespan"}' if mail else '== "http"' }}:
        await asgi.application(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close"})
