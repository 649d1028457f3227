"""The application as the workers of Hypercorn import it."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from .app import create_app
from .settings import MAX_CONTENT_LENGTH

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

{% include "templates/shared/hypercorn/stop.py" %}

app = create_app()


async def application(scope: Any, receive: Receive, send: Send) -> None:
    """Take bodies as they come.

    Hypercorn keeps ten pieces of a body until they are read. When they are not, it
    waits without end, and with it the connection and, at a stop, the worker.
    """
    if scope["type"] != "http":
        await app(scope, receive, send)
        return
    pieces: asyncio.Queue[Any] = asyncio.Queue()
    taking = asyncio.create_task(take(receive, pieces))
    try:
        await app(scope, pieces.get, send)
    finally:
        taking.cancel()


async def take(receive: Receive, pieces: asyncio.Queue[Any]) -> None:
    """Throw away what is behind the limit: whoever reads so far refuses the body."""
    size = 0
    while True:
        piece = await receive()
        if size <= MAX_CONTENT_LENGTH or piece["type"] == "http.disconnect":
            pieces.put_nowait(piece)
        size += len(piece.get("body", b""))
