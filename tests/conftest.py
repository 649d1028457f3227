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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out tests of the projects that they are not about: see the markers."""
    every_need = config.getoption("--every-need")
    left_out = [item for item in items if not is_about_its_project(item, every_need)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def is_about_its_project(item: pytest.Item, every_need: bool) -> bool:
    """Whether its markers (see pyproject.toml) let a test run on the flavour it is for."""
    callspec = getattr(item, "callspec", None)
    parameters = callspec.params if callspec else {}
    flavour = parameters.get("project") or parameters.get("flavour")
    if not isinstance(flavour, Flavour):
        return True
    needs = set(flavour.needs)
    if needs and (item.get_closest_marker("core") or not (every_need or needs == set(NEEDS))):
        return False
    if item.get_closest_marker("extremes") and needs and needs != set(NEEDS):
        return False
    alone = [
        {marker.args[0], *IMPLIED.get(marker.args[0], ())} for marker in item.iter_markers("alone")
    ]
    wanted = {marker.args[0] for marker in item.iter_markers("need")}
    return wanted <= needs and needs in (alone or [needs])


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as a folder that Copier renders without asking git for a version."""
    return template_at(tmp_path_factory.mktemp("template") / "template")


EACH_FLAVOUR = [
    pytest.param(flavour, id=flavour.name, marks=pytest.mark.xdist_group(flavour.name))
    for flavour in FLAVOURS
]


@pytest.fixture(scope="session", params=EACH_FLAVOUR)
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


@pytest.fixture(scope="session", params=EACH_FLAVOUR)
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
