"""One socket's part in a room."""

import asyncio
from contextlib import suppress
from typing import Protocol

from .messages import FrameError, is_too_large, read_text, write_error, write_message
from .rooms import Inbox, Rooms, UnavailableError

MESSAGE_TOO_BIG = 1009
TRY_AGAIN_LATER = 1013
CLOSE_SECONDS = 1


class Socket(Protocol):
    async def receive(self) -> str | bytes | None:
        """Return the next frame, or nothing when the peer is gone."""

    async def send(self, message: str, /) -> None: ...

    async def close(self, code: int) -> None: ...


async def converse(socket: Socket, rooms: Rooms, room: str, sender: str) -> None:
    """Talk and hear until the peer leaves, sends too much, or falls too far behind."""
    with rooms.join(room) as inbox:
        behind = asyncio.create_task(inbox.overflow.wait())
        parts = [
            asyncio.create_task(talk(socket, rooms, room, sender, inbox)),
            asyncio.create_task(hear(socket, inbox)),
            behind,
        ]
        try:
            ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for part in parts:
                part.cancel()
            # Not gather: its error would stand in for that of who cancelled this.
            await asyncio.wait(parts)
    for part in parts:
        if not part.cancelled():
            part.result()
    if ended == {behind}:
        # To say so may take for ever: it is sent after what the peer does not read.
        with suppress(TimeoutError):
            await asyncio.wait_for(socket.close(TRY_AGAIN_LATER), CLOSE_SECONDS)


async def talk(
    socket: Socket, rooms: Rooms, room: str, sender: str, inbox: Inbox
) -> None:
    while (frame := await socket.receive()) is not None:
        if is_too_large(frame):
            await socket.close(MESSAGE_TOO_BIG)
            return
        try:
            message = write_message(room, sender, read_text(frame))
            await rooms.publish(room, message)
        except FrameError as error:
            inbox.put(write_error(str(error)))
        except UnavailableError:
            inbox.put(write_error("The message could not be passed on. Send it again."))
        # Many frames may have come at once: those who listen get their turn.
        await asyncio.sleep(0)
        await inbox.calm.wait()


async def hear(socket: Socket, inbox: Inbox) -> None:
    while True:
        await socket.send(await inbox.get())
