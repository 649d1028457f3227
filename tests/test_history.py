"""The history of released templates: how it is made, packaged, and served to git."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packages import Checkout, Installation, build, copy_checkout, install, run, uv

from pyscaffold_web import bundle

VERSION = "101.0.0"
MARKER = "templates/fastapi/MARKER.md"
CONCURRENT = 8


def small_checkout(folder: Path) -> Checkout:
    """A repository with a template of two files, and no release yet."""
    (folder / "templates").mkdir(parents=True)
    (folder / "copier.yml").write_text("name: {type: str}\n")
    (folder / "templates/page.txt").write_text("first\n")
    (folder / "pyproject.toml").write_text('[project]\nversion = "0"\n')
    checkout = Checkout(folder)
    checkout.git("init", "--quiet")
    return checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return small_checkout(tmp_path / "checkout")


@pytest.fixture
def history(checkout: Checkout, tmp_path: Path) -> Callable[[str], Checkout]:
    """Makes the repository for a package of this version of `checkout`."""

    def make(version: str) -> Checkout:
        folder = tmp_path / f"history-{version}"
        folder.mkdir()
        bundle.write_repository(bundle.releases(checkout.folder, version), folder)
        return Checkout(folder)

    return make


def release_page(checkout: Checkout, version: str) -> None:
    """Release a version whose page says its number."""
    (checkout.folder / "templates/page.txt").write_text(version)
    checkout.release(version)


def tags(repository: Checkout) -> set[str]:
    return set(repository.git("tag").split())


def test_each_release_has_its_own_templates(
    checkout: Checkout, history: Callable[[str], Checkout]
) -> None:
    for version in ("0.9.0", "0.10.0", "0.11.0.dev1"):
        release_page(checkout, version)

    made = history("0.11.0")

    assert tags(made) == {"v0.9.0", "v0.10.0", "v0.11.0.dev1", "v0.11.0"}
    for version in ("0.9.0", "0.10.0", "0.11.0.dev1"):
        assert made.git("show", f"v{version}:templates/page.txt") == version
    assert made.git("log", "--format=%s", "HEAD").split() == [
        "v0.11.0",
        "v0.11.0.dev1",
        "v0.10.0",
        "v0.9.0",
    ]


def test_a_release_holds_the_template_and_nothing_else(
    checkout: Checkout, history: Callable[[str], Checkout]
) -> None:
    (checkout.folder / "templates/brief.txt").touch()
    checkout.release("1.0")
    (checkout.folder / "templates/brief.txt").unlink()
    made = history("1.1")
    listed = {tag: made.git("ls-tree", "-r", "--name-only", tag).split() for tag in tags(made)}
    assert listed == {
        "v1.0": ["copier.yml", "templates/brief.txt", "templates/page.txt"],
        "v1.1": ["copier.yml", "templates/page.txt"],
    }


def test_odd_file_names_and_contents_are_kept(
    checkout: Checkout, history: Callable[[str], Checkout]
) -> None:
    names = ['{{ "x" }}.txt', "{% if a %}b{% endif %}", "é\\", '"', ".hidden"]
    for name in names:
        (checkout.folder / "templates" / name).write_bytes(b"\0\r\n\xff" + name.encode())
    script = checkout.folder / "templates/run"
    script.touch(mode=0o755)
    checkout.release("1.0")
    made = history("1.1")
    for tag in ("v1.0", "v1.1"):
        out = made.folder.parent / tag
        made.git("clone", "--quiet", f"--branch={tag}", ".", str(out))
        for name in names:
            assert (out / "templates" / name).read_bytes() == b"\0\r\n\xff" + name.encode()
        assert (out / "templates/run").stat().st_mode & 0o100
        assert not (out / "copier.yml").stat().st_mode & 0o100


def test_later_versions_and_other_tags_are_left_out(
    checkout: Checkout, history: Callable[[str], Checkout]
) -> None:
    for version in ("1.0", "2.0"):
        release_page(checkout, version)
    checkout.git("tag", "vienna")
    checkout.git("rm", "--quiet", "copier.yml")
    checkout.release("0.5")
    checkout.git("checkout", "--quiet", "v1.0")
    assert tags(history("1.0.1")) == {"v1.0", "v1.0.1"}


def test_what_lies_in_the_checkout_is_the_version_being_built(
    checkout: Checkout, history: Callable[[str], Checkout]
) -> None:
    release_page(checkout, "1.0")
    (checkout.folder / "templates/page.txt").write_text("edited")
    (checkout.folder / "templates/new.txt").write_text("new")
    (checkout.folder / "templates/ignored.txt").write_text("ignored")
    (checkout.folder / ".gitignore").write_text("ignored.txt\n")

    made = history("1.0")

    assert made.git("show", "v1.0:templates/page.txt") == "edited"
    listed = made.git("ls-tree", "-r", "--name-only", "v1.0").split()
    assert listed == ["copier.yml", "templates/new.txt", "templates/page.txt"]


def test_a_download_inside_another_repository_has_its_own_version_alone(
    checkout: Checkout, history: Callable[[str], Checkout], tmp_path: Path
) -> None:
    checkout.release("1.0")
    shutil.rmtree(checkout.folder / ".git")
    outer = Checkout(tmp_path)
    outer.git("init", "--quiet")
    outer.git("add", "checkout")
    outer.git("commit", "--quiet", "--message=Vendor it")
    outer.git("tag", "v0.1")
    assert not bundle.is_complete(checkout.folder)
    assert tags(history("1.1")) == {"v1.1"}


def test_a_shallow_clone_is_known_to_lack_releases(checkout: Checkout, tmp_path: Path) -> None:
    checkout.release("1.0")
    checkout.release("1.1")
    shallow = tmp_path / "shallow"
    checkout.git("clone", "--quiet", "--depth=1", checkout.folder.as_uri(), str(shallow))
    assert bundle.is_complete(checkout.folder)
    assert not bundle.is_complete(shallow)


def test_the_same_releases_give_the_same_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundles = []
    for year, hashes in (("2021", "sha1"), ("2022", "sha256")):
        monkeypatch.setenv("GIT_DEFAULT_HASH", hashes)
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{year}-01-01T00:00:00")
        monkeypatch.setenv("GIT_AUTHOR_NAME", f"Someone of {year}")
        made = small_checkout(tmp_path / year)
        release_page(made, "1.0")
        release_page(made, "1.1")
        file = tmp_path / f"{year}.bundle"
        bundle.write_bundle(bundle.releases(made.folder, "1.1"), file)
        bundles.append(file.read_bytes())
    assert bundles[0] == bundles[1]


def test_a_later_package_keeps_the_ids_of_earlier_releases(
    checkout: Checkout, history: Callable[[str], Checkout]
) -> None:
    release_page(checkout, "1.0")
    first = history("1.0")
    release_page(checkout, "1.1")
    second = history("1.1")
    assert second.git("rev-parse", "v1.0") == first.git("rev-parse", "v1.0")
    assert second.git("rev-parse", "v1.1") != first.git("rev-parse", "v1.0")


# Packages


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
    command = (uv(), "build", "--wheel", "--python", sys.executable, "--out-dir", tmp_path / "out")
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


def test_pushing_is_refused(installed: Installation, checkout: Checkout) -> None:
    checkout.release("1.0")
    output = installed.git("push", "scaffold::web", "HEAD:x", folder=checkout.folder, status=128)
    assert "can only be read" in output
    assert "Traceback" not in output


def test_the_helper_run_by_hand_says_what_it_is_for(installed: Installation) -> None:
    output = installed.run("git-remote-scaffold", status=1)
    assert "git ls-remote scaffold::web" in output
    assert "Traceback" not in output


def test_the_callers_repository_and_settings_have_no_say(
    installed: Installation, checkout: Checkout, tmp_path: Path
) -> None:
    checkout.release("7.0")
    settings = '[transfer]\nhideRefs = refs/tags\n[protocol "file"]\nallow = never\n'
    (tmp_path / ".gitconfig").write_text(settings)
    environment = {
        **installed.environment,
        "HOME": str(tmp_path),
        "GIT_DIR": str(checkout.folder / ".git"),
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
