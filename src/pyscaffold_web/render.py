"""New projects, rendered by Copier."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

import copier
import yaml
from copier.errors import ConfigFileError, CopierError, UnsafeTemplateError
from jinja2 import TemplateError
from plumbum import ProcessExecutionError, local

from pyscaffold_web import history
from pyscaffold_web.errors import ScaffoldError

EMBEDDED_HINT = "the templates are at fault, not you: please report it"
FORK_HINT = "check --template, --ref and the answers given"
ANSWERS_FILE = ".copier-answers.yml"
SOURCE_LINES = re.compile(r"^(?:_commit|_src_path):.*\n(?:[ \t].*\n)*", re.MULTILINE)


def render_embedded(answers: Mapping[str, Any], project: Path) -> None:
    """Render the templates of this package into a folder that does not exist yet.

    The answers file then names the source that `copier update` finds them at.
    """
    with _copier_errors_translated(EMBEDDED_HINT), local.env(PATH=os.devnull):
        # Without git on the path Copier takes the folder as it is, even in a checkout, and saves
        # the processes it would run to look for a repository and for each file's mode.
        copier.run_copy(
            str(history.template_folder()),
            project,
            dict(answers),
            settings=copier.Settings(),  # a user's defaults for other templates stay out
            defaults=True,
            quiet=True,
        )
    answers_file = project / ANSWERS_FILE
    source = f"_commit: {history.current_tag()}\n_src_path: {history.SOURCE}\n"
    head, *rest = SOURCE_LINES.split(answers_file.read_text("utf-8"))
    answers_file.write_text(head + source + "".join(rest), "utf-8")


def render_fork(
    url: str, ref: str | None, given: Mapping[str, Any], project: Path, *, ask: bool
) -> dict[str, Any]:
    """Render a template of somebody else's and return its answers.

    `url` is anything Copier can read, `ref` a tag, branch or commit. Copier itself asks (or takes
    the defaults), validates, and records where the template came from.
    """
    folder = Path(url)
    source = str(folder.resolve()) if folder.exists() else url
    cache = {"COPIER_CACHE_DIR": str(project.parent / "cache")}  # a shared one races
    with _copier_errors_translated(FORK_HINT), _environment(cache), _own_programs_first():
        copier.run_copy(source, project, dict(given), vcs_ref=ref, defaults=not ask, quiet=True)
    recorded = _recorded(project)
    for name in given:
        if name not in recorded:
            raise ScaffoldError(f"the template at {url} does not ask {name}", "leave it out")
    return recorded


def _recorded(project: Path) -> dict[str, Any]:
    """The answers a rendered project remembers; none if its template keeps no answers file."""
    try:
        content = yaml.safe_load((project / ANSWERS_FILE).read_bytes())
    except FileNotFoundError:
        return {}
    return {name: value for name, value in content.items() if not name.startswith("_")}


def files(project: Path) -> list[str]:
    """All files of a rendered project, relative to it and sorted."""
    return sorted(
        path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()
    )


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _own_programs_first() -> Any:
    """Let git find `git-remote-scaffold` when this environment is not the active one."""
    own = str(Path(sys.executable).parent)
    return local.env(PATH=os.pathsep.join((own, os.environ.get("PATH", os.defpath))))


@contextmanager
def _copier_errors_translated(hint: str) -> Iterator[None]:
    """Raise what Copier and git report as one ScaffoldError; what they print is dropped."""
    try:
        with redirect_stderr(StringIO()):
            yield
    except ProcessExecutionError as error:  # an OSError, too
        said = re.search(r"^fatal: (.*)$", error.stderr, re.MULTILINE)
        reason = said[1] if said else _first_line(error.stderr)
        raise ScaffoldError(f"git cannot get the template: {reason}", hint) from error
    except (OSError, KeyboardInterrupt):
        raise
    except UnsafeTemplateError as error:
        reason = f"the template wants to run code: {_first_line(str(error))}"
        raise ScaffoldError(reason, "if you trust it, use `copier copy --trust`") from error
    except ConfigFileError as error:
        reason = f"the template's questionnaire is not valid: {_first_line(str(error))}"
        raise ScaffoldError(reason, hint) from error
    except (CopierError, TemplateError, ValueError, TypeError) as error:
        reason = f"the template cannot be rendered: {_first_line(str(error))}"
        raise ScaffoldError(reason, hint) from error


def _first_line(text: str) -> str:
    return (text.splitlines() or ["no reason given"])[0]
