"""Texts and JSON of `scaffold recommend` and `scaffold options`."""

import json
import shlex
from collections.abc import Iterable
from typing import Any

from pyscaffold_web.answers import Answers
from pyscaffold_web.frameworks import LIBRARIES, NOT_OFFERED
from pyscaffold_web.questions import Choice, Question, Questionnaire
from pyscaffold_web.recommend import Recommendation


def ranking_json(ranking: Iterable[Recommendation]) -> str:
    """The ranking, best first, as one JSON object."""
    entries = [
        {
            "flavour": place.flavour.name,
            "framework": place.flavour.framework,
            "for": place.reasons_for,
            "against": place.reasons_against,
        }
        for place in ranking
    ]
    return json.dumps({"ranking": entries}, indent=2)


def ranking_text(ranking: Iterable[Recommendation]) -> str:
    """The ranking, best first, each place with its reasons."""
    return "\n\n".join("\n".join((_heading(place), *reasons(place))) for place in ranking)


def _heading(place: Recommendation) -> str:
    heading = f"{place.place}. {place.flavour.label} ({place.flavour.interface})"
    if place.better_for:
        heading += f", a close second: the better one for {' and '.join(place.better_for)}"
    return heading


def reasons(place: Recommendation) -> list[str]:
    """The reasons of one place, a line each, + for and - against."""
    return [
        *(f"   + {reason}" for reason in place.reasons_for),
        *(f"   - {reason}" for reason in place.reasons_against),
    ]


def options_json(questionnaire: Questionnaire, defaults: Answers) -> str:
    """All questions that can be answered, and what is no choice, as one JSON object."""
    entries = [_option(question, defaults) for question in questionnaire.visible]
    return json.dumps({"questions": entries, "not_offered": dict(NOT_OFFERED)}, indent=2)


def _option(question: Question, defaults: Answers) -> dict[str, Any]:
    return {
        "name": question.name,
        "flag": question.flag,
        "type": question.type,
        "help": question.help,
        "default": defaults.stored[question.name],
        "choices": [
            {"value": choice.value, "label": choice.label, "reason": reason(question, choice)}
            for choice in question.choices
        ],
    }


def reason(question: Question, choice: Choice) -> str:
    """Why a choice is offered; empty where its label says all."""
    return LIBRARIES.get(question.name, {}).get(choice.value, "")


def options_text(questionnaire: Questionnaire, defaults: Answers) -> str:
    """All questions that can be answered, with choices and defaults, and what is no choice."""
    width = max(map(len, NOT_OFFERED))
    left_out = [f"    {name:<{width}}  {reason}" for name, reason in NOT_OFFERED.items()]
    return "\n\n".join(
        "\n".join(lines)
        for lines in (
            *(
                _option_lines(question, defaults.stored[question.name])
                for question in questionnaire.visible
            ),
            ["Not offered", *left_out],
        )
    )


def _option_lines(question: Question, default: Any) -> list[str]:
    shown = question.flags_for(default)[0] if question.type == "bool" else shlex.quote(default)
    width = max((len(choice.value) for choice in question.choices), default=0)
    lines = [
        ": ".join(filter(None, (choice.label, reason(question, choice))))
        for choice in question.choices
    ]
    return [
        f"{question.flag}  {question.help} [default: {shown}]",
        *(
            f"    {choice.value:<{width}}  {line}"
            for choice, line in zip(question.choices, lines, strict=True)
        ),
    ]
