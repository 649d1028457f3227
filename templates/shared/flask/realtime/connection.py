"""The TCP connection under a WebSocket."""

import socket
import time
from contextlib import suppress

from .messages import MAX_FRAME_BYTES

# How many messages a reader may be behind, and a speaker ahead.
INBOX_SIZE = 64

LINGER_SECONDS = 1
PAUSE_SECONDS = 0.01


class Connection:
    """Stands in for the server's socket, so that no peer holds up a thread.

    What is sent waits in the system's own buffer. A peer that lets it fill up reads
    too slowly, and is dropped. The server closes the socket in the end.
    """

    def __init__(self, server_socket: socket.socket) -> None:
        self.socket = server_socket
        self.socket.setblocking(False)
        self.socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_SNDBUF, INBOX_SIZE * MAX_FRAME_BYTES
        )
        self.fileno = server_socket.fileno
        self.frames: list[str | bytes] = []
        self.is_leaving = False

    def send(self, data: bytes) -> None:
        """Send all of it at once, or drop the connection."""
        with suppress(OSError):
            if self.socket.send(data) == len(data):
                return
        self.drop()

    def recv(self, size: int) -> bytes:
        """Return what came, once most `frames` that came before are dealt with."""
        while len(self.frames) >= INBOX_SIZE and not self.is_leaving:
            time.sleep(PAUSE_SECONDS)
        return b"" if self.is_leaving else self.socket.recv(size)

    def close(self) -> None:
        """Let the peer read what was sent: data left unread here would cut it off."""
        self.is_leaving = True
        end = time.monotonic() + LINGER_SECONDS
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
            while (rest := end - time.monotonic()) > 0:
                self.socket.settimeout(rest)
                if not self.socket.recv(65536):
                    break
        self.drop()

    def drop(self) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
