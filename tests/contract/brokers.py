"""A Redis of the tests' own: it may go away and come back without anybody else's notice."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError
from servers import deadline, free_port

START_SECONDS = 10


class OwnRedis:
    """A Redis on a port of its own, where it stays when it is started again.

    A context manager: entering starts it, leaving ends it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self) -> "OwnRedis":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        listen = ("--port", str(self.port), "--bind", "127.0.0.1")
        forget = ("--save", "", "--appendonly", "no", "--dir", str(self.folder))
        self.process = subprocess.Popen(
            [_redis_server(), *listen, *forget],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with Redis.from_url(self.url) as client:
            for _ in deadline(START_SECONDS, f"an answer of Redis on {self.port}"):
                with suppress(RedisError):
                    client.ping()
                    return

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """Stops answering, without closing a connection."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)


def _redis_server() -> str:
    program = shutil.which("redis-server")
    if program is None:
        reason = "there is no redis-server on PATH"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return program
