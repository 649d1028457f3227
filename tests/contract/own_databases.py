"""Database servers of the tests' own: they may go away without anybody else's notice."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import mongo
import pytest
from databases import engine_of
from pymongo.errors import PyMongoError
from servers import deadline, free_port
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

START_SECONDS = 60


@dataclass(frozen=True)
class Program:
    """How a database server is set up and started; `{}` are the folder and the port.

    `account` is the system's account that it runs as where the tests run as root, if not root;
    `create` makes the database, for servers that do not make it themselves.
    """

    url: str
    start: Sequence[str]
    account: str | None = None
    set_up: Sequence[str] = ("true",)
    create: str = ""


PROGRAMS = {
    "postgresql": Program(
        account="postgres",
        url="postgresql://postgres@127.0.0.1:{port}/",
        set_up=(
            "initdb",
            "--auth=trust",
            "--encoding=UTF8",
            "--username=postgres",
            "--no-sync",
            "{folder}/data",
        ),
        start=(
            *("postgres", "-D", "{folder}/data", "-p", "{port}"),
            *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
        ),
        create="CREATE DATABASE shop",
    ),
    "mysql": Program(
        account="mysql",
        url="mysql://root@127.0.0.1:{port}/",
        set_up=(
            *("mariadb-install-db", "--no-defaults", "--datadir={folder}/data"),
            *("--auth-root-authentication-method=normal", "--skip-test-db"),
        ),
        start=(
            *("mariadbd", "--no-defaults", "--datadir={folder}/data", "--port={port}"),
            *("--bind-address=127.0.0.1", "--socket={folder}/socket", "--pid-file={folder}/pid"),
        ),
        create="CREATE DATABASE shop CHARACTER SET utf8mb4",
    ),
    "mongodb": Program(
        url="mongodb://127.0.0.1:{port}/",
        start=(sys.executable, str(mongo.STAND_IN), "{port}", "{folder}/documents"),
    ),
}
MAINTENANCE = {"postgresql": "postgres", "mysql": "mysql"}


@dataclass
class OwnDatabase:
    """A server with an empty database `shop`, on a port where it stays; a context manager.

    Its folder is one that the account it runs as can reach: pytest's are for the caller alone.
    """

    database: str
    folder: Path = field(default_factory=lambda: Path(mkdtemp()))
    port: int = field(default_factory=free_port)

    @property
    def program(self) -> Program:
        return PROGRAMS[self.database]

    @property
    def account(self) -> str | None:
        return self.program.account if os.geteuid() == 0 else None

    @property
    def url(self) -> str:
        return self.program.url.format(port=self.port) + "shop"

    def __enter__(self) -> "OwnDatabase":
        if self.account:
            shutil.chown(self.folder, self.account)
        done = self._popen(self.program.set_up, subprocess.PIPE)
        printed, _ = done.communicate(timeout=START_SECONDS)
        assert done.returncode == 0, printed.decode(errors="replace")[-2000:]
        self.start()
        if self.program.create:
            engine = engine_of(self.url.removesuffix("shop") + MAINTENANCE[self.database])
            with engine.connect() as connection:
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                alone.execute(text(self.program.create))
            engine.dispose()
        return self

    def __exit__(self, *_: object) -> None:
        self.thaw()
        self.kill()
        shutil.rmtree(self.folder)

    def start(self) -> None:
        self.process = self._popen(self.program.start, subprocess.DEVNULL)
        for _ in deadline(START_SECONDS, f"an answer of {self.database} on {self.port}"):
            if self._answers():
                break

    def _answers(self) -> bool:
        with suppress(OperationalError, PyMongoError):
            if self.database == "mongodb":
                with mongo.client(self.url) as client:
                    return bool(client.admin.command("ping"))
            engine = engine_of(self.url.removesuffix("shop") + MAINTENANCE[self.database])
            with engine.connect():
                engine.dispose()
                return True
        return False

    def kill(self) -> None:
        """Ends all its processes at once, as a machine that loses its power does."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        # PostgreSQL's own processes see that the first one is gone, and the port is free then.
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def freeze(self) -> None:
        """Stops answering, without closing a connection."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        """Sends a signal to the server and to the processes that it has for its clients."""
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            check=False,
            text=True,
        )
        for process in (self.process.pid, *map(int, children.stdout.split())):
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def _popen(self, command: Sequence[str], output: int) -> "subprocess.Popen[bytes]":
        program, *arguments = (word.format(folder=self.folder, port=self.port) for word in command)
        return subprocess.Popen(
            [_path_of(program), *arguments],
            cwd=self.folder,
            user=self.account,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _path_of(program: str) -> str:
    """Debian keeps PostgreSQL's programs beside those of its other versions."""
    kept = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", *kept])
    found = shutil.which(program, path=path)
    if found is None:
        reason = f"there is no {program} on PATH"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found
