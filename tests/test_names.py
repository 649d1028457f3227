"""Names and answers nobody thought of: a project whose Python compiles, or a clean refusal."""

import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyscaffold_web.answers import Answers, Interview, Turn
from pyscaffold_web.errors import ScaffoldError
from pyscaffold_web.render import render_embedded

NAMES = st.one_of(
    st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,45}", fullmatch=True),
    st.sampled_from(["class", "json", "Django", "tests", "a" * 61, "../x", "/abs", "", "1a"]),
    st.text(max_size=20),
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'\\{}%#$`<>&*_[]()|;:!-= \u2028\x85", max_size=30),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("names")


def any_possible(turn: Turn, draw: st.DataObject) -> Any:
    """Some possible answer to a question with choices, the default of any other."""
    values = [choice.value for choice in turn.possible]
    return draw.draw(st.sampled_from(values), label=turn.question.name) if values else turn.default


def assert_rendered_well(project: Path, stored: Mapping[str, Any]) -> None:
    modules = list(project.rglob("*.py"))
    assert modules
    for module in modules:
        compile(module.read_bytes(), module.name, "exec")
    config = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    assert config["project"]["name"] == stored["project_name"]
    assert config["project"]["description"] == stored["description"]
    assert (project / stored["package"]).is_dir()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=NAMES, description=TEXTS, author=TEXTS, data=st.data())
def test_any_names_and_answers_give_a_project_that_compiles_or_a_refusal(
    interview: Interview,
    folder: Path,
    name: str,
    description: str,
    author: str,
    data: st.DataObject,
) -> None:
    chosen = {"project_name": name, "description": description, "author": author}
    answers = complete_or_refuse(interview, chosen, lambda turn: any_possible(turn, data))
    if isinstance(answers, ScaffoldError):
        assert answers.message.isprintable()
        assert answers.hint
        return
    project = folder / "project"
    try:
        render_embedded(answers.stored, project)
        assert_rendered_well(project, answers.stored)
    finally:
        shutil.rmtree(project, ignore_errors=True)


def complete_or_refuse(
    interview: Interview, chosen: dict[str, str], ask: Callable[[Turn], Any]
) -> Answers | ScaffoldError:
    try:
        return interview.complete(chosen, ask=ask)
    except ScaffoldError as refusal:
        return refusal
