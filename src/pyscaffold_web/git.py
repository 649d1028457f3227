"""Runs git, away from whatever repository and settings the caller sits in."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pyscaffold_web.errors import ScaffoldError

# Everything else that begins with GIT_ is dropped: git sets GIT_DIR and its like for hooks and
# remote helpers, and they would point our commands at the caller's repository.
KEPT_VARIABLES = frozenset({"GIT_ASKPASS", "GIT_EXEC_PATH", "GIT_SSH", "GIT_SSH_COMMAND"})

# The user's settings (init.templateDir, protocol.file.allow, transfer.*) are not for repositories
# that only we make and read.
WITHOUT_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

# Git refuses repositories of another account. Ours lie in our own temporary folder, whatever owner
# the file system reports; a checkout is one whose code already runs.
COMMAND = ("git", "-c", "safe.directory=*")


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The process environment without git's own variables, and with `extra`."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in KEPT_VARIABLES
    }
    return {**inherited, **(extra or {})}


def git(
    *arguments: str, folder: Path, stdin: bytes = b"", extra: Mapping[str, str] | None = None
) -> bytes:
    """Run git in `folder` and return what it prints.

    Raises ScaffoldError when git is missing or fails.
    """
    try:
        completed = subprocess.run(
            [*COMMAND, *arguments],
            cwd=folder,
            env=environment(extra),
            input=stdin,
            capture_output=True,
        )
    except FileNotFoundError:
        raise ScaffoldError("git is not installed", "install git and try again") from None
    if completed.returncode:
        reason = completed.stderr.decode(errors="replace").strip() or "no reason given"
        raise ScaffoldError(f"git {arguments[0]} failed in {folder}: {reason}")
    return completed.stdout
