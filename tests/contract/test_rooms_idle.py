"""Idle peers are pinged: who is gone without a word is noticed."""

import pytest
from websockets.frames import Opcode

from .peers import Peer
from .rooms import Entrance, fresh_room

pytestmark = pytest.mark.alone("websockets")

PING_SECONDS = 30


def test_idle_peer_is_pinged(entrance: Entrance) -> None:
    with Peer(entrance, fresh_room()) as peer:
        frame = next(peer.frames(PING_SECONDS))
        assert frame.opcode == Opcode.PING
