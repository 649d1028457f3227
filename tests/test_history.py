"""The history of released templates, in packages and as git gets it from them."""

import json
import os
import signal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from packages import INTERPRETER, Checkout, Installation, build, copy_checkout, install, run, uv

VERSION = "101.0.0"
MARKER = "templates/fastapi/MARKER.md"
CONCURRENT = 8


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """This repository's sources with one release before the one to build."""
    made = copy_checkout(tmp_path_factory.mktemp("source") / "checkout")
    made.release("100.0.0")
    (made.folder / MARKER).write_text("new in 101\n")
    made.release(VERSION)
    return made


@pytest.fixture(scope="module")
def wheel(source: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", source.folder, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return install([wheel], tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, Installation]:
    folder = tmp_path_factory.mktemp("editable")
    checkout = copy_checkout(folder / "checkout")
    checkout.release("100.0.0")
    checkout.set_version(VERSION)
    return checkout, install(["--editable", checkout.folder], folder)


@pytest.fixture
def theirs(tmp_path: Path) -> Checkout:
    """Somebody's own repository, with a release of its own."""
    made = Checkout(tmp_path / "theirs")
    made.folder.mkdir()
    made.git("init", "--quiet")
    made.git("commit", "--quiet", "--allow-empty", "--message=Start")
    made.git("tag", "v7.0")
    return made


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remote_tags(installation: Installation) -> set[str]:
    listed = installation.git("ls-remote", "--tags", "scaffold::web")
    return {line.split("refs/tags/")[1] for line in listed.splitlines()}


def facts(installation: Installation) -> dict[str, str]:
    """What the installed module says of itself."""
    code = (
        "import json; from pyscaffold_web import history as h;"
        "print(json.dumps([str(h.template_folder()), h.current_tag(), h.SOURCE]))"
    )
    values = json.loads(installation.run("python", "-c", code))
    return dict(zip(("folder", "tag", "source"), values, strict=True))


def test_a_wheel_from_the_sdist_equals_one_from_the_checkout(
    source: Checkout, wheel: Path, tmp_path: Path
) -> None:
    sdist = build("sdist", source.folder, tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.glob("pyscaffold_web-*")

    rebuilt = contents(build("wheel", unpacked, tmp_path / "wheel"))

    direct = contents(wheel)
    record = f"pyscaffold_web-{VERSION}.dist-info/RECORD"
    assert sorted(rebuilt.pop(record).splitlines()) == sorted(direct.pop(record).splitlines())
    assert rebuilt == direct
    assert "pyscaffold_web/history.bundle" in direct
    assert f"pyscaffold_web/template/{MARKER}" in direct


def test_a_wheel_holds_the_templates_of_the_checkout(source: Checkout, wheel: Path) -> None:
    listed = source.git("ls-files", "copier.yml", "templates").splitlines()
    prefix = "pyscaffold_web/template/"
    packaged = {
        name.removeprefix(prefix): content
        for name, content in contents(wheel).items()
        if name.startswith(prefix)
    }
    assert packaged == {name: (source.folder / name).read_bytes() for name in listed}


def test_building_without_git_says_so(source: Checkout, tmp_path: Path) -> None:
    command = (uv(), "build", "--wheel", "--python", INTERPRETER, "--out-dir", tmp_path / "out")
    without_git = {**os.environ, "PATH": str(tmp_path)}
    output = run(*command, source.folder, folder=tmp_path, environment=without_git, status=2)
    assert "git is not installed" in output
    assert "Traceback" not in output
    assert not list(tmp_path.glob("out/*.whl"))


def test_an_installed_package_serves_its_releases(
    installed: Installation, tmp_path: Path, source: Checkout
) -> None:
    assert remote_tags(installed) == {"v100.0.0", f"v{VERSION}"}
    installed.git("clone", "--quiet", "scaffold::web", str(tmp_path / "clone"))
    assert (tmp_path / "clone" / MARKER).read_text() == "new in 101\n"
    installed.git("-C", str(tmp_path / "clone"), "checkout", "--quiet", "v100.0.0")
    assert not (tmp_path / "clone" / MARKER).exists()
    assert (tmp_path / "clone/copier.yml").read_bytes() == (
        source.folder / "copier.yml"
    ).read_bytes()
    assert installed.leftovers() == []


def test_an_installed_package_knows_its_templates(installed: Installation) -> None:
    found = facts(installed)
    assert (found["tag"], found["source"]) == (f"v{VERSION}", "git+scaffold::web")
    folder = Path(found["folder"])
    assert folder.is_relative_to(installed.binaries.parent)
    assert (folder / MARKER).is_file()
    assert (folder / "copier.yml").is_file()


def test_an_editable_install_serves_the_checkout_as_it_is(
    editable: tuple[Checkout, Installation], tmp_path: Path
) -> None:
    checkout, installation = editable
    (checkout.folder / MARKER).write_text("not committed\n")
    installation.git("clone", "--quiet", "scaffold::web.git", str(tmp_path / "clone"))
    assert remote_tags(installation) == {"v100.0.0", f"v{VERSION}"}
    assert (tmp_path / "clone" / MARKER).read_text() == "not committed\n"
    assert installation.leftovers() == []


def test_an_editable_install_adds_no_template_or_bundle(
    editable: tuple[Checkout, Installation],
) -> None:
    checkout, installation = editable
    package = checkout.folder / "src/pyscaffold_web"
    assert not (package / "template").exists()
    assert not (package / "history.bundle").exists()
    assert not list(installation.binaries.parent.glob("lib/*/site-packages/pyscaffold_web"))


def test_an_editable_install_follows_the_version_of_the_checkout(
    editable: tuple[Checkout, Installation],
) -> None:
    checkout, installation = editable
    assert facts(installation)["tag"] == f"v{VERSION}"
    checkout.set_version("102.0.0")
    found = facts(installation)
    served = remote_tags(installation)
    checkout.set_version(VERSION)
    assert found["tag"] == "v102.0.0"
    assert served == {"v100.0.0", "v102.0.0"}
    assert Path(found["folder"]) == checkout.folder


def test_other_names_are_refused(installed: Installation) -> None:
    output = installed.git("ls-remote", "scaffold::../web", status=128)
    assert "there is no template named '../web'" in output
    assert "scaffold::web" in output
    assert "Traceback" not in output


def test_pushing_is_refused(installed: Installation, theirs: Checkout) -> None:
    output = installed.git("push", "scaffold::web", "HEAD:x", folder=theirs.folder, status=128)
    assert "can only be read" in output
    assert "Traceback" not in output


def test_the_helper_run_by_hand_says_what_it_is_for(installed: Installation) -> None:
    output = installed.run("git-remote-scaffold", status=1)
    assert "git ls-remote scaffold::web" in output
    assert "Traceback" not in output


def test_the_callers_repository_and_settings_have_no_say(
    installed: Installation, theirs: Checkout, tmp_path: Path
) -> None:
    settings = '[transfer]\nhideRefs = refs/tags\n[protocol "file"]\nallow = never\n'
    (tmp_path / ".gitconfig").write_text(settings)
    environment = {
        **installed.environment,
        "HOME": str(tmp_path),
        "GIT_DIR": str(theirs.folder / ".git"),
        "GIT_NAMESPACE": "elsewhere",
    }
    output = run("git", "ls-remote", "scaffold::web", folder=tmp_path, environment=environment)
    assert f"refs/tags/v{VERSION}" in output
    assert "refs/tags/v7.0" not in output


def test_what_follows_the_connection_reaches_upload_pack(installed: Installation) -> None:
    completed = subprocess.run(
        [installed.binaries / "git-remote-scaffold", "origin", "web"],
        env=installed.environment,
        input=b"capabilities\nconnect git-upload-pack\n0000",
        capture_output=True,
    )
    assert (completed.returncode, completed.stderr) == (0, b"")
    assert completed.stdout.startswith(b"connect\n\n\n")
    assert f"refs/tags/v{VERSION}\n".encode() in completed.stdout


def test_many_can_ask_at_once(installed: Installation, tmp_path: Path) -> None:
    command = ("git", "clone", "--quiet", "scaffold::web")
    running = [
        subprocess.Popen([*command, tmp_path / str(number)], env=installed.environment)
        for number in range(CONCURRENT)
    ]
    assert [process.wait(timeout=60) for process in running] == [0] * CONCURRENT
    assert all((tmp_path / str(number) / MARKER).exists() for number in range(CONCURRENT))
    assert installed.leftovers() == []


def test_no_home_folder_is_needed(installed: Installation, tmp_path: Path) -> None:
    environment = {**installed.environment, "HOME": "/dev/null"}
    output = run("git", "ls-remote", "scaffold::web", folder=tmp_path, environment=environment)
    assert f"refs/tags/v{VERSION}" in output


def test_a_helper_told_to_stop_cleans_up(installed: Installation) -> None:
    with subprocess.Popen(
        [installed.binaries / "git-remote-scaffold", "origin", "web"],
        env=installed.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as helper:
        assert helper.stdin
        assert helper.stdout
        helper.stdin.write(b"connect git-upload-pack\n")
        helper.stdin.flush()
        assert helper.stdout.readline() == b"\n"
        assert len(installed.leftovers()) == 1
        helper.send_signal(signal.SIGTERM)
        _, errors = helper.communicate(timeout=30)
    assert helper.returncode == 128 + signal.SIGTERM
    assert b"Traceback" not in errors
    assert installed.leftovers() == []


def test_the_helper_starts_on_the_standard_library_alone(installed: Installation) -> None:
    code = (
        "import sys; before = set(sys.modules); import pyscaffold_web.history;"
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})"
    )
    loaded = set(installed.run("python", "-c", code).split())
    assert loaded - sys.stdlib_module_names == {"pyscaffold_web"}
