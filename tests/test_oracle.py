"""The questionnaire lets pass what goes together, and nothing else; each refusal names a rule."""

from pathlib import Path
from typing import Any

import pytest
from combinations import combinations
from oracle import valid_answers

from pyscaffold_web.answers import Interview, Turn
from pyscaffold_web.questions import Questionnaire

pytestmark = pytest.mark.any_python

ASKED = tuple(next(valid_answers()))


def test_what_passes_is_what_goes_together(template: Path) -> None:
    passing = {tuple(answers[name] for name in ASKED) for answers in combinations(template)}
    right = [tuple(answers.values()) for answers in valid_answers()]
    assert len(right) == len(set(right))
    assert passing == set(right)


def test_every_choice_is_asked_about(questionnaire: Questionnaire) -> None:
    choices = {question.name for question in questionnaire.visible if question.choices}
    needs = {question.name for question in questionnaire.visible if question.type == "bool"}
    assert set(ASKED) == (choices | needs) - {"python_version"}


@pytest.mark.parametrize("name", [name for name in ASKED if name not in ("framework", "database")])
def test_refusal_of_an_answer_names_its_rule(interview: Interview, name: str) -> None:
    """Asked of every set of answers that goes together, one answer of which is changed."""
    above = {
        tuple(answers[known] for known in ASKED[: ASKED.index(name)]) for answers in valid_answers()
    }
    for values in sorted(above):
        for value, refusal in refusals(interview, dict(zip(ASKED, values, strict=False)), name):
            assert refusal is None or refusal.rule, (values, value)


def refusals(interview: Interview, given: dict[str, Any], name: str) -> list[tuple[Any, Any]]:
    """What can be answered when the turn of a question has come, and why it is refused."""
    turns: list[Turn] = []

    def ask(turn: Turn) -> Any:
        turns.append(turn)
        return turn.default

    interview.complete({}, ask=lambda turn: given.get(turn.question.name, ask(turn)))
    [turn] = [turn for turn in turns if turn.question.name == name]
    question = turn.question
    values = [choice.value for choice in question.choices] or [False, True]
    return [(value, turn.check(value)) for value in values]
