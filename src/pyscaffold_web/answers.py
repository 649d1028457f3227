"""From the answers given to all answers: defaults, visibility, rules, and refusals that help."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, Template, Undefined
from jinja2.sandbox import SandboxedEnvironment

from pyscaffold_web.errors import ScaffoldError
from pyscaffold_web.questions import Choice, Question, Questionnaire, Refusal, to_bool

UNDEFINED = {"jinja2.StrictUndefined": StrictUndefined, "jinja2.Undefined": Undefined}
LONGEST_SHOWN = 60  # characters of a refused value that a message repeats


@dataclass(frozen=True)
class Answers:
    """A complete and valid set: `stored` is what a project remembers, `derived` follows from it."""

    stored: Mapping[str, Any]
    derived: Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """One question when its turn has come, and what the answers above it leave of it."""

    question: Question
    default: Any
    above: Mapping[str, Any]
    check: Callable[[Any], Refusal | None]

    @property
    def possible(self) -> tuple[Choice, ...]:
        """The choices that are left."""
        return tuple(choice for choice in self.question.choices if not self.check(choice.value))

    @property
    def values(self) -> tuple[Any, ...]:
        """The possible values of a choice or of yes and no; none for free text."""
        if self.question.type == "bool":
            return tuple(value for value in (True, False) if not self.check(value))
        return tuple(choice.value for choice in self.possible)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.values) != 1

    def accept(self, answer: Any) -> Any:
        """The answer in the question's type; ScaffoldError if it is impossible."""
        refusal = self.check(answer)
        if refusal:
            raise ScaffoldError(
                f"{_described(self.question, answer)} is not possible: {refusal}",
                self._way_out(answer),
            )
        return self.question.cast(answer)

    def _way_out(self, answer: Any) -> str:
        flags = {str(value): " ".join(self.question.flags_for(value)) for value in self.values}
        if not self.question.choices and not flags:
            return f"give another with {self.question.flag}"
        if not flags:
            return "change the answers it depends on"
        near = get_close_matches(str(answer).lower(), flags, n=1)
        nearest = near[0] if near else str(self.default)
        return f"use {flags.get(nearest) or next(iter(flags.values()))}"


def take_default(turn: Turn) -> Any:
    """Answer for somebody who does not want to be asked."""
    return turn.default


class Interview:
    """Evaluates a questionnaire for a project in a folder of the given name."""

    def __init__(self, questionnaire: Questionnaire, folder_name: str) -> None:
        self.questionnaire = questionnaire
        self._start = {"_folder_name": folder_name}
        envops = {"keep_trailing_newline": True, **questionnaire.envops}
        envops["undefined"] = UNDEFINED[envops.get("undefined", "jinja2.Undefined")]
        self._environment = SandboxedEnvironment(**envops)
        self._compiled: dict[str, Template] = {}

    def complete(
        self,
        given: Mapping[str, Any],
        preferred: Mapping[str, Any] | None = None,
        ask: Callable[[Turn], Any] = take_default,
    ) -> Answers:
        """Ask what `given` leaves open; `preferred` values replace the questions' defaults.

        Raises ScaffoldError for an unknown or derived name and for an impossible answer.
        """
        self._refuse_unknown_names(given)
        stored: dict[str, Any] = {}
        derived: dict[str, Any] = {}
        for question in self.questionnaire.questions:
            above = {**self._start, **derived, **stored}
            if not to_bool(self._render(question.when, above)):
                _refuse_derived(question, given)
                derived[question.name] = self._default(question, above)
                continue
            turn = self._turn(question, above, preferred or {})
            answer = given[question.name] if question.name in given else ask(turn)
            stored[question.name] = turn.accept(answer)
        return Answers(stored, derived)

    def _turn(
        self, question: Question, above: Mapping[str, Any], preferred: Mapping[str, Any]
    ) -> Turn:
        validators = {choice.value: choice.validator for choice in question.choices}

        def check(answer: Any) -> Refusal | None:
            try:
                value = question.cast(answer)
            except ValueError as error:
                return Refusal("", str(error))
            if validators and value not in validators:
                return Refusal("", f"the choices are {', '.join(validators)}")
            own = {**above, question.name: value}
            reason = self._render(validators.get(value, ""), above).strip()
            reason = reason or self._render(question.validator, own).strip()
            return Refusal.parse(reason) if reason else None

        default = preferred.get(question.name, self._default(question, above))
        return Turn(question, default, above, check)

    def _default(self, question: Question, above: Mapping[str, Any]) -> Any:
        return question.cast(self._render(question.default, above))

    def _render(self, source: Any, context: Mapping[str, Any]) -> Any:
        if isinstance(source, list):
            return [self._render(item, context) for item in source]
        if not isinstance(source, str):
            return source
        if source not in self._compiled:
            self._compiled[source] = self._environment.from_string(source)
        return self._compiled[source].render(context)

    def _refuse_unknown_names(self, given: Mapping[str, Any]) -> None:
        known = {question.name: question for question in self.questionnaire.questions}
        for name in given:
            if name in known:
                continue
            near = get_close_matches(name.replace("-", "_"), known, n=1, cutoff=0.7)
            raise ScaffoldError(
                f"there is no question {_shortened(name)}",
                f"did you mean {near[0]}?" if near else "`scaffold options` lists them all",
            )


def _refuse_derived(question: Question, given: Mapping[str, Any]) -> None:
    if question.name in given:
        raise ScaffoldError(
            f"{question.name} follows from other answers and cannot be given",
            "`scaffold options` lists the questions that can be answered",
        )


def _described(question: Question, answer: Any) -> str:
    """Name an answer as the person gave it: a flag, or for free text the text itself."""
    if isinstance(answer, bool):
        return question.flags_for(answer)[0]
    if question.choices and str(answer).isprintable():
        return f"{question.flag} {_shortened(answer, str)}"
    return f"{question.words} {_shortened(answer)}"


def _shortened(value: Any, spell: Callable[[Any], str] = repr) -> str:
    text = spell(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def replay_flags(interview: Interview, answers: Answers, always: Iterable[str]) -> list[str]:
    """The flags that lead to the same answers in a folder of the same name.

    Only what differs from the defaults there is named, and the questions in `always`.
    """
    flags: list[str] = []

    def ask(turn: Turn) -> Any:
        value = answers.stored[turn.question.name]
        if value != turn.default or turn.question.name in always:
            flags.extend(turn.question.flags_for(value))
        return value

    interview.complete({}, ask=ask)
    return flags


def missing_flags(interview: Interview, given: Mapping[str, Any]) -> list[str]:
    """The flags of the questions that `given` leaves open, in the order they are asked."""
    flags: list[str] = []

    def ask(turn: Turn) -> Any:
        if turn.is_open:
            flags.append(turn.question.flag)
        return turn.default

    interview.complete(given, ask=ask)
    return flags
