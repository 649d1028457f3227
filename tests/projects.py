"""Generated projects for the tests: how one is rendered, and how its commands are run.

Everything goes through `make`, as a reader of the project's README would do it, in an
environment that holds nothing of the caller's but uv, uv's cache and its settings.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from unittest.mock import patch

import copier
from jinja2 import Environment
from plumbum import local

REPOSITORY = Path(__file__).resolve().parent.parent
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
OUTPUT_CHARACTERS = 5000


def template_at(folder: Path) -> Path:
    """A copy of the template outside any git repository, where Copier takes it as it is."""
    folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "copier.yml", folder)
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    return folder


def render(template: Path, answers: Mapping[str, object], destination: Path) -> Path:
    """Renders one project; what `answers` leaves open takes its default.

    Copier asks git for each file's mode where it finds git, and compiles all templates anew for
    each project; both would take most of the time of hundreds of projects.
    """
    with local.env(PATH=os.devnull), patch.object(Environment, "compile", compile_once):
        copier.run_copy(str(template), destination, data=dict(answers), defaults=True, quiet=True)
    return destination


compile_template = Environment.compile
compiled: dict[tuple[object, ...], object] = {}


def compile_once(environment: Environment, source: str, *names: str | None) -> object:
    """Compiles as Jinja does, once for each template: all environments here are alike."""
    key = (source, *names)
    if key not in compiled:
        compiled[key] = compile_template(environment, source, *names)
    return compiled[key]


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
    answers: Mapping[str, object]
    environment: Mapping[str, str]

    @property
    def database(self) -> str:
        return str(self.answers.get("database", "sqlite"))

    @property
    def has_migrations(self) -> bool:
        """Whether a change of the models is written down; else `make migrate` makes indexes."""
        return self.database != "mongodb" or self.answers["framework"] == "django"

    def run(
        self, *command: str, variables: Mapping[str, str] | None = None, seconds: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command in the project; its output is stdout and stderr in one.

        One that takes longer than `seconds` is killed with all it started, and fails the test.
        """
        with self.started(*command, variables=variables, output=subprocess.PIPE) as process:
            try:
                printed, _ = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                kill_session(process.pid)
                printed, _ = process.communicate()
                end = printed[-OUTPUT_CHARACTERS:].decode(errors="replace")
                raise AssertionError(f"{command} runs for over {seconds} s\n{end}") from None
        text = printed.decode(errors="replace")
        return subprocess.CompletedProcess(command, process.returncode, text)

    def started(
        self, *command: str, variables: Mapping[str, str] | None, output: int | IO[bytes]
    ) -> "subprocess.Popen[bytes]":
        """Starts a command in the project, in a session whose id is the process's."""
        return subprocess.Popen(
            command,
            cwd=self.path,
            env={**self.environment, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
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


def session_processes(session: int) -> list[int]:
    """The ids of the processes of a session that are still alive."""
    rows = [row.split() for row in _output("ps", "-eo", "sid=,pid=,stat=").splitlines()]
    return [
        int(process)
        for owner, process, state in rows
        if int(owner) == session and not state.startswith("Z")
    ]


def kill_session(session: int) -> None:
    """Kills what is left of a session that the tests started."""
    for process in session_processes(session):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def setting_in(path: Path, name: str) -> str:
    """The value of a setting in a file such as `.env`, without its quotes."""
    found = re.search(rf"^{name}=[\"']?([^\"'\n]*)", path.read_text(), re.MULTILINE)
    assert found, f"no {name} in {path}"
    return found[1]


def change_setting(path: Path, name: str, value: str) -> None:
    """Changes a setting that a file such as `.env` has."""
    changed, count = re.subn(
        rf"^{name}=.*", f"{name}={value}", path.read_text(), flags=re.MULTILINE
    )
    assert count == 1, f"no {name} in {path}"
    path.write_text(changed)


@contextmanager
def set_aside(path: Path) -> Iterator[bytes]:
    """Moves a file out of the way, yields what it held, and puts it back as it was."""
    aside = path.with_name(f"{path.name}.aside")
    path.rename(aside)
    try:
        yield aside.read_bytes()
    finally:
        aside.replace(path)
