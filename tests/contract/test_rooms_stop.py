"""A server that stops says so to its sockets, and waits for none of them too long."""

from contextlib import ExitStack

import pytest
from projects import Project
from servers import STOP_SECONDS, Server

from .peers import Peer
from .rooms import STOPPED, Entrance, fresh_room

pytestmark = pytest.mark.need("websockets")


def test_stopping_closes_the_sockets(project: Project, subprotocols: list[str]) -> None:
    with Server(project) as server, ExitStack() as stack:
        entrance, room = Entrance(server, subprotocols), fresh_room()
        members = [stack.enter_context(entrance.joined(room)) for _ in range(5)]
        members[0].echo()
        server.stop()
        assert {member.close_code() for member in members} <= STOPPED
    assert "Traceback" not in server.output()


@pytest.mark.parametrize("peer", ["silent", "full"])
def test_stopping_waits_for_no_peer(project: Project, subprotocols: list[str], peer: str) -> None:
    """Neither for one that answers no close, nor for one that reads nothing at all."""
    with Server(project) as server, ExitStack() as stack:
        entrance, room = Entrance(server, subprotocols), fresh_room()
        peers = [stack.enter_context(Peer(entrance, room, 4096)) for _ in range(3)]
        with entrance.joined(room) as ada:
            for _ in range(500 if peer == "full" else 1):
                ada.echo("\N{GRINNING FACE}" * 1000)
        assert server.stop() < STOP_SECONDS
        if peer == "silent":
            assert {silent.close_code(STOP_SECONDS) for silent in peers} <= STOPPED
    assert "Traceback" not in server.output()
