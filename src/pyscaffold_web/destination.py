"""Where a project goes: checked first, filled out of sight, and put in place at the end."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pyscaffold_web import signals
from pyscaffold_web.errors import ScaffoldError

HINTS = {
    errno.EACCES: "choose a folder that you may write in",
    errno.EPERM: "choose a folder that you may write in",
    errno.EROFS: "choose a folder that you may write in",
    errno.ENAMETOOLONG: "choose a shorter path",
    errno.ENOSPC: "nothing was written; free some space and try again",
    errno.EDQUOT: "nothing was written; free some space and try again",
    errno.EFBIG: "nothing was written; raise the limit on file sizes and try again",
}


def check(destination: Path) -> None:
    """Refuse, with ScaffoldError, a place that holds anything or cannot be written in."""
    with _os_errors_translated(destination):
        with suppress(FileNotFoundError, NotADirectoryError):
            destination.lstat()
            if not destination.is_dir():
                raise ScaffoldError(f"{destination} is a file", "choose another name")
            _refuse_content(destination)
        anchor = _nearest(destination)
        if not anchor.is_dir():
            raise ScaffoldError(f"{anchor} is a file", "choose a folder to create the project in")
        if not os.access(anchor, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(anchor))


def _refuse_content(folder: Path, *, beside: str = "") -> None:
    if any(entry.name != beside for entry in folder.iterdir()):
        raise ScaffoldError(f"{folder} is not empty", "choose another folder, or empty it first")


@contextmanager
def staged(destination: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `destination` if the block ends well.

    It lies beside the destination or, if that exists and is empty, in it: on the same file system,
    so that it is moved and not copied. Whatever stops the block leaves nothing behind.
    """
    with _os_errors_translated(destination), signals.noted() as stop_if_interrupted:
        anchor = _nearest(destination)
        staging = anchor / f".scaffold-{secrets.token_hex(6)}"
        try:
            staging.mkdir(mode=0o700)
            yield staging / destination.name
            stop_if_interrupted()
            if anchor == destination:
                _refuse_content(destination, beside=staging.name)
                _move_content(staging / destination.name, destination)
            else:
                _move_folder(staging / destination.name, destination)
        finally:
            _remove(staging)


def _nearest(path: Path) -> Path:
    """The path itself or the first of its parents that exists."""
    return next(place for place in (path, *path.parents) if place.exists())


def _move_folder(source: Path, destination: Path) -> None:
    missing = [folder for folder in destination.parents if not folder.exists()]
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        source.rename(destination)
    except BaseException:
        with suppress(OSError):
            for folder in missing:
                folder.rmdir()
        raise


def _move_content(source: Path, destination: Path) -> None:
    """Fill a folder that exists; replacing it would leave a shell in it in a deleted folder."""
    names = [entry.name for entry in source.iterdir()]
    try:
        for name in names:
            (source / name).rename(destination / name)
    except BaseException:
        for name in names:
            if not os.path.lexists(source / name):
                _remove(destination / name)
        raise


def _remove(path: Path) -> None:
    """Remove a file or folder, and let a second Ctrl-C wait until it is gone."""
    with signals.ignored():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _os_errors_translated(destination: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = HINTS.get(error.errno or 0, "choose another place")
        place = error.filename or destination
        raise ScaffoldError(
            f"cannot create {destination}: {error.strerror} ({place})", hint
        ) from error
