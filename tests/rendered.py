"""Projects as the templates render them, before anything is installed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from combinations import Answers, combinations
from flavours import NEEDS, Flavour
from oracle import stack_of
from projects import render

ANSWERS_FILE = ".copier-answers.yml"


@dataclass(frozen=True)
class Rendered:
    """A rendered project, and the answers that it was rendered from."""

    path: Path
    answers: Mapping[str, Any]

    def files(self) -> list[Path]:
        return sorted(path for path in self.path.rglob("*") if path.is_file())

    def name(self, path: Path) -> str:
        return path.relative_to(self.path).as_posix()


def render_all(template: Path, chosen: Iterable[Mapping[str, Any]], folder: Path) -> list[Rendered]:
    done = []
    for number, answers in enumerate(chosen):
        named = {"project_name": "shop", **answers}
        done.append(Rendered(render(template, named, folder / f"{number:03}"), named))
    assert done
    return done


def answers_of(flavour: Flavour, template: Path) -> list[Answers]:
    """All answers that can be chosen with the flavour's needs, and no other need."""
    wanted = {**dict.fromkeys(NEEDS, False), **flavour.answers}.items()
    return [answers for answers in combinations(template) if wanted <= answers.items()]


def unusual(answers: Answers) -> set[str]:
    """The names of the answers, beside the needs, that are not the first choice."""
    stack = stack_of(answers)
    usual = {
        "database": "sqlite",
        "orm": stack.orms[0],
        "api": stack.apis[0],
        "server": stack.servers[0],
        "python_version": "3.11",
    }
    different = {name for name, value in usual.items() if answers[name] != value}
    needless = answers["async"] and answers["framework"] == "fastapi"
    return different | ({"async"} if needless else set())
