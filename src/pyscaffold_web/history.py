"""The templates inside the package, and `git-remote-scaffold`, which serves all their releases.

Git runs the helper for URLs such as `scaffold::web`. It makes a repository in a temporary folder,
from the bundle of an installed package or from the checkout of an editable one, and lets
`git upload-pack` speak for it. That takes about as long as it would take to prove that a copy kept
from last time is still whole, so none is kept.

Plain git starts this module often: it imports nothing beyond the standard library.
"""

import signal
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from io import RawIOBase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from pyscaffold_web.errors import ScaffoldError
from pyscaffold_web.git import COMMAND, WITHOUT_SETTINGS, environment, git

DISTRIBUTION = "pyscaffold-web"
SOURCE = "git+scaffold::web"
"""What a project's answers file names as its template."""

NAMES = frozenset({"web", "web.git"})
PACKAGE = Path(__file__).parent
EMBEDDED = PACKAGE / "template"
BUNDLE = PACKAGE / "history.bundle"
CHECKOUT = PACKAGE.parents[1]


def template_folder() -> Path:
    """The folder that holds `copier.yml` and `templates/`: in the package, or the checkout."""
    for folder in (EMBEDDED, CHECKOUT):
        if (folder / "copier.yml").is_file():
            return folder
    raise ScaffoldError(
        f"{PACKAGE} was installed without its templates", f"reinstall {DISTRIBUTION}"
    )


def current_tag() -> str:
    """The tag of the templates in `template_folder()`, such as `v1.2.0`."""
    return f"v{_version()}"


def write_history(folder: Path) -> None:
    """Fill the empty `folder` with a bare repository: one commit and one tag per release."""
    if BUNDLE.is_file():
        options = ("--quiet", "--mirror", "--", str(BUNDLE), ".")
        git("clone", *options, folder=folder, extra=WITHOUT_SETTINGS)
        return
    # Here alone, as it needs more than the standard library.
    from pyscaffold_web import bundle

    bundle.write_repository(bundle.releases(template_folder(), _version()), folder)


def main() -> None:
    """`git-remote-scaffold REMOTE NAME`, as gitremote-helpers(7) describes it."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        status = _answer(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    except (ScaffoldError, OSError) as error:
        hint = getattr(error, "hint", "")
        print(f"git-remote-scaffold: {error}", *([hint] if hint else []), sep="\n", file=sys.stderr)
        status = 1
    sys.exit(status)


def _version() -> str:
    """The version of these templates; an editable install may have been pulled since."""
    if template_folder() == EMBEDDED:
        # Here alone: only `scaffold new` asks, and the import takes longer than all others.
        from importlib import metadata

        return metadata.version(DISTRIBUTION)
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def _answer(arguments: Sequence[str]) -> int:
    """Speak the helper's side on stdin and stdout; returns the exit status."""
    if len(arguments) != 2:
        raise ScaffoldError(
            "git runs this program for the URL scaffold::web", "try: git ls-remote scaffold::web"
        )
    name = arguments[1]
    if name not in NAMES:
        raise ScaffoldError(f"there is no template named {name!r}", "the only one is scaffold::web")
    # Unbuffered: what follows the command that connects us is for upload-pack to read.
    with open(0, "rb", buffering=0, closefd=False) as stdin:
        return _converse(stdin)


def _converse(stdin: RawIOBase) -> int:
    while command := stdin.readline().decode(errors="replace").strip():
        if command == "capabilities":
            _say("connect\n\n")
        elif command == "connect git-upload-pack":
            return _serve()
        else:
            raise ScaffoldError(f"cannot {command}", "scaffold::web can only be read")
    return 0


def _serve() -> int:
    with TemporaryDirectory(prefix="git-remote-scaffold.", ignore_cleanup_errors=True) as name:
        write_history(Path(name))
        _say("\n")
        command = [*COMMAND, "upload-pack", "--strict", name]
        return subprocess.run(command, env=environment(WITHOUT_SETTINGS)).returncode


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


def _stop(number: int, _frame: object) -> NoReturn:
    """End by an exception, so that the temporary folder goes too."""
    sys.exit(128 + number)
