"""The table of what a test run installed and found right: `docs/combinations.md`.

With `--table FILE` each test of a project says which project it was for, and with how many workers;
at the end of a run in which nothing failed, the file is written.
"""

import os
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from databases import version_of
from flavours import NEEDS, SERVERS, Flavour, complete
from projects import PYTHON_VERSION, Project

HEADINGS = ("framework", "needs", "database", "ORM", "API", "server")
RUNS = {0: "make", 1: "1 worker", 2: "2 workers"}
INTRODUCTION = """\
# Combinations that were run

Written by `make test-{python} PROJECTS=chosen PYTEST_ARGS=--table=docs/combinations.md`.
A row tells what passed of a project of which nothing failed. Any two answers meet in one of them.

Each was installed on Python {python}, and its `make test`, `lint`, `migrate` and `migrations` were
run. It was then served by `make serve` and asked over HTTP what the contract says: a few things of
every project, by two workers too where it has all needs, and everything of one project with all
needs a framework. The numbers are of this repository's tests that passed.

The databases were {databases}.
MariaDB stands for MySQL, which was not run.
{mongodb}"""
STAND_IN = """\
MongoDB itself was not run: mongoeco stands for it, a server in Python that speaks its protocol, in
a process of its own and with what `tests/mongo_stand_in.py` adds. So rows with `mongodb` show that
projects and libraries work over that protocol, and not how MongoDB itself plans, locks or fails.
"""


@dataclass
class Found:
    """What the tests told: how many passed, by project and workers, and of which versions."""

    passed: Counter[tuple[str, int]] = field(default_factory=Counter)
    versions: dict[str, set[str]] = field(default_factory=dict)
    failed: bool = False

    def add(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed
        told = dict(report.user_properties)
        if report.when == "call" and report.passed and "project" in told:
            self.passed[str(told["project"]), int(str(told["workers"]))] += 1
        if report.when == "call" and isinstance(told.get("versions"), dict):
            for name, version in told["versions"].items():
                self.versions.setdefault(name, set()).add(version)


def locked_versions(project: Project) -> Mapping[str, str]:
    """The versions of what a project itself requires."""
    lock = tomllib.loads((project.path / "uv.lock").read_text())
    [own] = [package for package in lock["package"] if "virtual" in package.get("source", {})]
    required = {dependency["name"] for dependency in own["dependencies"]}
    return {
        package["name"]: package["version"]
        for package in lock["package"]
        if package["name"] in required
    }


def row(flavour: Flavour) -> list[str]:
    """The answers of a project, in words; Quart is told by its own name."""
    answers = complete(flavour)
    framework = answers["framework"]
    if answers["async"]:
        framework = "quart" if framework == "flask" else f"{framework}, async"
    needs = ", ".join(need for need in NEEDS if answers[need]) or "none"
    return [
        framework,
        needs,
        *(str(answers[name]) for name in ("database", "orm", "api", "server")),
    ]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def text(found: Found, flavours: Iterable[Flavour]) -> str:
    """The whole file."""
    rows = [
        [*row(flavour), *(str(found.passed[flavour.name, workers] or "") for workers in RUNS)]
        for flavour in flavours
    ]
    versions = [[name, ", ".join(sorted(found.versions[name]))] for name in sorted(found.versions)]
    databases = ", ".join(version_of(database) for database in SERVERS)
    introduction = INTRODUCTION.format(
        python=PYTHON_VERSION,
        databases=databases,
        mongodb="" if "MONGODB_URL" in os.environ else STAND_IN,
    )
    libraries = table(("library", "version"), versions)
    return f"{introduction}\n{table((*HEADINGS, *RUNS.values()), rows)}\n{libraries}"


class Writer:
    """Listens to the reports of all processes and writes the file in the one that leads."""

    def __init__(self, path: Path, flavours: Iterable[Flavour]) -> None:
        self.path = path
        self.flavours = flavours
        self.found = Found()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.found.add(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self.found.failed and not hasattr(session.config, "workerinput"):
            self.path.write_text(text(self.found, self.flavours))


def tell_project(item: pytest.Item, parameters: Mapping[str, Any]) -> None:
    """Has a test's report say which project it was for."""
    if "project" in parameters:
        told = {"project": parameters["project"].name, "workers": parameters.get("server", 0)}
        item.user_properties.extend(told.items())
