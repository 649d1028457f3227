"""WebSockets as `converse` takes them: read when it asks for more, and no sooner."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from quart import Websocket, websocket
from quart.asgi import ASGIWebsocketConnection

CLOSE_SECONDS = 1

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

receive_event: ContextVar[Receive] = ContextVar("receive_event")


class Socket:
    """The current WebSocket."""

    def __init__(self) -> None:
        self.receive_event = receive_event.get()
        self.send = websocket.send
        self.close = websocket.close

    async def receive(self) -> str | bytes | None:
        event = await self.receive_event()
        text: str | None = event.get("text")
        data: bytes | None = event.get("bytes")
        return data if text is None else text


class Connection(ASGIWebsocketConnection):
    """Leaves reading to the view; Quart itself would pile up all that comes.

    Quart is told of the end alone, whoever finds it, and then cancels the view.
    """

    async def __call__(self, receive: Receive, send: Send) -> None:
        self.ended = asyncio.Event()

        async def receive_next() -> Any:
            while (event := await receive())["type"] == "websocket.connect":
                pass
            if event["type"] == "websocket.disconnect":
                self.ended.set()
            return event

        async def receive_end() -> Any:
            await self.ended.wait()
            return {"type": "websocket.disconnect"}

        async def send_until_end(event: Any) -> None:
            # To close may take for ever: it is sent after what the peer does not read.
            seconds = CLOSE_SECONDS if event["type"] == "websocket.close" else None
            try:
                async with asyncio.timeout(seconds):
                    await send(event)
            except OSError:
                self.ended.set()

        receive_event.set(receive_next)
        await super().__call__(receive_end, send_until_end)

    async def handle_websocket(self, websocket: Websocket, send: Send) -> None:
        await super().handle_websocket(websocket, send)
        self.ended.set()
