"""How fast `scaffold` is beside Copier itself, on this machine.

Whole processes, warm, interleaved: each round runs every command once, so that a busy moment hits
all of them, and ratios are taken within a round. Run it with the interpreter that has the package
installed: `python benchmarks/speed.py [--rounds N] [FRAMEWORK …]`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
FRAMEWORKS = ("django", "flask", "fastapi")
RENDER = """
from pathlib import Path
from pyscaffold_web.render import render_embedded
render_embedded({{"framework": {!r}}}, Path("shop"))
"""
TARGETS = {"new": 0.8, "help": 2.2}


def commands(framework: str) -> Mapping[str, Sequence[str]]:
    """What to compare; every command runs in an empty folder beside `template`, a checkout."""
    python, scaffold, copier = sys.executable, str(PROGRAMS / "scaffold"), str(PROGRAMS / "copier")
    return {
        "python": (python, "-c", "pass"),
        "import typer": (python, "-c", "import typer"),
        "scaffold --help": (scaffold, "--help"),
        "import copier": (python, "-c", "import copier"),
        "import typer, copier": (python, "-c", "import typer, copier"),
        "rendering alone": (python, "-c", RENDER.format(framework)),
        "scaffold new": (
            *(scaffold, "new", "shop", "--yes", "--no-git", "--no-install"),
            *("--framework", framework),
        ),
        "copier copy": (
            *(copier, "copy", "--defaults", "--vcs-ref", "HEAD", "--quiet"),
            *("--data", f"framework={framework}", "../template", "shop"),
        ),
    }


def run(command: Sequence[str], folder: Path) -> float:
    """The wall-clock seconds of one process in an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    # Compiled bytecode is what an installed program runs from.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return time.perf_counter() - started


def measure(framework: str, rounds: int, folder: Path) -> list[dict[str, float]]:
    """All rounds but the first, which only warms up."""
    table = commands(framework)
    return [
        {name: run(command, folder / "run") for name, command in table.items()}
        for _ in range(rounds + 1)
    ][1:]


def report(framework: str, results: Sequence[Mapping[str, float]]) -> str:
    seconds = {name: median(row[name] for row in results) for name in results[0]}

    def ratio(name: str, base: str, target: float) -> str:
        value = median(row[name] / row[base] for row in results)
        verdict = "met" if value <= target else "missed"
        return f"  {name} / {base}: {value:.2f} (at most {target}: {verdict})"

    imports, new = seconds["import typer, copier"], seconds["scaffold new"]
    rendering = seconds["rendering alone"] - seconds["import copier"]
    parts = {
        "the interpreter": seconds["python"],
        "import typer": seconds["import typer"] - seconds["python"],
        "import copier": imports - seconds["import typer"],
        "Copier rendering": rendering,
        "flags, answers, moving in place": new - imports - rendering,
    }
    left = new - seconds["import copier"]
    return "\n".join(
        (
            f"{framework}, medians of {len(results)} rounds",
            *(f"  {name:<34} {value * 1000:6.0f} ms" for name, value in seconds.items()),
            ratio("scaffold new", "copier copy", TARGETS["new"]),
            ratio("scaffold --help", "import typer", TARGETS["help"]),
            "  where the time of `scaffold new` goes:",
            *(f"    {name:<32} {value * 1000:6.0f} ms" for name, value in parts.items()),
            f"  left beside a process that only imports Copier: {left * 1000:.0f} ms",
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("frameworks", nargs="*", default=FRAMEWORKS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            ["git", "clone", "--quiet", str(REPOSITORY), str(folder / "template")], check=True
        )
        for framework in arguments.frameworks:
            print(report(framework, measure(framework, arguments.rounds, folder)), flush=True)


if __name__ == "__main__":
    main()
