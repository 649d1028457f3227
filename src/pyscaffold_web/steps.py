"""What happens after rendering: install, then the first commit."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pyscaffold_web.errors import ScaffoldError

INSTALL = (("uv", "sync"), ("uv", "run", "python", "scripts/create_env.py"))
INSTALL_BY_HAND = "make install"
SERVICES = "compose.yaml"
SERVICES_BY_HAND = "docker compose up --detach --wait"
COMMIT_BY_HAND = "git init && git add --all && git commit -m 'Initial commit'"
LONGEST_SHOWN = 400  # characters of what a failed command said, from its end
FALLBACK_IDENTITY = ("-c", "user.name=scaffold", "-c", "user.email=scaffold@localhost")
# Neither hooks of other projects nor a passphrase prompt belong to a generated commit.
UNATTENDED = ("-c", f"core.hooksPath={os.devnull}", "-c", "commit.gpgSign=false")


def has_uv() -> bool:
    """Whether there is a uv to install with."""
    return shutil.which("uv") is not None


def install(project: Path, by_hand: str) -> None:
    """Do what the project's `make install` does; `by_hand` is what to run if that fails."""
    for command in INSTALL:
        _run(project, command, by_hand)


def require_git() -> None:
    """Raise ScaffoldError if there is no git to commit with."""
    if not shutil.which("git"):
        raise ScaffoldError("git is not installed", "install git, or give --no-git")


def is_in_repository(project: Path) -> bool:
    """Whether the project lies in somebody's work tree, which then is theirs to commit."""
    return _succeeds(project, "rev-parse", "--is-inside-work-tree")


def commit(project: Path) -> None:
    """Make the project a repository with everything in its first commit."""
    has_identity = _succeeds(project, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    has_branch = _succeeds(project, "config", "--get", "init.defaultBranch")
    branch = () if has_branch else ("-c", "init.defaultBranch=main")
    identity = () if has_identity else FALLBACK_IDENTITY
    for arguments in (
        (*branch, "init", "--quiet"),
        ("add", "--all"),
        (*identity, *UNATTENDED, "commit", "--quiet", "--message", "Initial commit"),
    ):
        _run(project, ("git", *arguments), COMMIT_BY_HAND)


def _run(project: Path, command: Sequence[str], by_hand: str) -> None:
    """Run a command quietly; raise ScaffoldError with the end of what it said if it fails."""
    done = subprocess.run(
        command,
        cwd=project,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise ScaffoldError(
            f"`{' '.join(command)}` failed: {said[-LONGEST_SHOWN:]}",
            f"the project itself is complete; in {project}, run: {by_hand}",
        )


def _succeeds(project: Path, *arguments: str) -> bool:
    command = ("git", *arguments)
    done = subprocess.run(
        command, cwd=project, env=_environment(), capture_output=True, check=False
    )
    return done.returncode == 0


def _environment() -> dict[str, str]:
    """The environment without what belongs to this tool's or another repository's surroundings."""
    ours = ("VIRTUAL_ENV", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    return {name: value for name, value in os.environ.items() if name not in ours}
