"""Between the command line and the answers: a flag for every question, `--data`, `--answers`."""

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import typer
import yaml

from pyscaffold_web.errors import ScaffoldError, UsageError
from pyscaffold_web.frameworks import NEEDS
from pyscaffold_web.questions import Question, Questionnaire

PREFIX = "answer_"  # keeps answers such as `async` apart from Python's keywords and other flags


def add_answer_flags(
    questionnaire: Questionnaire, preferred: Mapping[str, str]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Replace a command's `**answers` by one flag for each question; unused ones are None."""
    return _replace_keywords(
        _parameter(question, preferred.get(question.name, question.default))
        for question in questionnaire.visible
    )


def add_need_flags() -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Replace a command's `**needs` by one switch for each need there is."""
    return _replace_keywords(
        _keyword(need, typer.Option(False, f"--{need}", help=text), bool)
        for need, text in NEEDS.items()
    )


def _replace_keywords(
    parameters: Iterable[inspect.Parameter],
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Typer reads signatures, so the flags known only at run time are written into one."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def call(**values: Any) -> None:
            command(**{name.removeprefix(PREFIX): value for name, value in values.items()})

        signature = inspect.signature(command, eval_str=True)
        own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
        everything = [*(p.replace(kind=p.KEYWORD_ONLY) for p in own), *parameters]
        call.__signature__ = signature.replace(parameters=everything)  # type: ignore[attr-defined]
        call.__name__, call.__doc__ = command.__name__, command.__doc__
        return call

    return decorate


def _parameter(question: Question, default: Any) -> inspect.Parameter:
    values = [choice.value for choice in question.choices]
    literal = isinstance(default, str) and default and "{" not in default
    help_text = f"{question.help} [default: {default}]" if literal else question.help
    if question.type == "bool":
        both = "/".join(question.flags_for(value)[0] for value in (True, False))
        return _keyword(question.name, typer.Option(None, both, help=help_text), bool | None)
    option = typer.Option(
        None,
        question.flag,
        help=help_text,
        metavar="|".join(values) or "TEXT",
        autocompletion=lambda: values,
    )
    return _keyword(question.name, option, str | None)


def _keyword(name: str, option: Any, annotation: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(PREFIX + name, kind, default=option, annotation=annotation)


def gather(file: Path | None, data: Iterable[str], flags: Mapping[str, Any]) -> dict[str, Any]:
    """The answers given; a flag goes before `--data`, and that before the `--answers` file."""
    given = _read(file) if file else {}
    for pair in data:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--data {pair!r} has no value", "write it as --data KEY=VALUE")
        given[name] = value
    return given | {name: value for name, value in flags.items() if value is not None}


def _read(file: Path) -> dict[str, Any]:
    """Read a YAML mapping of answers; Copier's own entries (`_commit`, …) are left out."""
    hint = "it holds one `name: value` for each answer, as .copier-answers.yml does"
    try:
        content = yaml.safe_load(file.read_bytes())
    except OSError as error:
        raise ScaffoldError(f"cannot read {file}: {error.strerror}", hint) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ScaffoldError(f"{file} is not valid YAML", hint) from error
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise ScaffoldError(f"{file} holds no answers", hint)
    return {name: value for name, value in content.items() if not name.startswith("_")}


def running_python(questionnaire: Questionnaire) -> dict[str, str]:
    """The `python_version` of this interpreter, or the nearest one there is a choice for."""
    versions = [
        tuple(map(int, choice.value.split(".")))
        for question in questionnaire.visible
        if question.name == "python_version"
        for choice in question.choices
    ]
    nearest = min(max(sys.version_info[:2], min(versions)), max(versions))
    return {"python_version": ".".join(map(str, nearest))}
