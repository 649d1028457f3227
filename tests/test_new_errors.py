"""What `scaffold new` refuses: one clear line with a hint, the exit code, and nothing left."""

import ctypes
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command import SCAFFOLD, Scaffold

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24
DEADLINE = 30  # seconds


def snapshot(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, with what the files hold."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def refusal(done: subprocess.CompletedProcess[str], status: int = 1) -> tuple[str, str]:
    """The error and the hint, which are all that a refused run prints but for its progress."""
    assert done.returncode == status, done
    assert "Next:" not in done.stdout
    error, hint = done.stderr.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")
    return error.removeprefix("error: "), hint.removeprefix("hint: ")


@pytest.fixture
def untouched(scaffold: Scaffold, tmp_path: Path) -> Iterator[None]:
    """Fails if the test leaves anything that was not there when the test body began its run."""
    marker = scaffold.folder / "marker"
    marker.write_text("here before")
    before = snapshot(tmp_path)
    yield
    assert snapshot(tmp_path) == before


def powerless() -> None:
    """Take from root, in a child, what lets it write where the mode forbids it."""
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability)


def run(
    scaffold: Scaffold, *arguments: str, prepare: Callable[[], None]
) -> subprocess.CompletedProcess[str]:
    """Run the program in a child that `prepare` has changed first.

    It keeps no bytecode: a limit on files would cut that for all later runs.
    """
    return subprocess.run(
        [SCAFFOLD, "new", *arguments, "--yes", "--no-install", "--no-git"],
        cwd=scaffold.folder,
        env={**scaffold.environment, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=prepare,
    )


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("1shop", "letters, digits, - and _ only"),
        ("shop-", "letters, digits, - and _ only"),
        ("my shop", "letters, digits, - and _ only"),
        ("šop", "letters, digits, - and _ only"),
        ("🚀", "letters, digits, - and _ only"),
        ("shop\nmore", "letters, digits, - and _ only"),
        ("x" * 61, "at most 60 characters"),
        ("x" * 300, "at most 60 characters"),
        ("django", "the name of a library"),
        ("Flask", "the name of a library"),
    ],
)
def test_folder_that_is_no_project_name_asks_for_one(
    scaffold: Scaffold, name: str, reason: str
) -> None:
    if len(name) > 255:
        error, _ = refusal(scaffold.bare(name))
        assert "File name too long" in error
        return
    error, hint = refusal(scaffold.bare(name))
    assert error.startswith("project name ")
    assert reason in error
    assert hint == "give another with --project-name"


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "name",
    ["", " ", "../x", "/abs", "a/b", "1a", "é", "🚀", "a\nb", "x" * 300, "-x", "a b", "\x1b["],
)
def test_bad_project_name_is_refused(scaffold: Scaffold, name: str) -> None:
    error, hint = refusal(scaffold.bare("shop", f"--project-name={name}"))
    assert error.startswith("project name ")
    assert hint == "give another with --project-name"


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("class", "a Python keyword"),
        ("async", "a Python keyword"),
        ("json", "a module of the standard library"),
        ("test", ""),
        ("django", "a library that projects here may use"),
        ("flask", "a library that projects here may use"),
        ("pytest", "a library that projects here may use"),
        ("tests", "a name the project itself needs"),
        ("Shop", "lower-case letters"),
        ("my-shop", "lower-case letters"),
        ("../x", "lower-case letters"),
        ("x" * 41, "at most 40 characters"),
        ("", "a name is needed"),
    ],
)
def test_bad_package_name_is_refused_with_the_reason(
    scaffold: Scaffold, name: str, reason: str
) -> None:
    error, hint = refusal(scaffold.bare("shop", f"--package={name}"))
    assert error.startswith("package ")
    assert reason in error
    assert hint == "give another with --package"


@pytest.mark.usefixtures("untouched")
def test_folder_named_like_a_module_asks_for_a_package_name(scaffold: Scaffold) -> None:
    error, hint = refusal(scaffold.bare("json"))
    assert error == "package 'json' is not possible: json is a module of the standard library"
    assert hint == "give another with --package"


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("arguments", "error_words", "hint_words"),
    [
        (["--data", "flavour=quart"], "follows from other answers", "scaffold options"),
        (["--data", "keywords=x"], "follows from other answers", "scaffold options"),
        (["--data", "colour=red"], "there is no question 'colour'", "scaffold options"),
        (["--data", "_subdirectory=x"], "there is no question '_subdirectory'", "options"),
        (["--framework", "rails"], "django, flask, fastapi", "use --framework "),
        (["--framework", "fastapi", "--orm", "django"], "[orm-framework]", "use --orm sqlalchemy"),
        (
            ["--framework", "flask", "--server", "uvicorn"],
            "[server-interface]",
            "--server gunicorn",
        ),
        (["--python-version", "3.9"], "3.11, 3.12", "use --python-version "),
        (["--description", "two\nlines"], "one line of printable", "--description"),
        (["--author", "\udcff"], "one line of printable", "--author"),
    ],
)
def test_impossible_answers_are_refused(
    scaffold: Scaffold, arguments: list[str], error_words: str, hint_words: str
) -> None:
    error, hint = refusal(scaffold.bare("shop", *arguments))
    assert error_words in error
    assert hint_words in hint


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("text", [b"- a\n- b\n", b"\xff\xfe\xfa", b"a: [", b"", b"1: 2\n", b"text"])
def test_broken_answers_file_is_refused(scaffold: Scaffold, text: bytes, tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_bytes(text)
    error, hint = refusal(scaffold.bare("shop", "--answers", str(file)))
    file.unlink()
    assert str(file) in error
    assert "name: value" in hint


@pytest.mark.usefixtures("untouched")
def test_missing_answers_file_is_refused(scaffold: Scaffold) -> None:
    error, _ = refusal(scaffold.bare("shop", "--answers", "absent.yml"))
    assert error == "cannot read absent.yml: No such file or directory"


@pytest.mark.usefixtures("untouched")
def test_without_a_terminal_the_missing_flags_are_named(scaffold: Scaffold) -> None:
    done = scaffold("new", "shop", "--author", "Ada", "--framework", "fastapi")
    error, hint = refusal(done, status=2)
    assert "no terminal" in error
    assert "--project-name --package --description" in error
    for given_or_settled in ("--author", "--framework", "--api"):
        assert given_or_settled not in error
    assert "--yes" in hint


def test_without_a_terminal_all_flags_are_enough(scaffold: Scaffold) -> None:
    needs = ("admin", "auth", "pages", "websockets", "nosql", "async")
    flags = [f"--no-{need}" for need in needs]
    flags += ["--framework=fastapi", "--database=sqlite", "--orm=sqlmodel", "--server=granian"]
    flags += ["--project-name=shop", "--package=shop", "--description=A shop.", "--author="]
    flags += ["--python-version=3.12"]
    done = scaffold("new", "shop", *flags, "--no-install", "--no-git")
    assert done.returncode == 0
    assert (scaffold.folder / "shop/pyproject.toml").is_file()


@pytest.mark.parametrize("inside", ["file.txt", ".hidden", "folder/"])
def test_folder_that_holds_anything_is_refused_untouched(scaffold: Scaffold, inside: str) -> None:
    shop = scaffold.folder / "shop"
    shop.mkdir()
    (shop / inside).mkdir() if inside.endswith("/") else (shop / inside).write_text("mine")
    before = snapshot(scaffold.folder)
    error, _ = refusal(scaffold.bare("shop"))
    assert error == f"{shop} is not empty"
    assert snapshot(scaffold.folder) == before


def test_current_folder_that_holds_anything_is_refused(scaffold: Scaffold) -> None:
    (scaffold.folder / "mine").write_text("mine")
    error, _ = refusal(scaffold.bare("."))
    assert error == f"{scaffold.folder} is not empty"


@pytest.mark.parametrize("path", ["shop", "shop/inner", "shop/inner/most"])
def test_file_in_the_way_is_refused_untouched(scaffold: Scaffold, path: str) -> None:
    (scaffold.folder / "shop").write_text("mine")
    error, _ = refusal(scaffold.bare(path, "--project-name", "shop"))
    assert error == f"{scaffold.folder / 'shop'} is a file"
    assert snapshot(scaffold.folder) == {"shop": b"mine"}


def test_link_to_nowhere_is_refused_untouched(scaffold: Scaffold) -> None:
    link = scaffold.folder / "shop"
    link.symlink_to("nowhere")
    error, _ = refusal(scaffold.bare("shop"))
    assert error == f"{link} is a file"
    assert link.is_symlink()
    assert not (scaffold.folder / "nowhere").exists()


@pytest.mark.parametrize("path", ["locked/shop", "locked/a/b/shop", "locked"])
def test_folder_that_may_not_be_written_in_is_refused(scaffold: Scaffold, path: str) -> None:
    locked = scaffold.folder / "locked"
    locked.mkdir(mode=0o555)
    done = run(scaffold, path, "--project-name", "shop", prepare=powerless)
    error, hint = refusal(done)
    assert error == f"cannot create {scaffold.folder / path}: Permission denied ({locked})"
    assert hint == "choose a folder that you may write in"
    assert not list(locked.iterdir())


@pytest.mark.usefixtures("untouched")
def test_missing_git_is_said_before_anything_is_done(scaffold: Scaffold) -> None:
    done = scaffold("new", "shop", "--yes", "--framework", "fastapi", PATH="/nowhere")
    error, hint = refusal(done)
    assert error == "git is not installed"
    assert "--no-git" in hint
    assert done.stdout == ""


@pytest.mark.parametrize("path", ["shop", "a/b/shop", "empty"])
def test_write_that_fails_leaves_nothing(scaffold: Scaffold, path: str) -> None:
    (scaffold.folder / "empty").mkdir()

    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))  # bytes

    done = run(scaffold, path, "--framework", "fastapi", prepare=limit_files)
    error, hint = refusal(done)
    assert error.startswith(f"cannot create {scaffold.folder / path}: File too large")
    assert hint.startswith("nothing was written")
    assert snapshot(scaffold.folder) == {"empty": b""}


@pytest.fixture
def long_template(tmp_path: Path) -> Path:
    """A template that takes a while: hundreds of files."""
    folder = tmp_path / "template"
    folder.mkdir()
    (folder / "copier.yml").write_text("name: {type: str, default: x}\n")
    for number in range(600):
        (folder / f"{number}.txt.jinja").write_text("{{ name }}")
    return folder


def interrupted(
    scaffold: Scaffold, path: str, template: Path, when: Callable[[], bool], number: int
) -> subprocess.CompletedProcess[str]:
    """Send a signal to a running `new` as soon as `when` says so, and wait for its end."""
    command = [SCAFFOLD, "new", path, "--template", str(template), "--yes"]
    process = subprocess.Popen(
        [*command, "--no-install", "--no-git"],
        cwd=scaffold.folder,
        env=scaffold.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + DEADLINE
    while not when():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.001)
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=DEADLINE)
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


@pytest.mark.parametrize("path", ["shop", "a/b/shop", "empty"])
@pytest.mark.parametrize("moment", [".scaffold-*", ".scaffold-*/*/*.txt"])
def test_interrupt_leaves_nothing(
    scaffold: Scaffold, long_template: Path, path: str, moment: str
) -> None:
    (scaffold.folder / "empty").mkdir()
    pattern = f"empty/{moment}" if path == "empty" else moment

    def has_come() -> bool:
        return any(scaffold.folder.glob(pattern))

    done = interrupted(scaffold, path, long_template, has_come, signal.SIGINT)
    error, hint = refusal(done, status=130)
    assert (error, hint) == ("interrupted", "nothing was written")
    assert snapshot(scaffold.folder) == {"empty": b""}


def test_termination_leaves_nothing(scaffold: Scaffold, long_template: Path) -> None:
    def has_come() -> bool:
        return any(scaffold.folder.glob(".scaffold-*/*/*.txt"))

    done = interrupted(scaffold, "shop", long_template, has_come, signal.SIGTERM)
    assert done.returncode == 128 + signal.SIGTERM
    assert done.stderr == ""
    assert snapshot(scaffold.folder) == {}


def test_folder_that_fills_up_meanwhile_is_left_as_it_is(
    scaffold: Scaffold, long_template: Path
) -> None:
    shop = scaffold.folder / "shop"

    def fill() -> bool:
        if any(scaffold.folder.glob(".scaffold-*")):
            shop.mkdir()
            (shop / "mine").write_text("mine")
        return shop.exists()

    done = interrupted(scaffold, "shop", long_template, fill, 0)
    error, _ = refusal(done)
    assert error.startswith(f"cannot create {shop}: Directory not empty")
    assert snapshot(scaffold.folder) == {"shop": b"", "shop/mine": b"mine"}


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("_tasks: ['touch ran']", "wants to run code"),
        ("name: {type: str", "questionnaire is not valid"),
        ("name: {type: strange, default: x}", "cannot be rendered"),
        ("name: {type: str, default: x, validator: 'too short'}", "too short"),
    ],
)
def test_fork_that_cannot_be_rendered_is_refused(
    scaffold: Scaffold, tmp_path: Path, config: str, words: str
) -> None:
    fork = tmp_path / "fork"
    fork.mkdir()
    (fork / "copier.yml").write_text(config + "\n")
    done = scaffold.bare("shop", "--template", str(fork))
    (fork / "copier.yml").unlink()
    fork.rmdir()
    error, _ = refusal(done)
    assert words in error


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "source", ["/nowhere/at/all", "file:///nowhere/at/all.git", "https://127.0.0.1:9/x.git"]
)
def test_fork_that_is_not_there_is_refused(scaffold: Scaffold, source: str) -> None:
    error, _ = refusal(scaffold.bare("shop", "--template", source))
    assert "template" in error


def test_answer_that_a_fork_does_not_ask_is_refused(
    scaffold: Scaffold, long_template: Path
) -> None:
    done = scaffold.bare("shop", "--template", str(long_template), "--data", "colour=red")
    error, _ = refusal(done)
    assert error == f"the template at {long_template} does not ask colour"
    assert snapshot(scaffold.folder) == {}
