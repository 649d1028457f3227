"""One socket's part in a room."""

from contextlib import suppress
from threading import Lock

from simple_websocket import ConnectionClosed, Server
from wsproto.utilities import LocalProtocolError

from .connection import LINGER_SECONDS, Connection
from .messages import FrameError, is_too_large, read_text, write_error, write_message
from .rooms import Rooms, UnavailableError

MESSAGE_TOO_BIG = 1009


class Peer:
    """A WebSocket that any thread may send to."""

    def __init__(self, socket: Server) -> None:
        self.socket = socket
        self.connection: Connection = socket.sock
        self.connection.frames = socket.input_buffer
        self.lock = Lock()

    def receive(self) -> str | bytes | None:
        """Return the next frame, or nothing when the peer is gone."""
        with suppress(ConnectionClosed):
            while not self.connection.is_leaving:
                # Not for ever: of some ends the library does not tell who waits.
                frame: str | bytes | None = self.socket.receive(timeout=1)
                if frame is not None:
                    return frame
        return None

    def send(self, message: str) -> None:
        with self.lock, suppress(ConnectionClosed, LocalProtocolError):
            self.socket.send(message)

    def close(self, code: int) -> None:
        with self.lock, suppress(ConnectionClosed, LocalProtocolError):
            self.socket.close(code)
        self.connection.is_leaving = True
        self.socket.event.set()

    def leave(self) -> None:
        """Give the peer some time to read what was sent, and to close its end."""
        self.connection.is_leaving = True
        self.socket.thread.join(LINGER_SECONDS)
        self.connection.drop()
        self.socket.thread.join()


def converse(socket: Server, rooms: Rooms, room: str, sender: str) -> None:
    """Talk and hear until the peer leaves, sends too much, or falls too far behind."""
    peer = Peer(socket)
    try:
        with rooms.join(room, peer):
            talk(peer, rooms, room, sender)
    finally:
        peer.leave()


def talk(peer: Peer, rooms: Rooms, room: str, sender: str) -> None:
    while (frame := peer.receive()) is not None:
        if is_too_large(frame):
            peer.close(MESSAGE_TOO_BIG)
            return
        try:
            message = write_message(room, sender, read_text(frame))
            rooms.publish(room, message)
        except FrameError as error:
            peer.send(write_error(str(error)))
        except UnavailableError:
            peer.send(write_error("The message could not be passed on. Send it again."))
