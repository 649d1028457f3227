"""Schemathesis finds nothing: no fault, and no answer that the schema does not tell of."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from projects import Project
from servers import Server

from .accounts import Account

pytestmark = pytest.mark.alone("auth")

SCHEMATHESIS = "schemathesis>=4.32,<5"
EXAMPLES, FEWER = 200, 50
# The same examples in every run: one that fails does so again.
SEED = 1
SECONDS = 900
# What a schema cannot say: which passwords are too common, which hosts get no mail.
CONFIGURATION = """
[[operations]]
include-path = "/api/auth/register"
checks.positive_data_acceptance.enabled = false
"""


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> int:
    """How many there are for each operation: fewer but where everything is asked."""
    return EXAMPLES if request.config.getoption("--projects") == "all" else FEWER


def find_faults(
    project: Project, server: Server, folder: Path, examples: int, *arguments: str
) -> str:
    """What Schemathesis prints of a run with all checks; nothing if it finds no fault."""
    configuration = folder / "schemathesis.toml"
    configuration.write_text(CONFIGURATION)
    command = (
        *(str(shutil.which("uvx")), "--quiet", "--python", sys.executable, "--from", SCHEMATHESIS),
        *("st", "--config-file", str(configuration), "run", f"{server.url}/openapi.json"),
        *("--max-examples", str(examples), "--seed", str(SEED), "--warnings", "off", "--no-color"),
        *("--phases", "examples,coverage,fuzzing", "--continue-on-failure", *arguments),
    )
    done = subprocess.run(
        command,
        cwd=folder,
        env=dict(project.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
    )
    return done.stdout if done.returncode else ""


def test_strangers_find_no_fault(
    project: Project, server: Server, tmp_path: Path, examples: int
) -> None:
    faults = find_faults(project, server, tmp_path, examples)
    assert not faults, faults


def test_accounts_find_no_fault(
    project: Project, server: Server, account: Account, tmp_path: Path, examples: int
) -> None:
    token = f"Authorization: Bearer {account.token}"
    faults = find_faults(project, server, tmp_path, examples, "--header", token)
    assert not faults, faults
