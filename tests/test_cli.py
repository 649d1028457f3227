"""The program around `new`: help, versions, rankings, options, usage errors."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from command import SCAFFOLD, Scaffold

from pyscaffold_web.frameworks import NOT_OFFERED
from pyscaffold_web.questions import Questionnaire

SLOW_IMPORTS = ("copier", "questionary", "prompt_toolkit", "jinja2", "rich", "pydantic")


def failure(done: subprocess.CompletedProcess[str], status: int) -> tuple[str, str]:
    """The error and the hint of a run that printed these two lines and nothing else."""
    assert done.returncode == status, done
    assert done.stdout == ""
    error, hint = done.stderr.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    return error.removeprefix("error: "), hint.removeprefix("hint: ")


def test_help_lists_the_commands(scaffold: Scaffold) -> None:
    done = scaffold("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    for command in ("new", "recommend", "options"):
        assert f"\n  {command} " in done.stdout


def test_help_imports_nothing_slow(scaffold: Scaffold) -> None:
    code = (
        "import sys; from pyscaffold_web import cli; sys.argv = ['scaffold', '--help'];"
        f"cli.run(); print('slow:', [n for n in {SLOW_IMPORTS} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: " in done.stdout
    assert "slow: []" in done.stdout


def test_no_command_shows_the_help_as_a_usage_error(scaffold: Scaffold) -> None:
    done = scaffold()
    assert done.returncode == 2
    assert "Commands:" in done.stdout


def test_module_runs_as_the_program(scaffold: Scaffold) -> None:
    command = [sys.executable, "-m", "pyscaffold_web", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == scaffold("--version").stdout == f"scaffold {version('pyscaffold-web')}\n"


def test_new_has_a_flag_for_every_question_and_none_for_derived_values(
    scaffold: Scaffold, questionnaire: Questionnaire
) -> None:
    text = " ".join(scaffold("new", "--help").stdout.split())
    for question in questionnaire.questions:
        assert (f" {question.flag} " in text) is not question.is_derived
    for question in questionnaire.visible:
        assert question.help in text
        if question.choices:
            choices = "|".join(choice.value for choice in question.choices)
            assert f"{question.flag} {choices}" in text
    assert "--async / --no-async" in text


def test_options_show_every_question_with_choices_reasons_and_defaults(
    scaffold: Scaffold, questionnaire: Questionnaire
) -> None:
    listed = json.loads(scaffold("options", "--json").stdout)["questions"]
    assert [entry["name"] for entry in listed] == [q.name for q in questionnaire.visible]
    for entry, question in zip(listed, questionnaire.visible, strict=True):
        assert entry["help"] == question.help
        assert [choice["value"] for choice in entry["choices"]] == [
            choice.value for choice in question.choices
        ]
    by_name = {entry["name"]: entry for entry in listed}
    assert by_name["framework"]["default"] == "flask"
    assert by_name["async"]["default"] is False
    assert all(choice["reason"] for choice in by_name["orm"]["choices"])

    text = scaffold("options").stdout
    for question in questionnaire.visible:
        assert f"{question.flag}  {question.help}" in text


def test_options_say_what_is_not_offered_and_why(scaffold: Scaffold) -> None:
    listed = json.loads(scaffold("options", "--json").stdout)["not_offered"]
    assert listed == NOT_OFFERED
    text = scaffold("options").stdout
    for name, reason in NOT_OFFERED.items():
        assert re.search(rf"^    {re.escape(name)}  +{re.escape(reason)}$", text, re.MULTILINE)


def test_recommendation_as_json_has_exactly_the_promised_shape(scaffold: Scaffold) -> None:
    done = scaffold("recommend", "--admin", "--nosql", "--json")
    ranking = json.loads(done.stdout)
    assert list(ranking) == ["ranking"]
    assert [place["flavour"] for place in ranking["ranking"]] == ["fastapi", "django", "flask"]
    for place in ranking["ranking"]:
        assert list(place) == ["flavour", "framework", "for", "against"]
        assert all(text.startswith(("admin: ", "nosql: ")) for text in place["for"])
        assert len(place["for"]) + len(place["against"]) == 2


def test_recommendation_as_text_names_places_and_reasons(scaffold: Scaffold) -> None:
    text = scaffold("recommend", "--admin", "--async").stdout
    assert text.startswith("1. FastAPI (ASGI)\n   + async: ")
    assert "\n2. Django (WSGI" in text
    assert "a close second: the better one for admin\n   + admin: " in text
    assert "\n3. Quart" in text
    assert "Flask (WSGI)" not in text


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(["--async"], "quart"), ([], "flask"), (["--admin"], "flask")],
)
def test_one_framework_is_judged_alone(
    scaffold: Scaffold, arguments: list[str], named: str
) -> None:
    done = scaffold("recommend", "--framework", "flask", "--json", *arguments)
    (place,) = json.loads(done.stdout)["ranking"]
    assert (place["flavour"], place["framework"]) == (named, "flask")


def test_unknown_framework_is_refused_with_the_known_ones(scaffold: Scaffold) -> None:
    error, hint = failure(scaffold("recommend", "--framework", "rails"), 1)
    assert error == "there is no framework 'rails'"
    assert hint == "use django, fastapi, flask"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nwe"],
        ["--nope"],
        ["new"],
        ["new", "shop", "--nope"],
        ["new", "shop", "more"],
        ["new", ""],
        ["new", "shop", "--framework"],
        ["new", "shop", "--yes", "--data", "framework"],
        ["new", "shop", "--yes", "--ref", "v1"],
        ["recommend", "--everything"],
    ],
    ids=" ".join,
)
def test_usage_errors_exit_with_2_and_leave_nothing(
    scaffold: Scaffold, arguments: list[str]
) -> None:
    failure(scaffold(*arguments), 2)
    assert not list(scaffold.folder.iterdir())


def test_reader_that_has_seen_enough_ends_the_output_quietly(scaffold: Scaffold) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        done = subprocess.run(
            [SCAFFOLD, "options"], stdout=closed, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr == ""


def test_full_output_device_is_an_error_and_no_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([SCAFFOLD, "options"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
