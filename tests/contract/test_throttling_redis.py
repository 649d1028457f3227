"""Attempts are counted together in Redis, and by each process alone when it is away."""

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from projects import Project
from redis import Redis
from redis.exceptions import ConnectionError as NoConnectionError
from servers import Server

from .attempts import attempt, caller, statuses
from .problems import assert_problem

pytestmark = pytest.mark.alone("auth")

REDIS = "redis://127.0.0.1:6379"
DATABASES = range(1, 16)
CLAIM_SECONDS = 600
LIMIT = 6
ATTEMPTS = 16
ANSWER_SECONDS = 5


@pytest.fixture(scope="module")
def database() -> Iterator[Redis]:
    """A database of the local Redis that nobody uses, emptied afterwards."""
    found = _free_database()
    yield found
    found.flushdb()
    found.close()


def _free_database() -> Redis:
    for number in DATABASES:
        database = Redis.from_url(f"{REDIS}/{number}")
        try:
            if database.dbsize() == 0 and database.set("tests", 1, nx=True, ex=CLAIM_SECONDS):
                return database
        except NoConnectionError as error:
            if os.environ.get("CI") == "true":
                pytest.fail(f"no Redis answers: {error}")
            pytest.skip(f"no Redis answers: {error}")
        database.close()
    pytest.fail(f"none of the databases {DATABASES} of {REDIS} is free")


@pytest.fixture
def shared(database: Redis) -> dict[str, str]:
    """The settings of servers that count in that database; nothing is counted yet."""
    for key in database.scan_iter():
        if key != b"tests":
            database.delete(key)
    number = database.get_connection_kwargs()["db"]
    return {"AUTH_RATE_LIMIT": f"{LIMIT}/minute", "REDIS_URL": f"{REDIS}/{number}"}


def test_workers_count_together(project: Project, shared: dict[str, str], database: Redis) -> None:
    def try_once(_: int) -> int:
        with caller(server) as client:
            return attempt(client).status_code

    workers = {"WEB_CONCURRENCY": "2"}
    with Server(project, variables=shared | workers) as server, ThreadPoolExecutor() as threads:
        found = sorted(threads.map(try_once, range(ATTEMPTS)))
    assert found == [401] * LIMIT + [429] * (ATTEMPTS - LIMIT)
    assert database.dbsize() > 1, "nothing is counted in Redis"


def test_servers_count_together(project: Project, shared: dict[str, str]) -> None:
    with Server(project, variables=shared) as first, caller(first) as client:
        assert [attempt(client).status_code for _ in range(LIMIT)] == [401] * LIMIT
    with Server(project, variables=shared) as second, caller(second) as client:
        refused = attempt(client)
    assert_problem(refused, 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 60


def test_without_redis_each_server_counts_alone(project: Project) -> None:
    variables = {"AUTH_RATE_LIMIT": "1/minute", "REDIS_URL": ""}
    for _ in range(2):
        with Server(project, variables=variables) as server, caller(server) as client:
            assert statuses(client, ["", ""]) == [401, 429]


@pytest.fixture(params=["refuses", "is silent", "is no host"])
def unusable_redis(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a Redis that is away: nothing listens there, or nothing ever answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if request.param == "is silent":
            listener.listen()
        host = "no-such-host.invalid" if request.param == "is no host" else "127.0.0.1"
        yield f"redis://{host}:{listener.getsockname()[1]}/0"


def test_redis_that_is_away_is_no_fault_and_no_way_round(
    project: Project, unusable_redis: str
) -> None:
    variables = {"AUTH_RATE_LIMIT": "2/minute", "REDIS_URL": unusable_redis}
    with Server(project, variables=variables) as server, caller(server) as client:
        began = time.monotonic()
        assert statuses(client, ["", "", ""]) == [401, 401, 429]
        assert time.monotonic() - began < 3 * ANSWER_SECONDS
        assert client.get("/health/live").status_code == 200
        assert "Traceback" not in server.output()
