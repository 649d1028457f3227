"""Servers of generated projects: started with `make`, stopped without a trace."""

import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from projects import OUTPUT_CHARACTERS, Project, kill_session, session_processes

START_SECONDS = 40
STOP_SECONDS = 10
REFUSAL_SECONDS = 30  # to say why there is no server


@dataclass
class Server:
    """A project's server, started with `make` in a session of its own; a context manager.

    Entering waits until `/health/live` answers, leaving stops it with SIGTERM; what outlives
    that is killed and fails the test.
    """

    project: Project
    target: str = "serve"
    variables: Mapping[str, str] = field(default_factory=dict)

    def __enter__(self) -> "Server":
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = Path(self.project.environment["HOME"], f"{self.target}-{self.port}.log")
        variables = {**self.variables, "HOST": "127.0.0.1", "PORT": str(self.port)}
        with self.log.open("wb") as log:
            self.process = self.project.started(
                "make", self.target, variables=variables, output=log
            )
        try:
            self._wait_until_live()
        except BaseException:
            self._kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> float:
        """Sends SIGTERM to the process started, and returns the seconds until all was gone."""
        began = time.monotonic()
        try:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGTERM)
            for _ in deadline(STOP_SECONDS, f"the end of make {self.target}"):
                self.process.poll()
                # GNU make 4.3 may miss that its last child ended; what it served is gone then.
                if set(self.processes()) <= {self.process.pid}:
                    break
        except AssertionError as failure:
            raise AssertionError(f"{failure}\n{self.output()}") from None
        finally:
            self._kill()
        assert not is_listening(self.port), f"something still listens on {self.port}"
        return time.monotonic() - began

    def processes(self) -> list[int]:
        """The ids of the living processes: make, uv, the server, its workers."""
        return session_processes(self.process.pid)

    def output(self) -> str:
        """The end of what the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-OUTPUT_CHARACTERS:]

    def _wait_until_live(self) -> None:
        for _ in deadline(START_SECONDS, f"/health/live of make {self.target}", self.output):
            ended = self.process.poll()
            assert ended is None, f"make {self.target} ended with {ended}\n{self.output()}"
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health/live", trust_env=False).status_code == 200:
                    return

    def _kill(self) -> None:
        kill_session(self.process.pid)
        self.process.wait()


def deadline(seconds: float, awaited: str, detail: Callable[[], str] = str) -> Iterator[float]:
    """Yields the seconds left, a few times a second; fails when none are left."""
    end = time.monotonic() + seconds
    while (remaining := end - time.monotonic()) > 0:
        yield remaining
        time.sleep(0.1)
    raise AssertionError(f"{awaited}: nothing within {seconds} s\n{detail()}")


def free_port() -> int:
    """A TCP port that nothing on 127.0.0.1 uses at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def is_listening(port: int) -> bool:
    """Whether something on 127.0.0.1 accepts connections on `port`."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
