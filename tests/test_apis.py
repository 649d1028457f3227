"""A project speaks of the API library that it was made with, and of no other."""

import re

import pytest
from flavours import Flavour
from rendered import Rendered
from test_needs import requirements_of, texts_of

WORDS = {
    "drf": r"rest.framework|\bdrf|spectacular",
    "ninja": r"ninja",
    "smorest": r"smorest|marshmallow|webargs",
    "apiflask": r"apiflask",
    "quart-schema": r"quart.schema",
}
PYDANTIC = {"ninja", "apiflask", "quart-schema", "pydantic"}
"""The choices whose schemas are Pydantic's."""

ASYNC = r"async|await|asgi"


def found_in(project: Rendered, words: str) -> list[str]:
    texts = texts_of(project).items()
    return [name for name, text in texts if re.search(words, f"{name}\n{text}", re.IGNORECASE)]


@pytest.mark.parametrize("api", WORDS)
def test_api_library_that_is_not_chosen_leaves_no_trace(every: list[Rendered], api: str) -> None:
    for project in [project for project in every if project.answers["api"] != api]:
        assert not found_in(project, WORDS[api])


def test_pydantic_is_named_only_where_it_validates(every: list[Rendered]) -> None:
    for project in every:
        is_used = project.answers["api"] in PYDANTIC
        assert bool(found_in(project, "pydantic")) == is_used
        assert ("pydantic" in requirements_of(project)) == is_used


def test_api_library_that_is_chosen_is_told(every: list[Rendered]) -> None:
    for project in every:
        readme = (project.path / "README.md").read_text(encoding="utf-8")
        assert re.search(WORDS.get(project.answers["api"], "fastapi"), readme, re.IGNORECASE)


def test_views_of_the_api_are_async_where_that_is_asked_for(
    every: list[Rendered], flavour: Flavour
) -> None:
    for project in every if flavour.answers["framework"] == "django" else []:
        views = [
            path.read_text(encoding="utf-8")
            for path in project.files()
            if path.name in ("api.py", "views.py") and path.parent.name in ("items", "users")
        ]
        assert views
        assert {"async def" in view for view in views} == {project.answers["async"]}


def test_django_without_async_and_sockets_knows_nothing_of_it(
    every: list[Rendered], flavour: Flavour
) -> None:
    for project in every if flavour.answers["framework"] == "django" else []:
        if not (project.answers["async"] or project.answers["websockets"]):
            assert not found_in(project, ASYNC)
