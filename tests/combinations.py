"""Every set of answers that `copier.yml` lets pass, read from the file itself."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

PROJECT_NAME = "shop"

Answers = dict[str, Any]


@cache
def combinations(template: Path) -> list[Answers]:
    """All valid answers to the questions with a choice; free texts take their defaults.

    Derived answers are left out: Copier works them out again.
    """
    entries = yaml.safe_load((template / "copier.yml").read_text(encoding="utf-8"))
    questions = {name: entry for name, entry in entries.items() if not name.startswith("_")}
    found: list[Answers] = [{"_folder_name": PROJECT_NAME}]
    for name, question in questions.items():
        found = [
            {**answers, name: value}
            for answers in found
            for value in _values(question, answers)
            if _accepts(question, {**answers, name: value})
        ]
    asked = [name for name, question in questions.items() if question.get("when", True)]
    return [{name: answers[name] for name in asked} for answers in found]


def _values(question: Mapping[str, Any], answers: Answers) -> Iterator[Any]:
    choices = question.get("choices")
    if not question.get("when", True) or (question["type"] == "str" and not choices):
        default = _rendered(str(question["default"]), answers)
        yield default if question["type"] == "str" else yaml.safe_load(default)
    elif question["type"] == "bool":
        yield from (False, True)
    elif isinstance(choices, list):
        yield from choices
    else:
        assert choices, question
        for choice in choices.values():
            entry = choice if isinstance(choice, dict) else {"value": choice}
            if _accepts(entry, answers):
                yield entry["value"]


def _accepts(entry: Mapping[str, Any], answers: Answers) -> bool:
    return not _rendered(entry.get("validator", ""), answers).strip()


@cache
def _compiled(source: str) -> Template:
    return SandboxedEnvironment(undefined=StrictUndefined).from_string(source)


def _rendered(source: str, answers: Answers) -> str:
    return _compiled(source).render(answers)
