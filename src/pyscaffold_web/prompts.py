"""The wizard: asks what the command line left open."""

from collections.abc import Callable
from typing import Any

import questionary

from pyscaffold_web.answers import Turn
from pyscaffold_web.errors import StoppedError
from pyscaffold_web.frameworks import NEEDS
from pyscaffold_web.questions import Question
from pyscaffold_web.recommend import Recommendation, recommend
from pyscaffold_web.report import reason, reasons


class Wizard:
    """Asks one question at a time; `show` prints a line.

    Ctrl-C and Ctrl-D raise StoppedError.
    """

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show

    def __call__(self, turn: Turn) -> Any:
        if not turn.is_open:
            (value,) = turn.values
            self._show(f"  {turn.question.help} {_label(turn.question, value)} (the only choice)")
            return value
        prompt = self._prompt(turn)
        try:
            return prompt.unsafe_ask()
        except (KeyboardInterrupt, EOFError):
            raise StoppedError("interrupted", "nothing was written") from None

    def _prompt(self, turn: Turn) -> questionary.Question:
        if turn.question.type == "bool":
            return questionary.confirm(turn.question.help, default=turn.default)
        if turn.question.choices:
            return self._select(turn)
        return questionary.text(
            turn.question.help, default=turn.default, validate=lambda text: _verdict(turn, text)
        )

    def _select(self, turn: Turn) -> questionary.Question:
        best = self._recommended(turn) if turn.question.name == "framework" else None
        recommended = best.flavour.framework if best else None
        default = recommended if recommended in turn.values else turn.default
        choices = [
            questionary.Choice(
                choice.label + (" (recommended)" if choice.value == recommended else ""),
                value=choice.value,
                description=reason(turn.question, choice) or None,
            )
            for choice in turn.possible
        ]
        return questionary.select(turn.question.help, choices=choices, default=default)

    def _recommended(self, turn: Turn) -> Recommendation:
        needs = {need for need in NEEDS if turn.above.get(need)}
        best = recommend(needs)[0]
        self._show(f"  Recommended: {best.flavour.label}")
        for line in reasons(best):
            self._show(line)
        return best


def _label(question: Question, value: Any) -> str:
    labels = {choice.value: choice.label for choice in question.choices}
    return labels.get(value) or ("Yes" if value else "No")


def _verdict(turn: Turn, text: str) -> bool | str:
    refusal = turn.check(text)
    return str(refusal) if refusal else True
