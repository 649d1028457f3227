"""axe-core, which finds what keeps people from using a page, run in the pages themselves."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from projects import REPOSITORY

CACHE = REPOSITORY / ".cache" / "axe"
SCRIPT = "node_modules/axe-core/axe.min.js"
RUN = "() => axe.run(document, {resultTypes: ['violations'], preload: false})"
GRAVE = ("serious", "critical")


@dataclass(frozen=True)
class Axe:
    """Judges pages; `script` is axe-core itself."""

    script: str

    def judge(self, page: Page) -> None:
        """Fails when something on the page keeps people from using it.

        Its script comes in through the browser's tools, where no policy of the page is asked.
        """
        page.evaluate(self.script)
        violations = page.evaluate(RUN)["violations"]
        grave = [found for found in violations if found["impact"] in GRAVE]
        assert not grave, f"{page.url}\n" + "\n".join(map(described, grave))


def described(violation: dict[str, Any]) -> str:
    nodes = [f"  {node['html']}\n  {node['failureSummary']}" for node in violation["nodes"]]
    return "\n".join([f"{violation['impact']} {violation['id']}: {violation['help']}", *nodes])


def read_axe() -> Axe:
    """axe-core from npm, kept for later; without npm: skipped, but a failure with CI=true."""
    script = CACHE / SCRIPT
    if not script.exists():
        install()
    return Axe(script.read_text(encoding="utf-8"))


def install() -> None:
    npm = shutil.which("npm")
    if npm is None:
        give_up("no npm on PATH to get axe-core with")
    CACHE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as folder:
        made = Path(folder, CACHE.name)
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", made, "axe-core@4"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            give_up(f"npm got no axe-core: {done.stderr[-1000:]}")
        # Another worker may have been faster.
        with suppress(OSError):
            made.rename(CACHE)


def give_up(reason: str) -> None:
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
