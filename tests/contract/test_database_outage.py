"""A database server that goes away under a running server, and comes back."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
import pytest
from projects import Project
from servers import Server, deadline

from .accounts import make_account
from .conftest import NO_KEEP_ALIVE
from .own_databases import OwnDatabase
from .problems import assert_problem
from .test_concurrency import assert_all_are_served

pytestmark = pytest.mark.database_server

READY_SECONDS = 2.5  # two for the database, and what a busy machine adds
HEAL_SECONDS = 30


@pytest.fixture(scope="module")
def own(project: Project) -> Iterator[OwnDatabase]:
    with OwnDatabase(project.database) as running:
        project.make("migrate", variables={"DATABASE_URL": running.url})
        yield running


@pytest.fixture(scope="module")
def serving(project: Project, own: OwnDatabase) -> Iterator[Server]:
    variables = {"DATABASE_URL": own.url, "AUTH_RATE_LIMIT": "off"}
    with Server(project, variables=variables) as server:
        yield server


@pytest.fixture(scope="module")
def headers(serving: Server) -> dict[str, str]:
    """What a write needs."""
    with httpx.Client(base_url=serving.url, timeout=10, trust_env=False) as client:
        return make_account(client).headers


@pytest.fixture
def caller(serving: Server, headers: dict[str, str]) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=serving.url,
        headers=headers,
        timeout=HEAL_SECONDS,
        trust_env=False,
        limits=NO_KEEP_ALIVE,
    ) as client:
        yield client


def is_ready(caller: httpx.Client) -> bool:
    began = time.monotonic()
    answer = caller.get("/health/ready")
    assert time.monotonic() - began < READY_SECONDS
    assert answer.status_code in (200, 503)
    return answer.status_code == 200


def wait_until_ready(caller: httpx.Client, server: Server) -> None:
    for _ in deadline(HEAL_SECONDS, "a database that is ready again", server.output):
        if is_ready(caller):
            return


def test_outage_loses_no_acknowledged_write_and_heals(
    own: OwnDatabase, serving: Server, caller: httpx.Client
) -> None:
    acknowledged: list[str] = []
    ended = threading.Event()

    def write(writer: int) -> None:
        number = 0
        while not ended.is_set():
            number += 1
            body = {"name": f"Writer {writer}, item {number}"}
            with suppress(httpx.NetworkError, httpx.RemoteProtocolError):  # it ended with a fault
                answer = caller.post("/api/items", json=body)
                assert answer.status_code in (201, 500, 503), answer.text
                if answer.status_code == 201:
                    acknowledged.append(answer.headers["location"])

    def wait_for(count: int) -> None:
        for _ in deadline(HEAL_SECONDS, f"{count} items", serving.output):
            for writer in writers:
                assert not writer.done() or writer.result()
            if len(acknowledged) >= count:
                return

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, writer) for writer in range(4)]
        try:
            wait_for(10)
            own.kill()
            assert not is_ready(caller)
            assert caller.get("/health/live").status_code == 200
            assert_problem(caller.get("/api/items"), 500)
            own.start()
            wait_until_ready(caller, serving)
            wait_for(len(acknowledged) + 10)
        finally:
            ended.set()
    assert [path for path in acknowledged if caller.get(path).status_code != 200] == []


def test_frozen_database_is_told_in_time_and_heals(
    own: OwnDatabase, serving: Server, caller: httpx.Client
) -> None:
    assert is_ready(caller)
    own.freeze()
    try:
        assert not is_ready(caller)
        assert not is_ready(caller)
        assert caller.get("/health/live").status_code == 200
    finally:
        own.thaw()
    wait_until_ready(caller, serving)
    assert caller.get("/api/items").status_code == 200


@pytest.mark.real_database
def test_64_clients_at_once_are_all_served(serving: Server, headers: dict[str, str]) -> None:
    assert_all_are_served(serving, headers)
