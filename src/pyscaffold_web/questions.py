"""The questions of `copier.yml`, read without importing Copier.

Shapes and casts follow Copier's own (`copier/_user_data.py`, 9.19), so that both accept and refuse
the same answers; only a word that is neither yes nor no is refused here and true there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

YES = frozenset({"y", "yes", "t", "true", "on", "1"})
NO = frozenset({"n", "no", "f", "false", "off", "0", "", "~", "null", "none"})


@dataclass(frozen=True)
class Choice:
    """One value of a question; `validator` is Jinja that renders to why it is impossible."""

    label: str
    value: str
    validator: str = ""


@dataclass(frozen=True)
class Question:
    """One entry of `copier.yml`; `default`, `when` and `validator` are unrendered Jinja."""

    name: str
    type: str
    help: str
    default: Any
    choices: tuple[Choice, ...] = ()
    when: str | bool = True
    validator: str = ""

    @property
    def is_derived(self) -> bool:
        """Whether it follows from other answers, so that nobody may answer it."""
        return self.when is False

    @property
    def words(self) -> str:
        """The name as one reads it: `project name`."""
        return self.name.replace("_", " ")

    @property
    def flag(self) -> str:
        """The flag that answers it, without its value: `--python-version`."""
        return "--" + self.name.replace("_", "-")

    def flags_for(self, value: Any) -> tuple[str, ...]:
        """The arguments that give this answer: `--orm django`, `--async`, `--no-async`."""
        if self.type == "bool":
            return (self.flag if value else "--no-" + self.flag.removeprefix("--"),)
        if str(value).startswith("-"):
            return (f"{self.flag}={value}",)
        return (self.flag, str(value))

    def cast(self, answer: Any) -> Any:
        """The answer in the question's type; ValueError, with the reason, if it has none."""
        return CASTS[self.type](answer)


@dataclass(frozen=True)
class Refusal:
    """Why a value is not possible, and the name of the rule (empty for a rule without one)."""

    rule: str
    reason: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a validator rendered: `[orm-framework] Django's ORM comes with …`."""
        line = " ".join(text.split())
        matched = re.fullmatch(r"\[([\w-]+)\] (.*)", line)
        return cls(*matched.groups()) if matched else cls("", line)

    def __str__(self) -> str:
        return f"{self.reason} [{self.rule}]" if self.rule else self.reason


@dataclass(frozen=True)
class Questionnaire:
    """All questions, in the order they are asked, and the Jinja options they are written for."""

    questions: tuple[Question, ...]
    envops: Mapping[str, Any]

    @property
    def visible(self) -> tuple[Question, ...]:
        """The questions that a person may answer."""
        return tuple(question for question in self.questions if not question.is_derived)


def load(folder: Path) -> Questionnaire:
    """Read `copier.yml` of a template folder."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = (folder / "copier.yml").read_bytes()
    config = yaml.load(content, loader)  # noqa: S506 - either loader is the safe one
    questions = (
        _question(name, entry) for name, entry in config.items() if not name.startswith("_")
    )
    return Questionnaire(tuple(questions), config.get("_envops", {}))


def _question(name: str, entry: Mapping[str, Any]) -> Question:
    choices = entry.get("choices", ())
    labelled = choices.items() if isinstance(choices, dict) else zip(choices, choices, strict=True)
    return Question(
        name=name,
        type=entry["type"],
        help=entry.get("help", ""),
        default=entry["default"],
        choices=tuple(_choice(label, value) for label, value in labelled),
        when=entry.get("when", True),
        validator=entry.get("validator", ""),
    )


def _choice(label: str, value: Any) -> Choice:
    if isinstance(value, dict):
        return Choice(label, value["value"], value.get("validator", ""))
    return Choice(label, value)


def to_bool(value: Any) -> bool:
    """Cast as Copier does, but refuse a word that is neither yes nor no."""
    word = "nothing" if value is None else str(value).strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError("yes or no only")


def to_str(value: Any) -> str:
    """Cast text and numbers; lists, mappings and nothing at all are refused."""
    if isinstance(value, (str, int, float)):
        return str(value)
    raise ValueError("one line of text only")


def to_data(value: Any) -> Any:
    """Parse YAML text; lists and mappings are data already."""
    return yaml.safe_load(value) if isinstance(value, str) else value


CASTS: Mapping[str, Callable[[Any], Any]] = {"bool": to_bool, "str": to_str, "yaml": to_data}
