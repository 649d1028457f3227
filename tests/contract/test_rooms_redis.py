"""Several workers share their rooms through Redis, which may go away and come back."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from projects import Project
from servers import REFUSAL_SECONDS, STOP_SECONDS, Server, deadline, free_port, is_listening
from websockets.exceptions import InvalidStatus

from .brokers import OwnRedis
from .processes import holder
from .rooms import STOPPED, Entrance, Member, fresh_room

pytestmark = pytest.mark.need("websockets")

TRIES = 64
MESSAGES = 100
HEAL_SECONDS = 30

OUTAGES: dict[str, tuple[Callable[[OwnRedis], None], Callable[[OwnRedis], None]]] = {
    "killed and started again": (OwnRedis.kill, OwnRedis.start),
    "frozen and thawed": (OwnRedis.freeze, OwnRedis.thaw),
}


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnRedis]:
    with OwnRedis(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture(scope="module")
def workers(project: Project, broker: OwnRedis) -> Iterator[Server]:
    """A server of two worker processes."""
    with Server(project, variables=_two_workers(broker)) as running:
        yield running


def _two_workers(broker: OwnRedis) -> dict[str, str]:
    return {"WEB_CONCURRENCY": "2", "REDIS_URL": broker.url}


@contextmanager
def far_apart(entrance: Entrance) -> Iterator[tuple[Member, Member]]:
    """Two members of a room whose sockets are held by two processes."""
    room = fresh_room()
    with entrance.joined(room) as near:
        process = holder(entrance.server, near.port)
        for _ in range(TRIES):
            with entrance.joined(room) as far:
                if holder(entrance.server, far.port) != process:
                    yield near, far
                    return
    pytest.fail(f"one worker took all of {TRIES} sockets\n{entrance.server.output()}")


def assert_joined_up(near: Member, far: Member) -> None:
    """Checks that what one says both hear, once and in order."""
    for speaker, listener in ((near, far), (far, near)):
        texts = [f"{speaker.port}: {number}" for number in range(MESSAGES)]
        said = [speaker.echo(text) for text in texts]
        assert [listener.hear() for _ in said] == said


def wait_until_healed(near: Member, far: Member) -> None:
    """Talks until both hear both again; what was said until then is heard by no later call."""
    for listener, speaker in ((near, far), (far, near), (near, near), (far, far)):
        for number, _ in enumerate(deadline(HEAL_SECONDS, "a message after the outage")):
            speaker.say(f"Try {number}")
            if hears(listener, f"Try {number}"):
                break
    for member in (near, far):
        member.say(f"That is it for {member.port}")
    for member in (near, far):
        awaited = {f"That is it for {each.port}" for each in (near, far)}
        while awaited:
            awaited.discard(member.hear().get("text", ""))


def hears(member: Member, text: str) -> bool:
    """Whether this text is among what comes within a second."""
    try:
        while member.hear(1).get("text") != text:
            pass
    except TimeoutError:
        return False
    return True


def test_message_of_one_worker_is_heard_at_the_other(
    workers: Server, subprotocols: list[str]
) -> None:
    with far_apart(Entrance(workers, subprotocols)) as (near, far):
        assert_joined_up(near, far)


def test_bad_frame_is_told_to_its_sender_alone_at_two_workers(
    workers: Server, subprotocols: list[str]
) -> None:
    with far_apart(Entrance(workers, subprotocols)) as (near, far):
        near.send("[]")
        near.assert_told_off()
        far.echo("Heard nothing")


@pytest.mark.parametrize("outage", OUTAGES)
def test_sockets_outlive_an_outage_of_redis(
    workers: Server, broker: OwnRedis, subprotocols: list[str], outage: str
) -> None:
    leave, come_back = OUTAGES[outage]
    with far_apart(Entrance(workers, subprotocols)) as (near, far):
        leave(broker)
        try:
            for member in (near, far, near):
                member.say("Is anybody there?")
                member.assert_told_off()
            live = httpx.get(f"{workers.url}/health/live", trust_env=False, timeout=5)
            assert live.status_code == 200
        finally:
            come_back(broker)
        wait_until_healed(near, far)
        assert_joined_up(near, far)
    with far_apart(Entrance(workers, subprotocols)) as (near, far):
        assert_joined_up(near, far)


def test_server_may_start_before_redis(
    project: Project, tmp_path: Path, subprotocols: list[str]
) -> None:
    """Until it is there, nobody need be let in: 503 says so."""
    late = OwnRedis(tmp_path)
    with Server(project, variables={"REDIS_URL": late.url}) as server, ExitStack() as stack:
        entrance, room = Entrance(server, subprotocols), fresh_room()
        try:
            early = [stack.enter_context(entrance.joined(room)) for _ in range(2)]
        except InvalidStatus as refused:
            if refused.response.status_code != 503:
                raise
            early = []
        for member in early:
            member.say("Is anybody there?")
            member.assert_told_off()
        stack.enter_context(late)
        members = early or [stack.enter_context(entrance.joined(room)) for _ in range(2)]
        wait_until_healed(*members)
        assert_joined_up(*members)


@pytest.mark.parametrize("redis", ["there", "away"])
def test_stopping_two_workers_closes_their_sockets(
    project: Project, tmp_path: Path, subprotocols: list[str], redis: str
) -> None:
    with (
        OwnRedis(tmp_path) as broker,
        Server(project, variables=_two_workers(broker)) as server,
        far_apart(Entrance(server, subprotocols)) as members,
    ):
        if redis == "away":
            broker.kill()
            members[0].say("Is anybody there?")
            members[0].assert_told_off()
        assert server.stop() < STOP_SECONDS
        assert {member.close_code() for member in members} <= STOPPED
    # What a library says of an outage is its own.
    assert redis == "away" or "Traceback" not in server.output()


def test_two_workers_without_redis_are_refused(project: Project) -> None:
    port = free_port()
    listen = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": "2", "REDIS_URL": ""}
    ended = project.run("make", "serve", variables=listen, seconds=REFUSAL_SECONDS)
    assert ended.returncode != 0
    assert "REDIS_URL" in ended.stdout
    assert not is_listening(port)
