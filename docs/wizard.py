"""Draw `docs/wizard.svg`: run the wizard in a terminal, answer it, and keep what the screen shows.

Run `make wizard` after a change of the questions.
"""

import io
import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
import pyte
from pyte.screens import Char
from rich.console import Console
from rich.style import Style
from rich.text import Text

TARGET = Path(__file__).with_name("wizard.svg")
COLUMNS, LINES = 120, 40
ENTER = "\r"
ANSWERS = (
    ("admin site?", "y"),
    ("beside the API)?", ENTER),
    ("(WebSockets)?", ENTER),
    ("in MongoDB instead of tables?", ENTER),
    ("(async)?", ENTER),
    ("Which framework?", ENTER),
    ("Which database?", ENTER),
    ("Which library", ENTER),
    ("Which server", ENTER),
    ("Project name", ENTER),
    ("Package name", ENTER),
    ("One line", ENTER),
    ("Author", ENTER),
    ("Lowest Python", ENTER),
)


def record() -> pyte.Screen:
    """Return the screen after a session that gives ANSWERS."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.Stream(screen)
    with tempfile.TemporaryDirectory() as folder:
        child = pexpect.spawn(
            str(Path(sys.executable).with_name("scaffold")),
            ["new", "shop"],
            cwd=folder,
            env={**os.environ, "TERM": "xterm-256color"},
            dimensions=(LINES, COLUMNS),
            encoding="utf-8",
            timeout=30,
        )
        child.logfile_read = _Tee(stream)
        for words, answer in ANSWERS:
            child.expect_exact(words)
            child.send(answer)
        child.expect(pexpect.EOF)
        child.wait()
    return screen


class _Tee:
    def __init__(self, stream: pyte.Stream) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self._stream.feed(text)

    def flush(self) -> None:
        pass


def style(char: Char) -> Style:
    def colour(name: str) -> str | None:
        if name == "default":
            return None
        return name if not set(name) <= set("0123456789abcdef") else f"#{name}"

    foreground = {"brown": "yellow"}.get(char.fg, char.fg)
    return Style(color=colour(foreground), bold=char.bold, italic=char.italics)


def draw(screen: pyte.Screen) -> str:
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    last = max(number for number, line in enumerate(screen.display) if line.strip())
    for number in range(last + 1):
        line = Text()
        for column in range(COLUMNS):
            char = screen.buffer[number][column]
            line.append(char.data, style(char))
        line.rstrip()
        console.print(line)
    svg = console.export_svg(title="scaffold new shop")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # from another host


if __name__ == "__main__":
    TARGET.write_text(draw(record()), encoding="utf-8")
