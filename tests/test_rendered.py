"""What the templates render, for every combination of answers, before anything is installed."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from flavours import Flavour
from rendered import ANSWERS_FILE, Rendered, answers_of, render_all, unusual

GOLDEN = Path(__file__).parent / "golden"
LONGEST_PACKAGE = 40
LIBRARIES = {"orm", "api"}
LEFT_OVER = re.compile(r"\{%|%\}|\{#|#\}|(?<!\$)\{\{ | \}\}")
TRACE = re.compile(r"copier|scaffold|jinja|(?<![a-z])templates?(?![a-z])", re.IGNORECASE)
# Words that look like a trace, in the files where they belong to the framework.
OWN_WORDS = {
    "*/settings.py": re.compile(r"TEMPLATES|django\.template\.\S+"),
    "*/admin/site.py": re.compile(r"jinja2|\.templates\b|base_template|\{% .* %\}"),
    "*/templates/*.html": re.compile(r"^\w+/(pages/)?templates/|\{[%{] .*? [%}]\}"),
    "*/templates/*.txt": re.compile(r"^\w+/(pages/)?templates/|\{[%{] .*? [%}]\}"),
    "*/pages/*.py": re.compile(r"\w*(template|jinja)\w*", re.IGNORECASE),
    "*/users/login.py": re.compile(r"\w*template\w*"),
    "*/home.py": re.compile(r"\w*template\w*", re.IGNORECASE),
    "*/realtime/*.py": re.compile(r"render_template|template_name"),
    "README.md": re.compile(r"their templates|The templates and the style"),
    "pyproject.toml": re.compile(r"jinja2|\S*/templates/\S*"),
}
# What a server owns.
SERVER_FILES: dict[str, set[str]] = {
    "granian": set(),
    "gunicorn": {"gunicorn.conf.py"},
    "hypercorn": {"hypercorn.toml", "shop/server.py"},
    "uvicorn": set(),
    "uwsgi": {"uwsgi.ini", "shop/server.py"},
}
BLANKS = re.compile(r"[ \t]\n|\n{4}|\n\n\Z")
UPDATING = re.compile(r"^## Updat.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
TEXTS = (
    "",
    "null",
    "  padded  ",
    'She said "hello"',
    "it's",
    '"""',
    "'''",
    "'\"\\",
    "trailing\\",
    "\\N{BULLET} \\u12 \\x \\",
    "<script>alert(1)</script> &amp; ]]>",
    "{{ 7 * 7 }}",
    "{% raw %}{% if x %}",
    "{# note #}",
    "${{ x }} ${x} $HOME $(HOME) `id`",
    "%s %(name)s {name} {0} {",
    "*bold* _it_ `code` [link](http://example.org) | pipe",
    "# heading",
    "- list: [1, {a: b}] # remark",
    "!tag &anchor *alias",
    "🚀 Käse 日本 e\u0301",
    "a" * 200,
    "wörds " * 33,
    '"' * 200,
    "\\" * 200,
)


@pytest.fixture(scope="module")
def with_odd_texts(
    flavour: Flavour, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Rendered]:
    """The flavour's projects with descriptions and authors that quoting must survive."""
    texts = [{"description": text, "author": text[:100]} for text in TEXTS]
    folder = tmp_path_factory.mktemp("texts")
    return render_all(template, [{**flavour.answers, **text} for text in texts], folder)


@pytest.fixture(scope="module")
def with_any_name(
    flavour: Flavour, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Rendered]:
    """The flavour's projects, on each stack, with the packages that lines can least be made for.

    A line that is clean with the shortest and with the longest name is so with any; a name early
    and one late in the alphabet are sorted before and after all others.
    """
    packages = [letter * length for letter in "az" for length in (1, LONGEST_PACKAGE)]
    names = [{"package": package, "project_name": "Long-" * 11 + "name"} for package in packages]
    stacks = [answers for answers in answers_of(flavour, template) if len(unusual(answers)) <= 1]
    chosen = [{**answers, **name} for answers in stacks for name in names]
    return render_all(template, chosen, tmp_path_factory.mktemp("names"))


def foreign_text(name: str, text: str) -> str:
    """The text without the words that belong to the framework."""
    for pattern, own in OWN_WORDS.items():
        text = own.sub("", text) if fnmatch(name, pattern) else text
    return text


def assert_clean(projects: list[Rendered]) -> None:
    """Checks all projects at once with ruff, by each one's own configuration."""
    folder = projects[0].path.parent
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr


def assert_readable(project: Rendered) -> None:
    """Checks that Python compiles, and that TOML and YAML parse."""
    readers = {".py": ast.parse, ".toml": tomllib.loads, ".yml": yaml.safe_load}
    readers[".yaml"] = readers[".yml"]
    for path in project.files():
        if reader := readers.get(path.suffix):
            try:
                reader(path.read_text(encoding="utf-8"))
            except (SyntaxError, ValueError, yaml.YAMLError) as fault:
                pytest.fail(f"{project.name(path)} of {project.answers}: {fault}")


def test_every_combination_is_clean_and_readable(every: list[Rendered]) -> None:
    assert_clean(every)
    for project in every:
        assert_readable(project)


@pytest.mark.thorough
def test_every_package_name_is_clean_and_readable(with_any_name: list[Rendered]) -> None:
    assert_clean(with_any_name)
    for project in with_any_name:
        assert_readable(project)


@pytest.mark.core
def test_every_text_is_clean_and_readable(with_odd_texts: list[Rendered]) -> None:
    assert_clean(with_odd_texts)
    for project in with_odd_texts:
        assert_readable(project)


@pytest.mark.core
def test_texts_arrive_unchanged_in_the_metadata(with_odd_texts: list[Rendered]) -> None:
    for project in with_odd_texts:
        metadata = tomllib.loads((project.path / "pyproject.toml").read_text())["project"]
        answers = yaml.safe_load((project.path / ANSWERS_FILE).read_text())
        description, author = project.answers["description"], project.answers["author"]
        assert metadata["description"] == description
        assert [one["name"] for one in metadata.get("authors", [])] == [author][: bool(author)]
        assert answers["description"] == description
        assert answers["author"] == author


@pytest.mark.core
def test_texts_are_no_markup_in_pages_and_readme(with_odd_texts: list[Rendered]) -> None:
    for project in with_odd_texts:
        for path in [*project.path.rglob("*.html"), project.path / "README.md"]:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"<script>\s*alert", text), project.name(path)
            assert "[link](http://example.org)" not in text or path.suffix == ".html"
            assert "49" not in text.split(), "a text was evaluated"


def test_every_file_is_there_for_a_reason(every: list[Rendered]) -> None:
    for project in every:
        for path in project.files():
            text = path.read_text(encoding="utf-8")
            assert text.strip(), f"{project.name(path)} is empty"
            assert text.endswith("\n"), f"{project.name(path)} has no newline at its end"
            assert not BLANKS.search(text), f"{project.name(path)} has blanks that nobody typed"
        folders = [path for path in project.path.rglob("*") if path.is_dir()]
        assert all(any(folder.iterdir()) for folder in folders)


def test_no_tag_is_left_over(every: list[Rendered]) -> None:
    for project in every:
        for path in project.files():
            text = foreign_text(project.name(path), path.read_text(encoding="utf-8"))
            found = LEFT_OVER.search(text)
            assert not found, f"{found} in {project.name(path)}"
            assert path.suffix != ".jinja"


def test_no_trace_of_the_generator_but_the_answers_and_a_line_on_updating(
    every: list[Rendered],
) -> None:
    for project in every:
        for path in project.files():
            name = project.name(path)
            if name == ANSWERS_FILE:
                continue
            text = f"{name}\n{path.read_text(encoding='utf-8')}"
            if name == "README.md":
                assert UPDATING.search(text), "the README does not say how to update"
                text = UPDATING.sub("", text)
            traces = TRACE.findall(foreign_text(name, text))
            assert not traces, f"{name}: {traces}"


def listed_files(text: str, answers: Mapping[str, Any]) -> str:
    """What a list of files comes to with the database and the server of the answers."""
    of_others = set().union(*SERVER_FILES.values())
    files = {*text.splitlines()} - of_others | SERVER_FILES[answers["server"]]
    if answers["database"] != "sqlite":
        files = files - {"shop/sqlite.py"} | {"compose.yaml"}
    return "".join(f"{name}\n" for name in sorted(files, key=Path))


def test_project_has_the_files_of_the_golden_list(
    every: list[Rendered], flavour: Flavour, request: pytest.FixtureRequest
) -> None:
    usual_first = sorted(every, key=lambda project: len(unusual(project.answers)))
    for project in [one for one in usual_first if not unusual(one.answers) & LIBRARIES]:
        mongodb = project.answers["nosql"]
        golden = GOLDEN / f"{flavour.name}{'-mongodb' * mongodb}.txt"
        first = {"database"} if mongodb else set()
        rendered = "".join(f"{project.name(path)}\n" for path in project.files())
        if unusual(project.answers) == first and request.config.getoption("--update-golden"):
            golden.write_text(rendered, encoding="utf-8")
        listed = golden.read_text(encoding="utf-8") if golden.exists() else ""
        assert rendered == listed_files(listed, project.answers), (
            "the files changed: if they should, run `python -m pytest tests/test_rendered.py"
            " --projects=chosen --update-golden` and commit the lists"
        )
