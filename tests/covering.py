"""A covering array: few sets of answers, so that any two answers meet in one of them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from oracle import NEEDS, valid_answers

Answers = Mapping[str, Any]
Pair = frozenset[tuple[str, Any]]


def pairs_of(answers: Answers) -> set[Pair]:
    """Any two answers, and each beside the flavour, which Quart shares with Flask by its answer."""
    is_quart = answers["framework"] == "flask" and answers["async"]
    flavour = "quart" if is_quart else answers["framework"]
    return set(map(frozenset, combinations({**answers, "flavour": flavour}.items(), 2)))


def needs_of(answers: Answers) -> int:
    return sum(answers[need] for need in NEEDS)


def cover(start: Iterable[Answers]) -> Sequence[Answers]:
    """What is to be added to `start`; each is the one that brings most, and then asks for most."""
    rows = [(answers, pairs_of(answers)) for answers in valid_answers()]
    left = set().union(*(pairs for _, pairs in rows)).difference(*map(pairs_of, start))
    added = []
    while left:
        answers, pairs = max(rows, key=lambda row: (len(row[1] & left), needs_of(row[0])))
        added.append(answers)
        left -= pairs
    return added
