"""What tests share: built projects, the `scaffold` program, and the questionnaire."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from command import Scaffold
from databases import new_database
from flavours import HAS_DOCUMENTS, QUICK, Flavour
from projects import (
    PYTHON_VERSION,
    Project,
    change_setting,
    clean_environment,
    render,
    template_at,
)
from rendered import Rendered, answers_of, render_all, unusual
from selection import (
    PROJECTS,
    RENDERED,
    few_of,
    has_no_project,
    is_about,
    is_asked_less,
    is_rendered,
    parameters_of,
    workers_of,
)
from table import Writer, tell_project

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
        "--table",
        type=Path,
        help="where to write the table of what was installed and found right, if nothing failed",
    )
    parser.addoption(
        "--projects",
        choices=list(PROJECTS),
        default="core",
        help="which projects are installed and served: without needs; with all of them, too;"
        " so many that any two answers meet; every set of needs; every stack",
    )
    parser.addoption(
        "--few-cases",
        action="store_true",
        help="ask of what projects are asked in many cases the first, the middle and the last",
    )


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--table")
    if path:
        config.pluginmanager.register(Writer(path, PROJECTS[config.getoption("--projects")]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives each test the projects that it is about, and no others: there are many of both."""
    listed = metafunc.config.getoption("--projects")
    installed = [
        flavour
        for flavour in PROJECTS[listed]
        if is_about(metafunc.definition, flavour, listed)
        and (HAS_DOCUMENTS or flavour.answers.get("database") != "mongodb")
    ]
    rendered = [
        flavour for flavour in RENDERED.get(listed, ()) if is_rendered(metafunc.definition, flavour)
    ]
    for fixture, chosen in (("project", installed), ("flavour", rendered)):
        if fixture in metafunc.fixturenames:
            values = [
                pytest.param(flavour, id=flavour.name, marks=pytest.mark.xdist_group(flavour.name))
                for flavour in chosen
            ]
            metafunc.parametrize(fixture, values, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out tests that none of the projects is for; pytest itself would skip them.

    Sorted so that each server is started once.
    """
    listed = config.getoption("--projects")
    chosen = [item for item in items if not (has_no_project(item) or is_asked_less(item, listed))]
    if config.getoption("--few-cases"):
        chosen = few_of(chosen)
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    for item in chosen:
        tell_project(item, parameters_of(item))
    items[:] = sorted(chosen, key=workers_of)


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
    request: pytest.FixtureRequest,
    flavour: Flavour,
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Rendered]:
    """The flavour's projects for all answers that can be chosen with its needs.

    But for `--projects=all` not more than one of them is unusual, or two without needs and with
    all; and no Python is taken but the first and the last.
    """
    chosen = answers_of(flavour, template)
    if request.config.getoption("--projects") != "all":
        most = 2 if flavour in QUICK else 1
        chosen = [
            answers
            for answers in chosen
            if len(unusual(answers)) <= most and answers["python_version"] in ("3.11", "3.14")
        ]
    return render_all(template, chosen, tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="session")
def project(
    request: pytest.FixtureRequest, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Project]:
    """A project called shop of each flavour: installed, committed, its database migrated."""
    folder = tmp_path_factory.mktemp(request.param.name)
    answers = {**request.param.answers, "python_version": PYTHON_VERSION}
    path = render(template, {**answers, "project_name": "shop"}, folder / "shop")
    built = Project(path, "shop", answers, clean_environment(folder / "home"))
    built.make("install")
    built.commit("Start")
    with ExitStack() as stack:
        if built.database != "sqlite":
            url = stack.enter_context(new_database(built.database, folder))
            change_setting(path / ".env", "DATABASE_URL", url)
        built.make("migrate")
        yield built


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
