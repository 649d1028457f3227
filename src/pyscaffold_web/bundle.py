"""Makes the repository of released templates from a checkout.

One commit and one tag `v<version>` per release, in the order of the versions, on one branch; a
commit holds `copier.yml` and `templates/` alone. Author, date and message are fixed, so the same
releases give the same ids everywhere. The build hook puts it into packages as a git bundle, an
editable install serves it as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.version import InvalidVersion, Version

from pyscaffold_web.git import WITHOUT_SETTINGS, git

TEMPLATE = ("copier.yml", "templates")
BRANCH = "main"
# 2000-01-01: the identity and the date carry no news, and must never change.
SIGNATURE = b"The scaffold developers <> 946684800 +0000"


@dataclass(frozen=True)
class File:
    """`path` is relative, with slashes; `mode` is git's, in octal."""

    path: str
    mode: str
    content: bytes


@dataclass(frozen=True)
class Release:
    tag: str
    files: tuple[File, ...]


@dataclass(frozen=True)
class _Entry:
    path: str
    mode: str
    blob: str


def has_git(checkout: Path) -> bool:
    """Whether the folder is itself a checkout, not merely a folder inside somebody else's."""
    return (checkout / ".git").exists()


def is_complete(checkout: Path) -> bool:
    """Whether all released versions can be known here: False for a download or a shallow clone."""
    if not has_git(checkout):
        return False
    shallow = git("rev-parse", "--is-shallow-repository", folder=checkout)
    return shallow.strip() == b"false"


def template_paths(checkout: Path) -> list[str]:
    """The template's files as they are on disk, new ones too, without those that git ignores."""
    if has_git(checkout):
        options = ("-z", "--cached", "--others", "--exclude-standard")
        listed = git("ls-files", *options, "--", *TEMPLATE, folder=checkout)
        names = {name.decode() for name in listed.split(b"\0") if name}
    else:
        found = [checkout / TEMPLATE[0], *(checkout / TEMPLATE[1]).rglob("*")]
        names = {path.relative_to(checkout).as_posix() for path in found}
    return sorted(
        name for name in names if (checkout / name).is_file() and "__pycache__" not in name
    )


def releases(checkout: Path, version: str) -> list[Release]:
    """What was released before `version`, oldest first, then `version` itself.

    `version` is what lies in the checkout, even when its tag exists already: that is what the
    package renders. Tags of later versions are left out (this may be a fix of an older series), and
    tags without a `copier.yml`.
    """
    current = Version(version)
    tags = sorted((tag for tag in _tags(checkout) if _version(tag) < current), key=_version)
    entries = {tag: _entries(checkout, tag) for tag in tags}
    contents = _blobs(checkout, {entry.blob for found in entries.values() for entry in found})
    tagged = [
        Release(tag, tuple(File(e.path, e.mode, contents[e.blob]) for e in found))
        for tag, found in entries.items()
        if any(entry.path == TEMPLATE[0] for entry in found)
    ]
    return [*tagged, Release(f"v{version}", tuple(_working_tree(checkout)))]


def write_repository(history: Iterable[Release], folder: Path) -> None:
    """Fill the empty `folder` with a bare repository that holds these releases."""
    options = ("--quiet", "--bare", f"--initial-branch={BRANCH}", "--object-format=sha1")
    git("init", *options, folder=folder, extra=WITHOUT_SETTINGS)
    stream = b"".join(_stream(history))
    git("fast-import", "--quiet", folder=folder, stdin=stream, extra=WITHOUT_SETTINGS)


def write_bundle(history: Iterable[Release], target: Path) -> None:
    """Write the repository of these releases to the single file `target`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_repository(history, folder)
        # More than one thread packs differently each time.
        git(
            *("-c", "pack.threads=1"),
            *("bundle", "create", "--quiet", str(target.absolute()), "HEAD", "--all"),
            folder=folder,
            extra=WITHOUT_SETTINGS,
        )


def _version(tag: str) -> Version:
    return Version(tag.removeprefix("v"))


def _tags(checkout: Path) -> Iterator[str]:
    if not has_git(checkout):
        return
    for tag in git("tag", "--list", "v*", folder=checkout).decode().split():
        try:
            _version(tag)
        except InvalidVersion:
            continue
        yield tag


def _entries(checkout: Path, tag: str) -> list[_Entry]:
    """The template's files in a tag, from lines `<mode> <type> <id>TAB<path>`."""
    listed = git("ls-tree", "-r", "-z", "--full-tree", tag, "--", *TEMPLATE, folder=checkout)
    lines = [line.decode().split("\t", 1) for line in listed.split(b"\0") if line]
    fields = [(path, head.split()) for head, path in lines]
    return [_Entry(path, mode, blob) for path, (mode, _, blob) in fields]


def _blobs(checkout: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """The contents of these blobs; git prints each after a line `<id> <type> <size>`."""
    output = git("cat-file", "--batch", folder=checkout, stdin="\n".join(ids).encode())
    contents = {}
    start = 0
    while start < len(output):
        begin = output.index(b"\n", start) + 1
        blob, _, size = output[start:begin].split()
        end = begin + int(size)
        contents[blob.decode()] = output[begin:end]
        start = end + 1
    return contents


def _working_tree(checkout: Path) -> Iterator[File]:
    for name in template_paths(checkout):
        path = checkout / name
        mode = "100755" if path.stat().st_mode & 0o100 else "100644"
        yield File(name, mode, path.read_bytes())


def _stream(history: Iterable[Release]) -> Iterator[bytes]:
    """The releases in the words of git-fast-import(1)."""
    marks: dict[bytes, int] = {}
    for release in history:
        for file in release.files:
            if file.content not in marks:
                marks[file.content] = len(marks) + 1
                yield b"blob\nmark :%d\n%b" % (marks[file.content], _data(file.content))
        yield b"commit refs/heads/%b\n" % BRANCH.encode()
        yield b"author %b\ncommitter %b\n" % (SIGNATURE, SIGNATURE)
        yield _data(release.tag.encode()) + b"deleteall\n"
        for file in release.files:
            yield b"M %b :%d %b\n" % (file.mode.encode(), marks[file.content], _quoted(file.path))
        yield b"reset refs/tags/%b\nfrom refs/heads/%b\n" % (release.tag.encode(), BRANCH.encode())


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode()
