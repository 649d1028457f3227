"""What tests share: built projects, the `scaffold` program, and the questionnaire."""

import os
from pathlib import Path

import pytest
from command import Scaffold
from projects import (
    FLAVOURS,
    IMPLIED,
    NEEDS,
    PYTHON_VERSION,
    Flavour,
    Project,
    clean_environment,
    render,
    template_at,
)
from rendered import Rendered, answers_of, render_all

from pyscaffold_web import history, questions
from pyscaffold_web.answers import Interview
from pyscaffold_web.questions import Questionnaire

pytest_plugins = ["browser"]


INSTALLED: tuple[set[str], ...] = (set(), {"auth"}, {"websockets"}, set(NEEDS))
"""The sets of needs whose projects get every test; the others get those for every set."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden/*.txt with the files the templates render now",
    )
    parser.addoption(
        "--every-need",
        action="store_true",
        help="test projects with every set of needs, not only with none and with all of them",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives each test the projects that it is about, and no others: there are many of both."""
    every_need = metafunc.config.getoption("--every-need")
    chosen = [
        pytest.param(flavour, id=flavour.name, marks=pytest.mark.xdist_group(flavour.name))
        for flavour in FLAVOURS
        if is_about(metafunc.definition, metafunc.fixturenames, set(flavour.needs), every_need)
    ]
    for fixture in {"project", "flavour"} & set(metafunc.fixturenames):
        metafunc.parametrize(fixture, chosen, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out tests that none of the projects is for; pytest itself would skip them."""
    kept = [item for item in items if not has_no_project(item)]
    config.hook.pytest_deselected(items=[*filter(has_no_project, items)])
    items[:] = kept


def has_no_project(item: pytest.Item) -> bool:
    reasons = (mark.kwargs.get("reason", "") for mark in item.iter_markers("skip"))
    return any(reason.startswith("got empty parameter set") for reason in reasons)


def is_about(test: pytest.Item, fixtures: list[str], needs: set[str], every_need: bool) -> bool:
    """Whether its markers (see pyproject.toml) let a test run on projects with these needs."""
    if needs and (test.get_closest_marker("core") or not (every_need or needs == set(NEEDS))):
        return False
    is_for_all = needs in INSTALLED or test.get_closest_marker("every_set")
    if "project" in fixtures and not is_for_all:
        return False
    if needs and test.get_closest_marker("thorough") and not every_need:
        return False
    named = [marker.args[0] for marker in test.iter_markers("alone")]
    alone = [{need, *IMPLIED.get(need, ())} for need in named]
    wanted = {marker.args[0] for marker in test.iter_markers("need")}
    return wanted <= needs and needs in (alone or [needs])


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as a folder that Copier renders without asking git for a version."""
    return template_at(tmp_path_factory.mktemp("template") / "template")


@pytest.fixture(scope="session")
def flavour(request: pytest.FixtureRequest) -> Flavour:
    """A flavour, for what needs no more than to be rendered."""
    chosen: Flavour = request.param
    return chosen


@pytest.fixture(scope="session")
def every(
    flavour: Flavour, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Rendered]:
    """The flavour's projects for all answers that can be chosen with its needs."""
    return render_all(template, answers_of(flavour, template), tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="session")
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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """A login without settings for git or Copier; the tools and uv's cache are the machine's."""
    dropped = ("COPIER_", "GIT_", "VIRTUAL_ENV", "XDG_", "SCAFFOLD_", "PYTHONDONTWRITE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    cache = os.environ.get("UV_CACHE_DIR", str(Path("~/.cache/uv").expanduser()))
    return {**kept, "HOME": str(home), "UV_CACHE_DIR": cache, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """An empty folder to create projects in."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def scaffold(workplace: Path, environment: dict[str, str]) -> Scaffold:
    return Scaffold(workplace, environment)


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return questions.load(history.template_folder())


@pytest.fixture(scope="session")
def interview(questionnaire: Questionnaire) -> Interview:
    """The questionnaire as asked for a project in a folder called shop."""
    return Interview(questionnaire, "shop")
