"""The wizard in a pseudo-terminal."""

import re
import signal
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pexpect
import pytest
import yaml
from command import SCAFFOLD, Scaffold

SECONDS = 30
ENTER, UP, DOWN, CLEAR, CTRL_C, CTRL_D = "\r", "\x1b[A", "\x1b[B", "\x15", "\x03", "\x04"


NEEDS = {
    "admin": "admin site?",
    "auth": "accounts?",
    "pages": "beside the API)?",
    "websockets": "(WebSockets)?",
    "nosql": "in MongoDB instead of tables?",
    "async": "(async)?",
}
"""The first questions, in their order."""

DJANGO = ("Which database?", "Which library describes and validates the API?", "Which server")
FASTAPI = ("Which database?", "Which ORM?", "Which server")
"""The questions after the framework: where there are several choices."""

REST = ("Project name", "Package name", "One line", "Author", "Lowest")
"""The questions after those."""

NO_NEEDS = [f"--no-{need}" for need in NEEDS]


class Terminal:
    """A running `scaffold new`: its keyboard, and what its screen has shown as plain text."""

    def __init__(self, scaffold: Scaffold, arguments: tuple[str, ...]) -> None:
        self._output = StringIO()
        self._process = pexpect.spawn(
            str(SCAFFOLD),
            ["new", *arguments, "--no-install", "--no-git"],
            cwd=str(scaffold.folder),
            env={**scaffold.environment, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
            dimensions=(50, 200),
            encoding="utf-8",
            timeout=SECONDS,
        )
        self._process.logfile_read = self._output

    @property
    def screen(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._output.getvalue())

    def answer(self, question: str, keys: str = ENTER) -> None:
        """Wait until a question is shown, then press keys."""
        self._process.expect_exact(question)
        self._process.send(keys)

    def answer_needs(self, *wanted: str) -> None:
        """Say yes to some needs, and take the default for the others."""
        for need, question in NEEDS.items():
            self.answer(question, "y" if need in wanted else ENTER)

    def wait_for(self, text: str) -> None:
        self._process.expect_exact(text)

    def finish(self) -> int:
        """Wait for the end and return the exit code."""
        self._process.expect_exact(pexpect.EOF)
        self._process.close()
        return int(self._process.exitstatus)

    def stop(self) -> None:
        self._process.close(force=True)

    def signal(self, number: int) -> None:
        self._process.kill(number)


Start = Callable[..., Terminal]


@pytest.fixture
def start(scaffold: Scaffold) -> Iterator[Start]:
    terminals: list[Terminal] = []

    def run(*arguments: str) -> Terminal:
        terminals.append(Terminal(scaffold, arguments))
        return terminals[-1]

    yield run
    for terminal in terminals:
        terminal.stop()


def answers_of(project: Path) -> dict[str, Any]:
    answers: dict[str, Any] = yaml.safe_load((project / ".copier-answers.yml").read_text())
    return answers


def test_defaults_make_the_project_that_yes_makes(start: Start, scaffold: Scaffold) -> None:
    terminal = start("shop", "--framework", "fastapi")
    terminal.answer_needs()
    for question in (*FASTAPI, *REST):
        terminal.answer(question)
    assert terminal.finish() == 0
    scaffold.bare("plain", "--framework", "fastapi", "--project-name", "shop")
    assert answers_of(scaffold.folder / "shop") == answers_of(scaffold.folder / "plain")


def test_framework_follows_the_needs_with_the_recommendation_and_its_reason(
    start: Start, scaffold: Scaffold
) -> None:
    terminal = start("shop")
    terminal.answer_needs("async", "websockets")
    terminal.wait_for("Recommended: FastAPI")
    terminal.wait_for("+ async: ")
    terminal.answer("FastAPI (recommended)")
    for question in FASTAPI[:2]:
        terminal.answer(question)
    terminal.wait_for("Uvicorn (the only choice)")
    for question in REST:
        terminal.answer(question)
    assert terminal.finish() == 0
    assert answers_of(scaffold.folder / "shop")["framework"] == "fastapi"
    assert "Django (recommended)" not in terminal.screen
    assert "--async" in terminal.screen.split("without questions:")[1]


def test_admin_site_brings_accounts_without_asking(start: Start, scaffold: Scaffold) -> None:
    terminal = start("shop")
    terminal.answer(NEEDS["admin"], "y")
    terminal.wait_for("accounts? Yes (the only choice)")
    terminal.answer(NEEDS["pages"])
    terminal.answer(NEEDS["websockets"])
    terminal.answer(NEEDS["nosql"])
    terminal.answer(NEEDS["async"])
    terminal.answer("Django (recommended)")
    for question in (*DJANGO, *REST):
        terminal.answer(question)
    assert terminal.finish() == 0
    answers = answers_of(scaffold.folder / "shop")
    assert (answers["admin"], answers["auth"], answers["framework"]) == (True, True, "django")


def test_another_choice_than_the_recommended_one_can_be_made(
    start: Start, scaffold: Scaffold
) -> None:
    terminal = start("shop")
    terminal.answer_needs()
    terminal.answer("(recommended)", DOWN + ENTER)
    for question in FASTAPI:
        terminal.answer(question)
    terminal.answer("Project name", CLEAR + "other-shop" + ENTER)
    terminal.answer("Package name")
    terminal.answer("One line", CLEAR + "Sells things." + ENTER)
    terminal.answer("Author", "Ada" + ENTER)
    terminal.answer("Lowest", CTRL_C)
    assert terminal.finish() == 130
    assert "Which framework? FastAPI" in terminal.screen
    assert "Package name (what Python imports) other_shop" in terminal.screen


def test_invalid_name_is_asked_again_with_the_reason(start: Start, scaffold: Scaffold) -> None:
    terminal = start("shop", "--framework", "fastapi", *NO_NEEDS, "--author=", "--description=x")
    for question in FASTAPI:
        terminal.answer(question)
    terminal.answer("Project name", CLEAR + "1shop" + ENTER)
    terminal.answer("a letter first", CLEAR + "my-shop" + ENTER)
    terminal.answer("Package name", CLEAR + "class" + ENTER)
    terminal.answer("class is a Python keyword", CLEAR + "store" + ENTER)
    terminal.answer("Lowest", UP + ENTER)
    assert terminal.finish() == 0
    answers = answers_of(scaffold.folder / "shop")
    assert (answers["project_name"], answers["package"]) == ("my-shop", "store")


def test_folder_that_is_no_project_name_can_be_answered(start: Start, scaffold: Scaffold) -> None:
    terminal = start("1 shop", "--framework=fastapi", *NO_NEEDS, "--author=", "--description=x")
    for question in FASTAPI:
        terminal.answer(question)
    terminal.answer("Project name")
    terminal.answer("a letter first", CLEAR + "shop" + ENTER)
    terminal.answer("Package name")
    terminal.answer("Lowest")
    assert terminal.finish() == 0
    assert answers_of(scaffold.folder / "1 shop")["project_name"] == "shop"


def test_yes_asks_nothing_on_a_terminal_either(start: Start, scaffold: Scaffold) -> None:
    terminal = start("shop", "--yes", "--framework", "fastapi")
    assert terminal.finish() == 0
    assert "?" not in terminal.screen
    assert (scaffold.folder / "shop/pyproject.toml").is_file()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_stopping_at_a_question_exits_with_130_and_leaves_nothing(
    start: Start, scaffold: Scaffold, key: str
) -> None:
    terminal = start("shop")
    terminal.answer_needs("async")
    terminal.answer("(recommended)")
    for question in FASTAPI:
        terminal.answer(question)
    terminal.answer("Project name", key if key == CTRL_C else CLEAR + key)
    assert terminal.finish() == 130
    assert "error: interrupted" in terminal.screen
    assert "Traceback" not in terminal.screen
    assert not list(scaffold.folder.iterdir())


def test_termination_at_a_question_leaves_nothing(start: Start, scaffold: Scaffold) -> None:
    terminal = start("shop")
    terminal.wait_for(NEEDS["admin"])
    terminal.signal(signal.SIGTERM)
    assert terminal.finish() == 128 + signal.SIGTERM
    assert "Traceback" not in terminal.screen
    assert not list(scaffold.folder.iterdir())


def test_destination_is_refused_before_anything_is_asked(start: Start, scaffold: Scaffold) -> None:
    (scaffold.folder / "shop").mkdir()
    (scaffold.folder / "shop/mine").write_text("mine")
    terminal = start("shop")
    assert terminal.finish() == 1
    assert "is not empty" in terminal.screen
    assert NEEDS["admin"] not in terminal.screen


def test_impossible_flag_is_refused_before_the_question_after_it(start: Start) -> None:
    terminal = start("shop", "--framework", "rails")
    terminal.answer_needs()
    assert terminal.finish() == 1
    assert "--framework rails is not possible" in terminal.screen
    assert "Project name" not in terminal.screen


def test_fork_asks_its_own_questions(start: Start, scaffold: Scaffold, tmp_path: Path) -> None:
    fork = tmp_path / "fork"
    fork.mkdir()
    question = "colour: {type: str, help: 'Colour?', choices: [red, green], default: red}\n"
    (fork / "copier.yml").write_text(question)
    (fork / "paint.txt.jinja").write_text("{{ colour }}\n")
    terminal = start("shop", "--template", str(fork))
    terminal.answer("Colour?", DOWN + ENTER)
    assert terminal.finish() == 0
    assert (scaffold.folder / "shop/paint.txt").read_text() == "green\n"
    assert NEEDS["admin"] not in terminal.screen


def test_interrupt_at_a_question_of_a_fork_leaves_nothing(
    start: Start, scaffold: Scaffold, tmp_path: Path
) -> None:
    (tmp_path / "fork").mkdir()
    (tmp_path / "fork/copier.yml").write_text("colour: {type: str, help: 'Colour?', default: r}\n")
    terminal = start("shop", "--template", "../fork")
    terminal.answer("Colour?", CTRL_C)
    assert terminal.finish() == 130
    assert "error: interrupted" in terminal.screen
    assert not list(scaffold.folder.iterdir())
