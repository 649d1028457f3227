"""`make admin` makes staff, from the environment or by asking, and keeps the password to itself."""

import re
from collections.abc import Mapping
from subprocess import CompletedProcess

import httpx
import pexpect
import pytest
from projects import Project

from .accounts import Account, fresh_email, log_in, make_account, register
from .problems import assert_problem
from .stored import accounts

pytestmark = pytest.mark.need("auth")

# What a shell, make or a file of settings would take for something else.
PASSWORDS = (
    'it\'s "quoted" $HOME ${PATH} $(id) $$ `id` ;|&>x # no remark',
    "\\ back\\slash \\n \\\\ 100% {x} [x] *? ~ !x ünï 😀",
    "--password=-1 := ?= += =",
)
PADDED = "  padded by two  "
ASKING_SECONDS = 60


def make_admin(
    project: Project, variables: Mapping[str, str], *arguments: str
) -> CompletedProcess[str]:
    return project.run("make", "admin", *arguments, variables=variables, seconds=ASKING_SECONDS)


def named(email: str, password: str) -> dict[str, str]:
    return {"ADMIN_EMAIL": email, "ADMIN_PASSWORD": password}


def staff(project: Project, email: str) -> list[int]:
    """Whether the accounts with this address, in any case, are staff."""
    return [row["is_staff"] for row in accounts(project, email)]


def assert_made(
    done: CompletedProcess[str], stranger: httpx.Client, email: str, password: str
) -> None:
    """Checks that the account logs in, and that nothing but its password is kept quiet."""
    assert done.returncode == 0, done.stdout
    assert password not in done.stdout
    assert email.lower() in done.stdout.lower()
    assert log_in(stranger, email, password).status_code == 200, done.stdout


def assert_refused(done: CompletedProcess[str], *words: str, unsaid: str | None = None) -> None:
    """Checks that the reason is said in plain words, without the password."""
    assert done.returncode != 0
    assert "Traceback" not in done.stdout
    assert all(re.search(word, done.stdout, re.IGNORECASE) for word in words), done.stdout
    assert unsaid is None or unsaid not in done.stdout


@pytest.mark.parametrize("password", [*PASSWORDS, PADDED])
def test_password_of_the_environment_is_taken_as_it_is(
    project: Project, stranger: httpx.Client, password: str
) -> None:
    email = fresh_email()
    done = make_admin(project, named(email, password))
    assert_made(done, stranger, email, password)
    assert staff(project, email) == [1]


@pytest.mark.parametrize("password", PASSWORDS)
def test_password_of_the_command_line_is_taken_as_it_is(
    project: Project, stranger: httpx.Client, password: str
) -> None:
    email = fresh_email()
    arguments = [f"{name}={value}" for name, value in named(email, password).items()]
    assert_made(make_admin(project, {}, *arguments), stranger, email, password)


def test_again_with_another_password_renews_it(project: Project, stranger: httpx.Client) -> None:
    email = fresh_email()
    for old, new in ((None, "flow-matic 1955"), ("flow-matic 1955", "flow-matic 1959")):
        spelled = email if old is None else email.title()
        assert_made(make_admin(project, named(spelled, new)), stranger, email, new)
        if old:
            assert_problem(log_in(stranger, email, old), 401)
    assert_made(make_admin(project, named(email, new)), stranger, email, new)
    assert staff(project, email) == [1]
    assert register(stranger, email).status_code == 409


def test_account_that_is_there_becomes_staff_and_stays_itself(
    project: Project, stranger: httpx.Client
) -> None:
    account: Account = make_account(stranger)
    other = make_account(stranger)
    done = make_admin(project, named(account.email.upper(), "flow-matic 1955"))
    assert_made(done, stranger, account.email, "flow-matic 1955")
    assert staff(project, account.email) == [1]
    assert staff(project, other.email) == [0]
    assert_problem(log_in(stranger, account.email, account.password), 401)
    me = stranger.get("/api/auth/me", headers=account.headers)
    assert me.json() == {"id": account.id, "email": account.email}


@pytest.mark.parametrize("email", ["ada", "a b@example.com"])
def test_bad_address_is_refused_by_its_name(project: Project, email: str) -> None:
    done = make_admin(project, named(email, "flow-matic 1955"))
    assert_refused(done, "e-?mail", unsaid="flow-matic 1955")
    assert staff(project, email) == []


@pytest.mark.parametrize("password", ["tooshort", "{email}"])
def test_bad_password_is_refused_and_not_shown(
    project: Project, stranger: httpx.Client, password: str
) -> None:
    email = fresh_email()
    done = make_admin(project, named(email, password.format(email=email)))
    assert_refused(done, "password", unsaid=password)
    assert staff(project, email) == []


@pytest.mark.parametrize(
    "variables",
    [{}, {"ADMIN_EMAIL": "", "ADMIN_PASSWORD": ""}, {"ADMIN_EMAIL": "x@example.com"}],
    ids=["neither", "both empty", "no password"],
)
def test_nobody_to_ask_is_said_with_what_to_set(
    project: Project, variables: dict[str, str]
) -> None:
    done = make_admin(project, variables)
    missing = ["ADMIN_PASSWORD"] if variables.get("ADMIN_EMAIL") else ["ADMIN_EMAIL"]
    assert_refused(done, *missing)


def test_makefile_shows_no_password_before_it_runs(project: Project) -> None:
    done = project.run("make", "--dry-run", "admin", variables=named("a@example.com", "a secret"))
    assert done.returncode == 0
    assert "a secret" not in done.stdout


def test_terminal_is_asked_and_does_not_show_the_password(
    project: Project, stranger: httpx.Client
) -> None:
    email, password = fresh_email(), "flow-matic $1955 #"
    terminal = pexpect.spawn(
        "make",
        ["admin"],
        cwd=project.path,
        env=dict(project.environment),
        encoding="utf-8",
        timeout=ASKING_SECONDS,
    )
    printed = _answer(terminal, "(?i)e-?mail[^\n]*: *$", email)
    printed += _answer(terminal, "(?i)password[^\n]*: *$", password)
    while terminal.expect(["(?i)(password|again|repeat)[^\n]*: *$", pexpect.EOF]) == 0:
        printed += terminal.before
        terminal.sendline(password)
    printed += terminal.before
    terminal.close()
    assert terminal.exitstatus == 0, printed
    assert password not in printed
    assert log_in(stranger, email, password).status_code == 200
    assert staff(project, email) == [1]


def _answer(terminal: "pexpect.spawn[str]", question: str, text: str) -> str:
    """Types when asked, once the terminal shows what it shall, and returns what it printed."""
    terminal.expect(question)
    if "password" in question:
        assert terminal.waitnoecho(timeout=10), "the password would be shown"
    terminal.sendline(text)
    return str(terminal.before) + str(terminal.after)
