"""The work of `scaffold new`: check, settle the answers, render, install, commit."""

import os
import shlex
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pyscaffold_web import destination, history, questions, steps
from pyscaffold_web.answers import Interview, Turn, missing_flags, replay_flags, take_default
from pyscaffold_web.errors import StoppedError, UsageError
from pyscaffold_web.flags import running_python

T = TypeVar("T")
Fill = Callable[[Path], Sequence[str]]
"""Renders into a folder; returns the flags that lead to the same project again."""


@dataclass(frozen=True)
class Request:
    """What the command line asked for; `path` as it was typed."""

    path: str
    given: Mapping[str, Any]
    yes: bool
    install: bool
    git: bool
    dry_run: bool
    template: str | None
    ref: str | None

    @property
    def folder(self) -> Path:
        """PATH, absolute, with `.` and `..` resolved; symbolic links keep their names."""
        return Path(os.path.abspath(self.path))  # noqa: PTH100 - resolve() would follow links


def check(request: Request) -> None:
    """Refuse what cannot succeed, before anybody answers questions for it."""
    if not request.path:
        raise UsageError("PATH is empty", "name the folder to create, or . for this one")
    if request.ref and not request.template:
        raise UsageError("--ref goes with --template", "name the template too")
    destination.check(request.folder)
    if request.git and not request.dry_run:
        steps.require_git()


def settle(request: Request, ask: Callable[[Turn], Any] | None) -> Fill:
    """Settle all answers and return what renders them; `ask` is None without a terminal."""
    if request.template:
        return _settle_fork(request, request.template, can_ask=ask is not None)
    questionnaire = questions.load(history.template_folder())
    interview = Interview(questionnaire, request.folder.name)
    preferred = running_python(questionnaire)
    missing = [] if request.yes or ask else missing_flags(interview, request.given)
    if missing:
        raise UsageError(
            f"there is no terminal to ask on, and these are missing: {' '.join(missing)}",
            "give them, or --yes for the defaults",
        )
    answers = interview.complete(
        request.given, preferred, take_default if request.yes or not ask else ask
    )
    # Another version may recommend another framework, another machine run another Python.
    flags = replay_flags(interview, answers, always={"framework", *preferred})

    def fill(project: Path) -> Sequence[str]:
        from pyscaffold_web.render import render_embedded

        render_embedded(answers.stored, project)
        return flags

    return fill


def _settle_fork(request: Request, url: str, *, can_ask: bool) -> Fill:
    if not request.yes and not can_ask:
        raise UsageError(
            "there is no terminal to ask on", "give --yes for the defaults, and --data KEY=VALUE"
        )

    def fill(project: Path) -> Sequence[str]:
        from pyscaffold_web.render import render_fork

        recorded = render_fork(url, request.ref, request.given, project, ask=not request.yes)
        source = ["--template", url, *(["--ref", request.ref] if request.ref else [])]
        data = [f"--data={name}={value}" for name, value in recorded.items()]
        return [*source, *data]

    return fill


def preview(request: Request, fill: Fill) -> list[str]:
    """The files that would be written, relative to the project."""
    from pyscaffold_web.render import files

    with tempfile.TemporaryDirectory() as elsewhere:
        project = Path(elsewhere) / request.folder.name
        fill(project)
        return files(project)


def create(request: Request, fill: Fill) -> Iterator[str]:
    """Create the project; yields the lines to show as the work goes on."""

    def render() -> Sequence[str]:
        with destination.staged(request.folder) as project:
            return fill(project)

    left = "nothing was written"
    try:
        flags = yield from _timed("render", render)
        by_hand = _by_hand(request)
        left = f"the project is in {request.folder}; to go on there, run: {by_hand}"
        to_install = yield from _install(request, by_hand)
        yield from _commit(request)
    except KeyboardInterrupt:
        raise StoppedError("interrupted", left) from None
    yield _closing(request, to_install, flags)


def _timed(name: str, work: Callable[[], T]) -> Generator[str, None, T]:
    started = time.perf_counter()
    result = work()
    yield f"{name:<8}{time.perf_counter() - started:7.2f} s\n"
    return result


def _by_hand(request: Request) -> str:
    """All that is to do once the files are there, for somebody who does it alone."""
    commits = request.git and not steps.is_in_repository(request.folder)
    return " && ".join([steps.INSTALL_BY_HAND, *([steps.COMMIT_BY_HAND] if commits else [])])


def _install(request: Request, by_hand: str) -> Generator[str, None, str]:
    """Yields progress; returns what is left to run before `make dev`, if anything."""
    if not request.install:
        return steps.INSTALL_BY_HAND
    if not steps.has_uv():
        yield "install  skipped, as uv is not installed\n"
        return f"python -m pip install uv && {steps.INSTALL_BY_HAND}"
    yield "uv sync  …\n"
    yield from _timed("install", lambda: steps.install(request.folder, by_hand))
    return ""


def _commit(request: Request) -> Iterator[str]:
    if not request.git:
        return
    if steps.is_in_repository(request.folder):
        yield "commit   skipped, as the folder belongs to a repository already\n"
        return
    yield from _timed("commit", lambda: steps.commit(request.folder))


def _closing(request: Request, to_install: str, flags: Sequence[str]) -> str:
    """What to run next, and the command that makes the same project again."""
    in_place = request.folder == Path.cwd()
    again = ["scaffold", "new", request.folder.name if in_place else request.path, "--yes", *flags]
    again += [] if request.install else ["--no-install"]
    again += [] if request.git else ["--no-git"]
    enter = "" if in_place else f"  cd {shlex.quote(request.path)}\n"
    services = (request.folder / steps.SERVICES).exists()
    to_start = steps.SERVICES_BY_HAND if services else ""
    run = " && ".join(filter(None, (to_install, to_start, "make dev")))
    return f"\nNext:\n{enter}  {run}\n\nThe same again, without questions:\n  {shlex.join(again)}\n"
