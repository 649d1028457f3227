"""Rooms as their members know them: how one joins, speaks and hears."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from servers import Server
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

ANSWER_SECONDS = 10
STOPPED = {1001, 1012}

Message = dict[str, str]


def fresh_room() -> str:
    """The name of a room that nobody is in."""
    return f"room-{uuid4().hex}"


@dataclass(frozen=True)
class Entrance:
    """The way into the rooms of a server, and the subprotocols that one asks for there."""

    server: Server
    subprotocols: Sequence[str]

    def url(self, room: str) -> str:
        return f"ws://127.0.0.1:{self.server.port}/ws/rooms/{room}"

    @contextmanager
    def joined(self, room: str, **options: Any) -> Iterator["Member"]:
        """A member of the room, who is surely in it and not pinging."""
        with connect(
            self.url(room),
            subprotocols=list(self.subprotocols) or None,
            proxy=None,
            ping_interval=None,
            **options,
        ) as socket:
            member = Member(socket)
            member.send("no JSON")
            member.assert_told_off()
            yield member


@dataclass(frozen=True)
class Member:
    """A socket that is in a room."""

    socket: ClientConnection

    @property
    def port(self) -> int:
        """The port it connected from."""
        return int(self.socket.local_address[1])

    def send(self, frame: Any) -> None:
        """Sends a frame; several parts are so many fragments of one."""
        self.socket.send(frame)

    def send_to_the_end(self, frame: Any) -> None:
        """Sends a frame that the server may close the connection on before it is all there."""
        with suppress(ConnectionClosed):
            self.socket.send(frame)

    def say(self, text: object) -> None:
        self.send(json.dumps({"text": text}, ensure_ascii=False))

    def hear(self, seconds: float = ANSWER_SECONDS) -> Message:
        """What came next: a message or an error."""
        frame = self.socket.recv(timeout=seconds)
        assert isinstance(frame, str), "a binary frame"
        return dict(json.loads(frame))

    def echo(self, text: str = "Hello") -> Message:
        """Says something, and returns it as it comes back; before it, nothing must come."""
        self.say(text)
        message = self.hear()
        assert message.get("text") == text, message
        return message

    def assert_told_off(self) -> None:
        """Checks that an error came next."""
        answer = self.hear()
        assert answer.keys() == {"error"}
        assert isinstance(answer["error"], str)
        assert answer["error"].strip()

    def close_code(self, seconds: float = ANSWER_SECONDS) -> int | None:
        """Waits until the server closes the connection, and returns the code it gave."""
        try:
            while True:
                self.socket.recv(timeout=seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
