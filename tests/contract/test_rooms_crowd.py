"""Many sockets, sockets that vanish, and sockets that do not read."""

import time
from contextlib import ExitStack

import httpx
import pytest
from servers import Server

from .peers import Peer
from .processes import resident_bytes
from .rooms import Entrance, fresh_room

pytestmark = pytest.mark.need("websockets")

SOCKETS = 64
QUICK_SECONDS = 2
TEXT = "\N{GRINNING FACE}" * 1000
MESSAGES = 1000
WARM_UP = 50
SLOW_READERS = 24
GROWTH_BYTES = 40_000_000
DROPPED_SECONDS = 30
"""What the slow readers do not read would be at least 24 times 1000 times 4 kB."""


def test_64_sockets_at_once_are_held_and_requests_answered_beside_them(
    entrance: Entrance, client: httpx.Client
) -> None:
    """Twice: who leaves makes room."""
    for _ in range(2):
        room = fresh_room()
        with ExitStack() as stack:
            members = [stack.enter_context(entrance.joined(room)) for _ in range(SOCKETS)]
            for path in ("/health/live", "/api/items", "/health/live", "/api/items"):
                began = time.monotonic()
                assert client.get(path).status_code == 200
                assert time.monotonic() - began < QUICK_SECONDS
            message = members[0].echo("Hello")
            assert [member.hear() for member in members[1:]] == [message] * (SOCKETS - 1)
            answer = members[-1].echo("Hello yourself")
            assert [member.hear() for member in members[:-1]] == [answer] * (SOCKETS - 1)


def test_sockets_that_vanish_disturb_nobody(entrance: Entrance, server: Server) -> None:
    room = fresh_room()
    with entrance.joined(room) as ada:
        for number in range(20):
            peer = Peer(entrance, room)
            peer.send_text(b'{"text": "Hello"}')
            ada.hear()
            peer.vanish()
            ada.echo(str(number))
    assert "Traceback" not in server.output()


def test_slow_readers_are_dropped_and_cost_no_memory(entrance: Entrance, server: Server) -> None:
    room = fresh_room()
    with ExitStack() as stack:
        ada, grace = (stack.enter_context(entrance.joined(room)) for _ in range(2))
        for _ in range(WARM_UP):
            assert ada.echo(TEXT) == grace.hear()
        before = resident_bytes(server)
        slow = [stack.enter_context(Peer(entrance, room, 4096)) for _ in range(SLOW_READERS)]
        for _ in range(MESSAGES):
            assert ada.echo(TEXT) == grace.hear()
        assert resident_bytes(server) - before < GROWTH_BYTES
        for reader in slow:
            heard = sum(frame.opcode == 1 for frame in reader.frames(DROPPED_SECONDS))
            assert heard < MESSAGES
        assert ada.echo(TEXT) == grace.hear()
    assert "Traceback" not in server.output()
