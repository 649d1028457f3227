"""The `scaffold` program, run as a user runs it."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SCAFFOLD = Path(sys.executable).parent / "scaffold"
SECONDS = 120


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
            timeout=SECONDS,
        )

    def bare(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """`scaffold new` with the defaults, rendering and nothing else."""
        return self("new", *arguments, "--yes", "--no-install", "--no-git", cwd=cwd)
