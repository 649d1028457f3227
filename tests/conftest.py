"""What the tests of generated projects share: one built project per flavour and session."""

from pathlib import Path

import pytest
from projects import FLAVOURS, PYTHON_VERSION, Project, clean_environment, render, template_at


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden/*.txt with the files the templates render now",
    )


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as a folder that Copier renders without asking git for a version."""
    return template_at(tmp_path_factory.mktemp("template") / "template")


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(flavour, id=flavour.name, marks=pytest.mark.xdist_group(flavour.name))
        for flavour in FLAVOURS
    ],
)
def project(
    request: pytest.FixtureRequest, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Project:
    """A project called shop of each flavour: installed, committed, its database migrated."""
    folder = tmp_path_factory.mktemp(request.param.name)
    answers = {**request.param.answers, "python_version": PYTHON_VERSION}
    path = render(template, {**answers, "project_name": "shop"}, folder / "shop")
    built = Project(path, "shop", answers, clean_environment(folder / "home"))
    built.make("install")
    built.commit("Start")
    built.make("migrate")
    return built
