"""From needs to frameworks, best first, with the reasons."""

from collections.abc import Set
from dataclasses import dataclass

from pyscaffold_web.frameworks import DJANGO, FASTAPI, FLASK, NEEDS, QUART, Flavour


@dataclass(frozen=True)
class Recommendation:
    """One place in a ranking; every reason starts with the need it is about.

    `better_for` holds the needs for which the second place fits and the first does not.
    """

    place: int
    flavour: Flavour
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    better_for: tuple[str, ...]


def recommend(needs: Set[str]) -> tuple[Recommendation, ...]:
    """Rank Django, Flask (Quart, its sibling, for `async`) and FastAPI for a subset of NEEDS."""
    flavours = (DJANGO, QUART if "async" in needs else FLASK, FASTAPI)
    ranked = sorted(flavours, key=lambda flavour: _score(flavour, needs), reverse=True)
    return tuple(
        _explained(place, flavour, ranked[0], needs) for place, flavour in enumerate(ranked, 1)
    )


def _score(flavour: Flavour, needs: Set[str]) -> int:
    return flavour.start.weight + sum(flavour.fits[need].weight for need in needs)


def _explained(place: int, flavour: Flavour, first: Flavour, needs: Set[str]) -> Recommendation:
    fits = {need: flavour.fits[need] for need in NEEDS if need in needs}
    spoken = fits or {"nothing more": flavour.start}
    better = [need for need in fits if fits[need].weight > 0 > first.fits[need].weight]
    return Recommendation(
        place,
        flavour,
        tuple(f"{need}: {fit.reason}" for need, fit in spoken.items() if fit.weight > 0),
        tuple(f"{need}: {fit.reason}" for need, fit in spoken.items() if fit.weight < 0),
        tuple(better) if place == 2 else (),
    )
