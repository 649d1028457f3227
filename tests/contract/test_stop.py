"""A server that stops answers what it has been asked, and waits for nobody too long."""

import json
import socket
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress

import httpx
import pytest
from projects import Project
from servers import STOP_SECONDS, Server

from .accounts import make_account
from .brokers import OwnRedis
from .raw import header_lines, read_response

pytestmark = pytest.mark.every_server

BODY = json.dumps({"name": "Tea"}).encode()
PAUSE_SECONDS = 2
UNREAD_BYTES = 3_000_000
UNREAD_ANSWERS = 500


@pytest.fixture(params=["1", "2"])
def stopping(
    request: pytest.FixtureRequest, project: Project, shared_redis: OwnRedis
) -> Iterator[Server]:
    """A server of one or two workers, for the test to stop."""
    variables = {"WEB_CONCURRENCY": request.param, "REDIS_URL": shared_redis.url}
    with Server(project, variables=variables) as server:
        yield server


@pytest.fixture
def headers(project: Project, stopping: Server) -> dict[str, str]:
    """What a write needs there: nothing without accounts."""
    if not project.answers.get("auth"):
        return {}
    with httpx.Client(base_url=stopping.url, timeout=10, trust_env=False) as client:
        return make_account(client).headers


@contextmanager
def half_a_request(server: Server, headers: Mapping[str, str]) -> Iterator[socket.socket]:
    """A connection on which a new item has arrived but for the last byte."""
    lines = (
        b"POST /api/items HTTP/1.1",
        b"Host: localhost",
        b"Content-Type: application/json",
        b"Content-Length: %d" % len(BODY),
        *header_lines(headers),
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=STOP_SECONDS) as caller:
        caller.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + BODY[:-1])
        yield caller


def test_request_in_flight_is_answered(stopping: Server, headers: dict[str, str]) -> None:
    with ThreadPoolExecutor() as threads, half_a_request(stopping, headers) as caller:
        # The server has read what there is when it has answered who came later.
        assert httpx.get(f"{stopping.url}/health/live", trust_env=False).status_code == 200
        stop = threads.submit(stopping.stop)
        assert not wait([stop], timeout=PAUSE_SECONDS).done, "it waited for no request"
        caller.sendall(BODY[-1:])
        response = read_response(caller, b"POST")
        assert response is not None
        assert response.status_code == 201
        stop.result()
    assert "Traceback" not in stopping.output()


def test_idle_connection_is_not_waited_for(stopping: Server) -> None:
    with httpx.Client(base_url=stopping.url, trust_env=False) as client:
        assert client.get("/health/live").status_code == 200
        stopping.stop()
    assert "Traceback" not in stopping.output()


def test_body_that_is_not_read_is_not_waited_for(stopping: Server, project: Project) -> None:
    paths = ["/api/items", *(["/admin/login"] if project.answers.get("admin") else [])]

    def send_and_leave(path: str) -> None:
        head = (
            f"POST {path} HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            f"Content-Length: {UNREAD_BYTES + 1}",
        )
        address = ("127.0.0.1", stopping.port)
        # An answer may come, and the end of the connection, too.
        with socket.create_connection(address, PAUSE_SECONDS) as caller, suppress(OSError):
            caller.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + b" " * UNREAD_BYTES)
            caller.recv(1)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(send_and_leave, paths * 8))
    stopping.stop()


def test_request_that_never_ends_is_not_waited_for(
    stopping: Server, headers: dict[str, str]
) -> None:
    with half_a_request(stopping, headers):
        stopping.stop()


def test_answers_that_nobody_reads_are_not_waited_for(stopping: Server) -> None:
    ask = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", stopping.port), PAUSE_SECONDS) as caller:
        # One that answers one request a connection ends this one before it has read them all.
        with suppress(OSError):
            caller.sendall(ask * UNREAD_ANSWERS)
            assert caller.recv(1)
        stopping.stop()
