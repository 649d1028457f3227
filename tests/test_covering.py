"""The projects that are installed are so many that any two answers meet in one of them."""

from collections.abc import Mapping
from itertools import combinations as pairs
from pathlib import Path
from typing import Any

import pytest
from combinations import combinations
from flavours import CHOSEN, NEEDS, complete

ASKED = (*NEEDS, "nosql", "async", "framework", "database", "orm", "api", "server")

pytestmark = pytest.mark.any_python


def pairs_of(answers: Mapping[str, Any]) -> set[frozenset[tuple[str, Any]]]:
    return set(map(frozenset, pairs([(name, answers[name]) for name in ASKED], 2)))


def test_any_two_answers_meet(template: Path) -> None:
    everything = combinations(template)
    installed = [complete(flavour) for flavour in CHOSEN]
    assert all(any(row.items() <= answers.items() for answers in everything) for row in installed)
    possible = set().union(*map(pairs_of, everything))
    met = set().union(*map(pairs_of, installed))
    assert possible - met == set()
