"""How the repository of released templates is made from a checkout."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from packages import Checkout

from pyscaffold_web import bundle


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
