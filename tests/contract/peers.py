"""Peers that do what no WebSocket library would: read nothing, answer nothing, vanish."""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress

from websockets.client import ClientProtocol
from websockets.frames import Frame
from websockets.http11 import Response
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from .rooms import ANSWER_SECONDS, Entrance


class Peer:
    """A socket in a room that reads only when it is told to, and answers no ping and no close.

    A context manager: leaving closes the connection without a word.
    """

    def __init__(self, entrance: Entrance, room: str, receive_buffer: int | None = None) -> None:
        self.socket = socket.socket()
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(ANSWER_SECONDS)
        self.socket.connect(("127.0.0.1", entrance.server.port))
        protocols = [Subprotocol(name) for name in entrance.subprotocols]
        self.protocol = ClientProtocol(
            parse_uri(entrance.url(room)), subprotocols=protocols or None
        )
        self.protocol.send_request(self.protocol.connect())
        self._flush()
        while not (events := self.protocol.events_received()):
            self.protocol.receive_data(self.socket.recv(1024))
        assert isinstance(events[0], Response)
        assert self.protocol.handshake_exc is None, self.protocol.handshake_exc

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send_text(self, data: bytes) -> None:
        """Sends a text frame of these very bytes."""
        self.protocol.send_text(data)
        self._flush()

    def close_code(self, seconds: float) -> int | None:
        """Reads to the end of the connection, and returns the code that the server gave."""
        for _ in self.frames(seconds):
            pass
        received = self.protocol.close_rcvd
        return received and received.code

    def frames(self, seconds: float) -> Iterator[Frame]:
        """The frames that arrive until the connection ends; fails when it does not in time."""
        end = time.monotonic() + seconds
        with suppress(ConnectionResetError):
            while data := self._receive(end - time.monotonic()):
                self.protocol.receive_data(data)
                for event in self.protocol.events_received():
                    assert isinstance(event, Frame)
                    yield event

    def vanish(self) -> None:
        """Resets the connection, as a machine does that lost power and came back."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def _receive(self, seconds: float) -> bytes:
        self.socket.settimeout(max(seconds, 0.001))
        return self.socket.recv(65536)

    def _flush(self) -> None:
        self.socket.sendall(b"".join(self.protocol.data_to_send()))
