"""WebSockets that are read when their view asks for more, and no sooner."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

import quart
from quart.asgi import ASGIWebsocketConnection
from quart_schema.mixins import WebsocketMixin

CLOSE_SECONDS = 1

# To send to a peer that is gone; the second is Uvicorn's, after it closed by itself.
GONE = (OSError, RuntimeError)

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class Websocket(WebsocketMixin, quart.Websocket):
    async def receive(self) -> str | bytes:
        await self.accept()
        return await connection.get().receive_frame()


class Connection(ASGIWebsocketConnection):
    """Leaves reading to the view; Quart itself would pile up all that comes.

    Quart hears of the end alone, whoever finds it, and then cancels the view.
    """

    async def __call__(self, receive: Receive, send: Send) -> None:
        self.receive_event, self.send_event = receive, send
        self.ended = asyncio.Event()
        connection.set(self)
        await super().__call__(self.receive_end, self.send_until_end)

    async def receive_frame(self) -> str | bytes:
        while (event := await self.receive_event())["type"] != "websocket.receive":
            if event["type"] == "websocket.disconnect":
                self.ended.set()
                await asyncio.Future()
        text: str | None = event.get("text")
        frame: str | bytes = event["bytes"] if text is None else text
        return frame

    async def receive_end(self) -> Any:
        await self.ended.wait()
        return {"type": "websocket.disconnect"}

    async def send_until_end(self, event: Any) -> None:
        # To close may take for ever: it is sent after what the peer does not read.
        seconds = CLOSE_SECONDS if event["type"] == "websocket.close" else None
        try:
            async with asyncio.timeout(seconds):
                await self.send_event(event)
        except GONE:
            self.ended.set()

    async def send_data(self, send: Send, data: str | bytes) -> None:
        if not self.ended.is_set():
            await super().send_data(send, data)

    async def handle_websocket(self, websocket: quart.Websocket, send: Send) -> None:
        await super().handle_websocket(websocket, send)
        self.ended.set()


connection: ContextVar[Connection] = ContextVar("connection")
