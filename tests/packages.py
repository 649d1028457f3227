"""The package as its users get it: built, installed, and run from a home of its own."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = (
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "copier.yml",
    "hatch_build.py",
    "pyproject.toml",
    "src",
    "templates",
)
# Of the caller's environment, what installing needs, and no more: no GIT_*, COPIER_* or XDG_*.
KEPT = ("UV_", "SSL_CERT_")
# The one that runs the tests need not be on PATH, and uv looks past virtual environments there.
INTERPRETER = Path(sys.base_prefix, "bin", f"python{sys.version_info[0]}.{sys.version_info[1]}")
# Not the caller's PATH: it leads to the package in the environment that runs the tests.
SYSTEM = ("/usr/local/bin", "/usr/bin", "/bin")
IDENTITY = ("-c", "user.name=A Developer", "-c", "user.email=developer@example.com")


def run(
    *command: str | Path,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    status: int = 0,
) -> str:
    """Run a command that must end with `status`, and return its stdout and stderr as one."""
    completed = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert completed.returncode == status, completed.stdout
    return completed.stdout


@dataclass(frozen=True)
class Checkout:
    """A git repository with this one's sources, in which versions can be made and tagged."""

    folder: Path

    def git(self, *arguments: str) -> str:
        return run("git", *IDENTITY, *arguments, folder=self.folder)

    def set_version(self, version: str) -> None:
        file = self.folder / "pyproject.toml"
        text = file.read_text()
        present = tomllib.loads(text)["project"]["version"]
        file.write_text(text.replace(f'version = "{present}"', f'version = "{version}"', 1))

    def release(self, version: str) -> None:
        """Commit everything as `version` and tag it."""
        self.set_version(version)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={version}")
        self.git("tag", f"v{version}")


@dataclass(frozen=True)
class Installation:
    """A virtual environment that holds the package, and a home that nothing else uses."""

    binaries: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
        kept.pop("UV_PROJECT_ENVIRONMENT", None)
        folders = (str(self.binaries), str(self.home / "bin"), *SYSTEM)
        return {
            **kept,
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join(folders),
            "TMPDIR": str(self.home / "tmp"),
            "UV_CACHE_DIR": _uv_cache(),
            "UV_PYTHON": str(INTERPRETER),
        }

    def run(self, *command: str | Path, folder: Path | None = None, status: int = 0) -> str:
        return run(
            *command, folder=folder or self.home, environment=self.environment, status=status
        )

    def git(self, *arguments: str, folder: Path | None = None, status: int = 0) -> str:
        return self.run("git", *IDENTITY, *arguments, folder=folder, status=status)

    def leftovers(self) -> list[Path]:
        """What commands have left in the folder for temporary files."""
        return list((self.home / "tmp").iterdir())


def copy_checkout(folder: Path) -> Checkout:
    """Copy this repository's sources, as they are now, to a new repository without tags."""
    folder.mkdir(parents=True)
    for name in SOURCES:
        source = REPOSITORY / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder)
    checkout = Checkout(folder)
    checkout.git("init", "--quiet")
    return checkout


def build(kind: str, source: Path, target: Path) -> Path:
    """Build a `wheel` or an `sdist` from a folder or an sdist, alone in the folder `target`."""
    command = (uv(), "build", "--quiet", f"--{kind}", "--python", INTERPRETER)
    run(*command, "--out-dir", target, source, folder=source.parent)
    (package,) = (path for path in target.iterdir() if path.suffix in {".whl", ".gz"})
    return package


def install(what: Iterable[str | Path], folder: Path) -> Installation:
    """Install (the arguments of `pip install`) into a new virtual environment in `folder`."""
    environment = folder / "environment"
    home = folder / "home"
    (home / "tmp").mkdir(parents=True)
    (home / "bin").mkdir()
    (home / "bin/uv").symlink_to(uv())
    run(uv(), "venv", "--quiet", "--python", INTERPRETER, environment, folder=home)
    binaries = environment / "bin"
    run(uv(), "pip", "install", "--quiet", "--python", binaries / "python", *what, folder=home)
    return Installation(binaries, home)


def uv() -> Path:
    """The installed uv."""
    found = shutil.which("uv")
    assert found, "the tests build and install packages with uv: python -m pip install uv"
    return Path(found)


@cache
def _uv_cache() -> str:
    return run(uv(), "cache", "dir", folder=REPOSITORY).strip()
