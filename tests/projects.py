"""Generated projects for the tests: how one is rendered, built and served.

Everything goes through `make`, as a reader of the project's README would do it, in an
environment that holds nothing of the caller's but uv, uv's cache and its settings.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import copier
import httpx

REPOSITORY = Path(__file__).resolve().parent.parent
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
START_SECONDS = 40
STOP_SECONDS = 10
LOG_CHARACTERS = 5000


@dataclass(frozen=True)
class Flavour:
    """One of the frameworks' cores: its name and the answers that ask for it."""

    name: str
    answers: Mapping[str, object]


FLAVOURS = (
    Flavour("django", {"framework": "django"}),
    Flavour("django-async", {"framework": "django", "async": True}),
    Flavour("flask", {"framework": "flask"}),
    Flavour("quart", {"framework": "flask", "async": True}),
    Flavour("fastapi", {"framework": "fastapi"}),
)


def template_at(folder: Path) -> Path:
    """A copy of the template outside any git repository, where Copier takes it as it is."""
    folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "copier.yml", folder)
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    return folder


def render(template: Path, answers: Mapping[str, object], destination: Path) -> Path:
    """Renders one project; what `answers` leaves open takes its default."""
    copier.run_copy(str(template), destination, data=dict(answers), defaults=True, quiet=True)
    return destination


def clean_environment(home: Path) -> dict[str, str]:
    """The environment of a fresh login at `home`: uv and the system's tools, and no more.

    uv keeps the caller's cache and settings (index, certificates, offline mode), and takes
    the interpreter that runs the tests.
    """
    tools = home / "bin"
    tools.mkdir(parents=True)
    (tools / "uv").symlink_to(_uv())
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("UV_", "SSL_CERT_")) or name.lower().endswith("_proxy")
    }
    kept.pop("UV_PROJECT_ENVIRONMENT", None)
    return kept | {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(tools), "/usr/local/bin", "/usr/bin", "/bin"]),
        "LANG": "C.UTF-8",
        "UV_CACHE_DIR": _output(_uv(), "cache", "dir"),
        "UV_PYTHON": str(Path(sys.base_prefix, "bin", f"python{PYTHON_VERSION}")),
    }


def _uv() -> str:
    uv = shutil.which("uv")
    assert uv, "uv is not on PATH: `python -m pip install uv` puts it there"
    return uv


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@dataclass(frozen=True)
class Project:
    """A rendered project and the environment its commands run in."""

    path: Path
    package: str
    environment: Mapping[str, str]

    def run(
        self, *command: str, variables: Mapping[str, str] | None = None, seconds: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command in the project; the output is stdout and stderr in one."""
        return subprocess.run(
            command,
            cwd=self.path,
            env={**self.environment, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )

    def make(self, *targets: str, variables: Mapping[str, str] | None = None) -> str:
        """Makes `targets`, which must succeed, and returns what they printed."""
        done = self.run("make", *targets, variables=variables)
        assert done.returncode == 0, f"make {' '.join(targets)}: {done.returncode}\n{done.stdout}"
        return done.stdout

    def commit(self, message: str) -> None:
        """Commits everything the project does not ignore; the first call makes the repository."""
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        for command in (
            ("init", "--quiet"),
            ("add", "--all"),
            (*identity, "commit", "--quiet", "--allow-empty", "--message", message),
        ):
            done = self.run("git", *command)
            assert done.returncode == 0, done.stdout


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
        listen = {"HOST": "127.0.0.1", "PORT": str(self.port)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["make", self.target],
                cwd=self.project.path,
                env={**self.project.environment, **self.variables, **listen},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
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
            for remaining in deadline(STOP_SECONDS, f"the end of make {self.target}"):
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(remaining)
                if not self.processes():
                    break
        except AssertionError as failure:
            raise AssertionError(f"{failure}\n{self.output()}") from None
        finally:
            self._kill()
        assert not is_listening(self.port), f"something still listens on {self.port}"
        return time.monotonic() - began

    def processes(self) -> list[int]:
        """The ids of the living processes of the session: make, uv, the server, its workers."""
        rows = [row.split() for row in _output("ps", "-eo", "sid=,pid=,stat=").splitlines()]
        return [
            int(process)
            for session, process, state in rows
            if int(session) == self.process.pid and not state.startswith("Z")
        ]

    def output(self) -> str:
        """The end of what the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-LOG_CHARACTERS:]

    def _wait_until_live(self) -> None:
        for _ in deadline(START_SECONDS, f"/health/live of make {self.target}", self.output):
            ended = self.process.poll()
            assert ended is None, f"make {self.target} ended with {ended}\n{self.output()}"
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health/live", trust_env=False).status_code == 200:
                    return

    def _kill(self) -> None:
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()


@contextmanager
def set_aside(path: Path) -> Iterator[bytes]:
    """Moves a file out of the way, yields what it held, and puts it back as it was."""
    aside = path.with_name(f"{path.name}.aside")
    path.rename(aside)
    try:
        yield aside.read_bytes()
    finally:
        aside.replace(path)


def deadline(seconds: float, awaited: str, detail: object = str) -> Iterator[float]:
    """Yields the seconds left, a few times a second; fails when none are left."""
    end = time.monotonic() + seconds
    while (remaining := end - time.monotonic()) > 0:
        yield remaining
        time.sleep(0.1)
    more = detail() if callable(detail) else detail
    raise AssertionError(f"{awaited}: nothing within {seconds} s\n{more}")


def free_port() -> int:
    """A TCP port that nothing on 127.0.0.1 uses at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def is_listening(port: int) -> bool:
    """Whether something on 127.0.0.1 accepts connections on `port`."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
