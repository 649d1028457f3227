"""`copier update` alone, of projects that an earlier version made elsewhere."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml
from packages import Installation, build, copy_checkout, install

OLD, NEW = "101.0.0", "101.1.0"
FLAVOURS = {
    "django": ["--framework=django"],
    "flask": ["--framework=flask"],
    "quart": ["--framework=flask", "--async"],
    "fastapi": ["--framework=fastapi"],
}
FROM_TEMPLATE = "# The template's new last line.\n"
FROM_USER = "# The user's own first line.\n"
ENVIRONMENT = "SECRET_KEY=the-user-typed-this\n"


@dataclass(frozen=True)
class Machines:
    """One that made the projects, and another that has the newer package and nothing else."""

    old: Installation
    new: Installation


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Machines:
    folder = tmp_path_factory.mktemp("machines")
    checkout = copy_checkout(folder / "checkout")
    checkout.release(OLD)
    old = build("wheel", checkout.folder, folder / OLD)
    for makefile in (checkout.folder / "templates").glob("*/Makefile*"):
        makefile.write_text(makefile.read_text() + FROM_TEMPLATE)
        (makefile.parent / "NEWS.md").write_text("New in the template.\n")
    checkout.release(NEW)
    new = build("wheel", checkout.folder, folder / NEW)
    return Machines(install([old], folder / "old"), install([new], folder / "new"))


@pytest.fixture(params=FLAVOURS)
def kept(request: pytest.FixtureRequest, machines: Machines, tmp_path: Path) -> Path:
    """A project of each flavour from the old version, committed."""
    path = tmp_path / "shop"
    flags = [*FLAVOURS[request.param], "--yes", "--no-git", "--no-install"]
    machines.old.run("scaffold", "new", path, *flags)
    machines.old.git("init", "--quiet", folder=path)
    commit(machines.old, path)
    return path


def commit(machine: Installation, path: Path) -> None:
    machine.git("add", "--all", folder=path)
    machine.git("commit", "--quiet", "--message=Work", folder=path)


def prepend(file: Path, text: str) -> None:
    file.write_text(text + file.read_text())


def changes(machine: Installation, path: Path) -> set[str]:
    """The files that differ from the last commit, new ones too."""
    listed = machine.git("status", "--porcelain", "--untracked-files=all", folder=path)
    return {line[3:] for line in listed.splitlines()}


def answers(path: Path) -> dict[str, object]:
    return yaml.safe_load((path / ".copier-answers.yml").read_text())


def test_template_changes_arrive_and_edits_stay(machines: Machines, kept: Path) -> None:
    (kept / ".env").write_text(ENVIRONMENT)
    (kept / "own.txt").write_text("mine\n")
    prepend(kept / "Makefile", FROM_USER)
    commit(machines.old, kept)
    before = answers(kept)

    machines.new.run("copier", "update", "--defaults", folder=kept)

    makefile = (kept / "Makefile").read_text()
    assert makefile.startswith(FROM_USER)
    assert makefile.endswith(FROM_TEMPLATE)
    assert makefile.count(FROM_USER) == makefile.count(FROM_TEMPLATE) == 1
    assert (kept / "own.txt").read_text() == "mine\n"
    assert (kept / ".env").read_text() == ENVIRONMENT
    assert answers(kept) == {**before, "_commit": f"v{NEW}"}
    assert changes(machines.new, kept) == {".copier-answers.yml", "Makefile", "NEWS.md"}


def test_a_project_that_was_installed_updates_at_once(machines: Machines, tmp_path: Path) -> None:
    path = tmp_path / "shop"
    machines.old.run("scaffold", "new", path, "--framework=fastapi", "--yes")
    secret, lock = (path / ".env").read_bytes(), (path / "uv.lock").read_bytes()
    assert changes(machines.new, path) == set()

    machines.new.run("copier", "update", "--defaults", folder=path)

    assert ((path / ".env").read_bytes(), (path / "uv.lock").read_bytes()) == (secret, lock)
    assert changes(machines.new, path) == {".copier-answers.yml", "Makefile", "NEWS.md"}


@pytest.mark.parametrize("kept", ["fastapi"], indirect=True)
def test_upgrading_the_package_makes_its_changes_known(machines: Machines, kept: Path) -> None:
    machines.old.run("copier", "update", "--defaults", folder=kept)
    assert changes(machines.old, kept) == set()
    upgraded = replace(machines.new, home=machines.old.home)

    upgraded.run("copier", "update", "--defaults", folder=kept)

    assert changes(upgraded, kept) == {".copier-answers.yml", "Makefile", "NEWS.md"}


@pytest.mark.parametrize("kept", ["fastapi"], indirect=True)
def test_a_package_older_than_the_project_changes_nothing(machines: Machines, kept: Path) -> None:
    machines.new.run("copier", "update", "--defaults", folder=kept)
    commit(machines.new, kept)

    output = machines.old.run("copier", "update", "--defaults", folder=kept, status=1)

    assert f"invalid reference: v{NEW}" in output
    assert changes(machines.old, kept) == set()
