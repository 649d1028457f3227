"""The ranking for all 64 sets of needs, against a table that a person wrote."""

from itertools import chain, combinations

import pytest

from pyscaffold_web.answers import Interview
from pyscaffold_web.frameworks import FLAVOURS, LIBRARIES, NEEDS
from pyscaffold_web.questions import Questionnaire
from pyscaffold_web.recommend import recommend

LETTERS = {
    "a": "admin",
    "s": "async",
    "w": "websockets",
    "n": "nosql",
    "u": "auth",
    "p": "pages",
}
EVERY_SET = [
    "".join(letters)
    for letters in chain.from_iterable(combinations(LETTERS, size) for size in range(7))
]

# The first two places, by the letters of the needs.
TABLE = {
    "flask fastapi": [""],
    "fastapi flask": ["w", "n", "wn"],
    "fastapi quart": ["s", "sw", "sn", "su", "swn", "swu", "snu", "swnu"],
    "django flask": ["a", "u", "p", "ap", "up", "aup", "wp", "wup", "awp"],
    "django fastapi": ["au", "aw", "wu", "awu", "awup"],
    "fastapi django": [
        *["nu", "wnu"],
        *["as", "asw", "asu", "aswu", "an", "awn", "anu", "awnu", "asn", "aswn", "asnu", "aswnu"],
        *["sp", "swp", "sup", "swup", "np", "wnp", "nup", "wnup", "snp", "swnp", "snup", "swnup"],
        *["asp", "aswp", "asup", "aswup", "anp", "awnp", "anup", "awnup", "asnp", "aswnp"],
        *["asnup", "aswnup"],
    ],
}


def needs_of(letters: str) -> set[str]:
    return {LETTERS[letter] for letter in letters}


def test_table_names_every_set_of_needs_once() -> None:
    named = [letters for row in TABLE.values() for letters in row]
    assert sorted(named) == sorted(EVERY_SET)
    assert set(LETTERS.values()) == set(NEEDS)


@pytest.mark.parametrize(
    ("places", "letters"), [(places, letters) for places, row in TABLE.items() for letters in row]
)
def test_first_two_places_are_those_of_the_table(places: str, letters: str) -> None:
    ranking = recommend(needs_of(letters))
    assert " ".join(place.flavour.name for place in ranking[:2]) == places


@pytest.mark.parametrize("letters", EVERY_SET)
def test_ranking_holds_each_framework_once_and_quart_only_with_async(letters: str) -> None:
    ranking = recommend(needs_of(letters))
    flask = "quart" if "s" in letters else "flask"
    assert [place.place for place in ranking] == [1, 2, 3]
    assert {place.flavour.name for place in ranking} == {"django", flask, "fastapi"}
    assert {place.flavour.framework for place in ranking} == {"django", "flask", "fastapi"}


@pytest.mark.parametrize("letters", EVERY_SET)
def test_every_need_has_its_reason_at_every_place_and_no_other_need_has(letters: str) -> None:
    for place in recommend(needs_of(letters)):
        reasons = (*place.reasons_for, *place.reasons_against)
        named = sorted(reason.partition(": ")[0] for reason in reasons)
        assert named == (sorted(needs_of(letters)) or ["nothing more"])


@pytest.mark.parametrize("letters", ["an", "as", "asn", "sp", "np", "anup"])
def test_django_as_second_place_says_what_it_is_better_for(letters: str) -> None:
    first, second, third = recommend(needs_of(letters))
    assert (first.flavour.name, second.flavour.name) == ("fastapi", "django")
    expected = needs_of(letters) & {"admin", "auth", "pages"}
    assert set(second.better_for) == expected
    assert not first.better_for
    assert not third.better_for


@pytest.mark.parametrize("letters", EVERY_SET)
def test_default_framework_of_the_questionnaire_is_the_recommended_one(
    interview: Interview, letters: str
) -> None:
    asked = {question.name for question in interview.questionnaire.visible} & set(NEEDS)
    needs = needs_of(letters) & asked
    with_auth = {"auth": not needs.isdisjoint({"admin", "auth"})}
    answers = interview.complete({need: need in needs for need in asked} | with_auth)
    assert answers.stored["framework"] == recommend(needs)[0].flavour.framework


def test_every_flavour_has_a_fit_for_every_need_it_can_meet() -> None:
    without_flask_async = set(NEEDS) - {"async"}
    for flavour in FLAVOURS.values():
        expected = without_flask_async if flavour.name == "flask" else set(NEEDS)
        assert set(flavour.fits) == expected
        assert all(fit.weight for fit in (flavour.start, *flavour.fits.values()))


def test_every_flavour_the_questionnaire_derives_is_known(questionnaire: Questionnaire) -> None:
    (framework,) = (q for q in questionnaire.visible if q.name == "framework")
    known = {flavour.framework for flavour in FLAVOURS.values()}
    assert {choice.value for choice in framework.choices} == known


@pytest.mark.parametrize("name", ["database", "orm", "api", "server"])
def test_every_library_offered_has_its_reason_and_nothing_else_has(
    questionnaire: Questionnaire, name: str
) -> None:
    (question,) = (question for question in questionnaire.visible if question.name == name)
    assert set(LIBRARIES[name]) == {choice.value for choice in question.choices}


def test_reasons_are_kept_only_for_questions_that_are_asked(questionnaire: Questionnaire) -> None:
    assert set(LIBRARIES) <= {question.name for question in questionnaire.visible}
