"""A server that replaces a worker loses no request by it, or replaces none and says why."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from projects import Project, set_aside
from servers import Server, deadline

from .brokers import OwnRedis
from .conftest import NO_KEEP_ALIVE

pytestmark = pytest.mark.every_server

CONFIGURATIONS = ("gunicorn.conf.py", "uwsgi.ini")
LIMIT = re.compile(rb"^(max.requests\S* = \d+)00$", re.MULTILINE)
"""After how many requests a worker is replaced, or how many more at most."""

VARIABLES = {"UWSGI_MIN_WORKER_LIFETIME": "1"}
"""Has a worker of uWSGI end before it is a minute old."""

CLIENTS = 4
REQUESTS = 250
REPLACED_SECONDS = 30


def replaced_soon(configuration: bytes) -> bytes:
    """A server's configuration with a hundredth of the requests, and of their jitter."""
    lowered, count = LIMIT.subn(rb"\1", configuration)
    assert count == 2, configuration
    return lowered


def answers_to_many(server: Server) -> set[int]:
    """What clients are answered of which every other one keeps its connection."""

    def ask(limits: httpx.Limits) -> set[int]:
        with httpx.Client(
            base_url=server.url, limits=limits, timeout=20, trust_env=False
        ) as client:
            return {client.get("/health/live").status_code for _ in range(REQUESTS)}

    with ThreadPoolExecutor(CLIENTS) as threads:
        return set().union(*threads.map(ask, [httpx.Limits(), NO_KEEP_ALIVE] * (CLIENTS // 2)))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_worker_is_replaced_and_nobody_notices(
    project: Project, shared_redis: OwnRedis, workers: str
) -> None:
    there = [path for name in CONFIGURATIONS if (path := project.path / name).exists()]
    limited = [path for path in there if LIMIT.search(path.read_bytes())]
    told = "It replaces no worker" in (project.path / "README.md").read_text()
    assert told is not bool(limited)
    if not limited:
        return
    [path] = limited
    variables = {"WEB_CONCURRENCY": workers, "REDIS_URL": shared_redis.url, **VARIABLES}
    with set_aside(path) as configuration:
        path.write_bytes(replaced_soon(configuration))
        with Server(project, variables=variables) as server:
            first = set(server.processes())
            for _ in deadline(REPLACED_SECONDS, "the end of a worker", server.output):
                assert answers_to_many(server) == {200}
                if first - set(server.processes()):
                    break
            assert "Traceback" not in server.output()
