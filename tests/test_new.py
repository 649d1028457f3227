"""`scaffold new` on its way to a project, as a user runs it."""

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from command import Scaffold

from pyscaffold_web import history

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a project by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def again(stdout: str) -> list[str]:
    """The arguments of the command that a run printed as the one to get the same again."""
    program, *arguments = shlex.split(stdout.split("without questions:\n")[1])
    assert program == "scaffold"
    return arguments


def test_project_is_rendered_with_its_answers_and_nothing_else_appears(scaffold: Scaffold) -> None:
    done = scaffold.bare("shop", "--framework", "fastapi", "--author", "Ada")
    assert done.returncode == 0
    assert done.stderr == ""
    assert [entry.name for entry in scaffold.folder.iterdir()] == ["shop"]
    shop = scaffold.folder / "shop"
    answers = yaml.safe_load((shop / ".copier-answers.yml").read_text())
    assert answers["framework"] == "fastapi"
    assert answers["author"] == "Ada"
    assert answers["project_name"] == answers["package"] == "shop"
    assert answers["python_version"] == RUNNING
    assert "flavour" not in answers
    assert (shop / "pyproject.toml").is_file()
    assert not (shop / ".git").exists()
    assert not (shop / ".venv").exists()
    assert not (shop / ".env").exists()


def test_answers_file_starts_with_the_source_that_updates_come_from(scaffold: Scaffold) -> None:
    scaffold.bare("shop", "--framework", "fastapi")
    lines = (scaffold.folder / "shop/.copier-answers.yml").read_text().splitlines()
    assert lines[1] == f"_commit: {history.current_tag()}"
    assert lines[2] == "_src_path: git+scaffold::web"
    assert [line for line in lines[3:] if line.startswith("_")] == []


def test_folder_has_the_mode_of_any_new_folder(scaffold: Scaffold) -> None:
    scaffold.bare("shop", "--framework", "fastapi")
    plain = scaffold.folder / "plain"
    plain.mkdir()
    mode = stat.S_IMODE((scaffold.folder / "shop").stat().st_mode)
    assert mode == stat.S_IMODE(plain.stat().st_mode)


def test_run_ends_with_what_to_do_next(scaffold: Scaffold) -> None:
    stdout = scaffold.bare("a b/shop", "--framework", "fastapi").stdout
    assert "Next:\n  cd 'a b/shop'\n  make install && make dev\n" in stdout


def test_database_that_is_a_server_is_started_next(scaffold: Scaffold) -> None:
    stdout = scaffold.bare("shop", "--framework", "fastapi", "--database", "postgresql").stdout
    assert "  make install && docker compose up --detach --wait && make dev\n" in stdout


def test_printed_command_makes_the_same_project_again(scaffold: Scaffold, tmp_path: Path) -> None:
    given = ("--framework", "fastapi", "--async", "--author", 'O\'Neil "x" $HOME `id`')
    first = scaffold.bare("shop", *given, "--description=--tricky; é 🚀", "--package", "store")
    assert first.returncode == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    second = scaffold(*again(first.stdout), cwd=elsewhere)
    assert second.returncode == 0
    assert content(elsewhere / "shop") == content(scaffold.folder / "shop")
    assert second.stdout.splitlines()[1:] == first.stdout.splitlines()[1:]


@pytest.mark.parametrize("path", [".", "../work", "{}"])
def test_current_folder_can_be_filled_if_it_is_empty(scaffold: Scaffold, path: str) -> None:
    before = scaffold.folder.stat().st_ino
    done = scaffold.bare(path.format(scaffold.folder), "--framework", "fastapi")
    assert done.returncode == 0
    assert scaffold.folder.stat().st_ino == before
    answers = yaml.safe_load((scaffold.folder / ".copier-answers.yml").read_text())
    assert answers["project_name"] == "work"
    assert "Next:\n  make install && make dev\n" in done.stdout
    assert again(done.stdout)[:2] == ["new", "work"]


def test_existing_empty_folder_is_filled_and_kept(scaffold: Scaffold) -> None:
    shop = scaffold.folder / "shop"
    shop.mkdir(mode=0o750)
    before = shop.stat().st_ino
    assert scaffold.bare("shop", "--framework", "fastapi").returncode == 0
    assert shop.stat().st_ino == before
    assert stat.S_IMODE(shop.stat().st_mode) == 0o750
    assert (shop / "pyproject.toml").is_file()
    assert not list(shop.glob(".scaffold-*"))


def test_missing_parents_are_created(scaffold: Scaffold) -> None:
    assert scaffold.bare("a/b/shop", "--framework", "fastapi").returncode == 0
    assert (scaffold.folder / "a/b/shop/pyproject.toml").is_file()
    assert [entry.name for entry in scaffold.folder.iterdir()] == ["a"]


def test_path_may_be_absolute_or_lie_above_and_be_oddly_named(
    scaffold: Scaffold, tmp_path: Path
) -> None:
    for path in (str(tmp_path / "é 🚀" / "shop"), "../above/./x/../shop"):
        assert scaffold.bare(path, "--framework", "fastapi").returncode == 0
    assert (tmp_path / "é 🚀/shop/pyproject.toml").is_file()
    assert (tmp_path / "above/shop/pyproject.toml").is_file()


def test_folder_may_be_named_anything_if_the_project_is_named(scaffold: Scaffold) -> None:
    done = scaffold.bare("my shop 2.0", "--framework", "fastapi", "--project-name", "shop")
    assert done.returncode == 0
    answers = yaml.safe_load((scaffold.folder / "my shop 2.0/.copier-answers.yml").read_text())
    assert answers["project_name"] == "shop"


def test_dry_run_lists_the_files_and_writes_nothing(scaffold: Scaffold, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    listed = scaffold("new", "shop", "--yes", "--framework", "fastapi", "--dry-run")
    assert listed.returncode == 0
    assert sorted(tmp_path.rglob("*")) == before
    scaffold.bare("shop", "--framework", "fastapi")
    assert listed.stdout.splitlines() == sorted(content(scaffold.folder / "shop"))


def test_flags_go_before_data_and_data_before_the_answers_file(scaffold: Scaffold) -> None:
    file = scaffold.folder / "answers.yml"
    file.write_text("framework: fastapi\nauthor: file\ndescription: file\npackage: from_file\n")
    data = ("--data", "author=data", "--data", "description=data")
    done = scaffold.bare("shop", "--answers", "answers.yml", *data, "--author", "flag")
    assert done.returncode == 0
    answers = yaml.safe_load((scaffold.folder / "shop/.copier-answers.yml").read_text())
    expected = {"author": "flag", "description": "data", "package": "from_file"}
    assert {name: answers[name] for name in expected} == expected


def test_answers_file_of_a_project_can_be_given_for_another(scaffold: Scaffold) -> None:
    scaffold.bare("shop", "--framework", "fastapi", "--async")
    shop = scaffold.folder / "shop"
    done = scaffold.bare("copy", "--answers", "shop/.copier-answers.yml")
    assert done.returncode == 0
    assert content(scaffold.folder / "copy") == content(shop)


def test_rendering_runs_no_other_program(
    scaffold: Scaffold, tmp_path: Path, environment: dict[str, str]
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("git", "uv"):
        program = programs / name
        program.write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/ran\n')
        program.chmod(0o755)
    shutil.copy(programs / "git", scaffold.folder / "git")
    path = f"{programs}{os.pathsep}{environment['PATH']}"
    arguments = ("shop", "--framework", "fastapi", "--yes", "--no-install", "--no-git")
    assert scaffold("new", *arguments, PATH=path).returncode == 0
    assert not (tmp_path / "ran").exists()


def test_settings_of_copier_do_not_leak_into_the_project(scaffold: Scaffold, home: Path) -> None:
    settings = home / ".config/copier/settings.yml"
    settings.parent.mkdir(parents=True)
    settings.write_text("defaults:\n  author: Somebody\n  flavour: nonsense\n")
    assert scaffold.bare("shop", "--framework", "fastapi").returncode == 0
    answers = yaml.safe_load((scaffold.folder / "shop/.copier-answers.yml").read_text())
    assert answers["author"] == ""


def test_first_commit_holds_everything_and_leaves_a_clean_tree(scaffold: Scaffold) -> None:
    done = scaffold("new", "shop", "--yes", "--framework", "fastapi")
    assert done.returncode == 0
    steps = re.findall(r"^(\w+) +\d+\.\d\d s$", done.stdout, re.MULTILINE)
    assert steps == ["render", "install", "commit"]
    shop = scaffold.folder / "shop"
    assert git(shop, "status", "--porcelain") == ""
    assert git(shop, "rev-list", "--count", "HEAD").strip() == "1"
    tracked = git(shop, "ls-files").splitlines()
    assert {"uv.lock", "pyproject.toml", ".copier-answers.yml", ".env.example"} <= set(tracked)
    assert ".env" not in tracked
    assert (shop / ".venv/bin/python").exists()
    assert "SECRET_KEY=" in (shop / ".env").read_text()
    assert stat.S_IMODE((shop / ".env").stat().st_mode) == 0o600
    assert "Next:\n  cd shop\n  make dev\n" in done.stdout


def test_install_ignores_the_environment_the_tool_runs_in(
    scaffold: Scaffold, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    arguments = ("shop", "--yes", "--framework", "fastapi", "--no-git")
    done = scaffold("new", *arguments, VIRTUAL_ENV=str(other))
    assert done.returncode == 0
    assert (scaffold.folder / "shop/.venv").is_dir()
    assert not other.exists()


def test_commit_without_identity_or_hooks_or_signatures_succeeds(
    scaffold: Scaffold, home: Path
) -> None:
    hooks = home / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "commit-msg", "post-commit"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {home}/hooked\nexit 1\n")
        (hooks / name).chmod(0o755)
    config = f"[core]\n\thooksPath = {hooks}\n[commit]\n\tgpgSign = true\n"
    (home / ".gitconfig").write_text(config)
    arguments = ("shop", "--yes", "--framework", "fastapi", "--no-install")
    assert scaffold("new", *arguments).returncode == 0
    shop = scaffold.folder / "shop"
    assert git(shop, "log", "--format=%an %s").strip() == "scaffold Initial commit"
    assert git(shop, "branch", "--show-current").strip() == "main"
    assert not (home / "hooked").exists()


def test_commit_is_signed_by_the_identity_and_branch_the_user_has(
    scaffold: Scaffold, home: Path
) -> None:
    config = "[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = trunk\n"
    (home / ".gitconfig").write_text(config)
    scaffold("new", "shop", "--yes", "--framework", "fastapi", "--no-install")
    shop = scaffold.folder / "shop"
    assert git(shop, "log", "--format=%an %ae").strip() == "Ada ada@example.org"
    assert git(shop, "branch", "--show-current").strip() == "trunk"


def test_project_inside_a_repository_is_left_to_it(scaffold: Scaffold) -> None:
    git(scaffold.folder, "init", "--quiet")
    done = scaffold("new", "shop", "--yes", "--framework", "fastapi", "--no-install")
    assert done.returncode == 0
    assert "commit   skipped, as the folder belongs to a repository already" in done.stdout
    assert not (scaffold.folder / "shop/.git").exists()
    assert git(scaffold.folder, "status", "--porcelain").strip() == "?? shop/"


def test_variables_of_another_repository_do_not_mislead_git(
    scaffold: Scaffold, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    arguments = ("shop", "--yes", "--framework", "fastapi", "--no-install")
    variables = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other)}
    assert scaffold("new", *arguments, **variables).returncode == 0
    assert (scaffold.folder / "shop/.git").is_dir()
    assert git(other, "status", "--porcelain", "--untracked-files=all") == ""


def test_without_uv_the_install_is_skipped_and_said(scaffold: Scaffold, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "git").symlink_to(shutil.which("git") or "")
    done = scaffold("new", "shop", "--yes", "--framework", "fastapi", PATH=str(programs))
    assert done.returncode == 0
    assert "install  skipped, as uv is not installed\n" in done.stdout
    assert "  python -m pip install uv && make install && make dev\n" in done.stdout
    assert not (scaffold.folder / "shop/.venv").exists()
    assert git(scaffold.folder / "shop", "status", "--porcelain") == ""


def test_failed_install_keeps_the_project_and_says_what_to_run(scaffold: Scaffold) -> None:
    nowhere = {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "UV_NO_CACHE": "1"}
    nowhere["UV_HTTP_RETRIES"] = "0"
    done = scaffold("new", "shop", "--yes", "--framework", "fastapi", **nowhere)
    assert done.returncode == 1
    error, hint = done.stderr.splitlines()
    assert error.startswith("error: `uv sync` failed: ")
    shop = scaffold.folder / "shop"
    assert hint.startswith("hint: the project itself is complete")
    assert str(shop) in hint
    assert "make install" in hint
    assert (shop / "pyproject.toml").is_file()


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A small template of somebody's own, with two releases."""
    folder = tmp_path / "fork"
    folder.mkdir()
    (folder / "copier.yml").write_text(
        "project_name: {type: str, default: '{{ _folder_name }}'}\n"
        "colour: {type: str, choices: [red, green], default: red}\n"
    )
    (folder / "{{ _copier_conf.answers_file }}.jinja").write_text("{{ _copier_answers|to_yaml }}")
    (folder / "paint.txt.jinja").write_text("{{ project_name }} {{ colour }} one\n")
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, *identity, "commit", "--quiet", "--message", "One")
    git(folder, "tag", "v1.0.0")
    (folder / "paint.txt.jinja").write_text("{{ project_name }} {{ colour }} two\n")
    git(folder, *identity, "commit", "--quiet", "--all", "--message", "Two")
    git(folder, "tag", "v2.0.0")
    return folder


def test_fork_is_rendered_at_its_newest_release_with_its_own_source(
    scaffold: Scaffold, fork: Path
) -> None:
    done = scaffold.bare("shop", "--template", "../fork", "--data", "colour=green")
    assert done.returncode == 0
    shop = scaffold.folder / "shop"
    assert (shop / "paint.txt").read_text() == "shop green two\n"
    answers = yaml.safe_load((shop / ".copier-answers.yml").read_text())
    assert answers["_src_path"] == str(fork)
    assert answers["_commit"] == "v2.0.0"
    assert [entry.name for entry in scaffold.folder.iterdir()] == ["shop"]


def test_fork_is_rendered_at_the_asked_ref_and_again_by_the_printed_command(
    scaffold: Scaffold, fork: Path, tmp_path: Path
) -> None:
    source = f"file://{fork}/.git"
    first = scaffold.bare("shop", "--template", source, "--ref", "v1.0.0", "--data=colour=green")
    assert first.returncode == 0
    assert (scaffold.folder / "shop/paint.txt").read_text() == "shop green one\n"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert scaffold(*again(first.stdout), cwd=elsewhere).returncode == 0
    assert content(elsewhere / "shop") == content(scaffold.folder / "shop")
