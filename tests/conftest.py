"""What all tests share: the questionnaire, and the `scaffold` program as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pyscaffold_web import history, questions
from pyscaffold_web.answers import Interview
from pyscaffold_web.questions import Questionnaire

PROGRAMS = Path(sys.executable).parent
SCAFFOLD = PROGRAMS / "scaffold"


@dataclass(frozen=True)
class Scaffold:
    """The installed program, run in a folder with a home of its own and no terminal."""

    folder: Path
    environment: Mapping[str, str]

    def __call__(
        self, *arguments: str, cwd: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SCAFFOLD, *arguments],
            cwd=cwd or self.folder,
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def bare(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """`scaffold new` with the defaults, rendering and nothing else."""
        return self("new", *arguments, "--yes", "--no-install", "--no-git", cwd=cwd)


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
