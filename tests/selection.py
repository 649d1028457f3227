"""Which tests are run on which projects, by their markers (see pyproject.toml)."""

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest
from flavours import (
    ALL,
    CHOSEN,
    CORES,
    EVERY_STACK,
    FLAVOURS,
    IMPLIED,
    MORE_SERVED,
    NEEDS,
    ON_DOCUMENTS,
    ON_SERVERS,
    QUICK,
    SERVED,
    SERVERS,
    WHOLE,
    Flavour,
)

PROJECTS = {
    "core": CORES,
    "quick": QUICK,
    "chosen": CHOSEN,
    "needs": FLAVOURS,
    "stacks": (*EVERY_STACK, *MORE_SERVED),
    "all": ALL,
}
"""What `--projects` installs and serves."""

WHOLLY_ASKED = {"needs", "stacks", "all"}
"""Where each project is asked for everything, by one worker and by two."""

RENDERED = {"core": CORES, "chosen": FLAVOURS, "all": FLAVOURS}
"""What it renders and looks at, if anything."""


def is_asked_less(item: pytest.Item, listed: str) -> bool:
    """Whether two workers of a project with all needs are asked it instead."""
    parameters = parameters_of(item)
    if parameters.get("server") != 2 or listed in WHOLLY_ASKED:
        return False
    project = parameters["project"]
    return set(project.needs) != set(NEEDS) and project not in (*SERVED, *MORE_SERVED)


def parameters_of(item: pytest.Item) -> dict[str, Any]:
    has_some = isinstance(item, pytest.Function) and hasattr(item, "callspec")
    return item.callspec.params if has_some else {}


def workers_of(item: pytest.Item) -> tuple[str, int]:
    parameters = parameters_of(item)
    project = parameters.get("project")
    return project.name if project else "", parameters.get("server", 0)


def has_no_project(item: pytest.Item) -> bool:
    reasons = (mark.kwargs.get("reason", "") for mark in item.iter_markers("skip"))
    return any(reason.startswith("got empty parameter set") for reason in reasons)


def is_rendered(test: pytest.Item, flavour: Flavour) -> bool:
    if test.get_closest_marker("thorough"):
        return flavour in QUICK
    return not (flavour.needs and test.get_closest_marker("core"))


def is_on_stand_in(project: Flavour) -> bool:
    return project.answers.get("database") == "mongodb" and "MONGODB_URL" not in os.environ


def is_about(test: pytest.Item, project: Flavour, listed: str) -> bool:
    """Whether its markers (see pyproject.toml) let a test run on a project."""
    needs = set(project.needs)
    needed = {marker.args[0] for marker in test.iter_markers("need")}
    if project in (*SERVED, *MORE_SERVED) and test.get_closest_marker("every_server"):
        return needed <= needs
    if needs and test.get_closest_marker("core"):
        return False
    named = [marker.args[0] for marker in test.iter_markers("alone")]
    alone = [{need, *IMPLIED.get(need, ())} for need in named]
    if needed - needs or needs not in (alone or [needs]):
        return False
    if test.get_closest_marker("real_database") and is_on_stand_in(project):
        return False
    if test.get_closest_marker("database_server"):
        is_on_one = needs == set(NEEDS) and project.answers.get("database") in SERVERS
        return is_on_one and (listed in WHOLLY_ASKED or project in (*ON_SERVERS, *ON_DOCUMENTS))
    if alone or test.get_closest_marker("every_project"):
        return True
    return listed in WHOLLY_ASKED or project in (WHOLE if listed == "chosen" else CORES)


def few_of(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Of each test's cases, on each project and number of workers, three at most.

    What is no test of a project is kept as it is.
    """
    cases = defaultdict(list)
    for item in items:
        name, workers = workers_of(item)
        cases[name, workers, item.nodeid.split("[")[0] if name else item.nodeid].append(item)
    return [
        found[number]
        for found in cases.values()
        for number in sorted({0, len(found) // 2, len(found) - 1})
    ]
