"""Where the templates are, and what version they have."""

from importlib.metadata import version
from pathlib import Path

SOURCE = "git+scaffold::web"


def template_folder() -> Path:
    """The folder with `copier.yml` and `templates/`."""
    return Path(__file__).resolve().parents[2]


def current_tag() -> str:
    """The tag of the installed version, as in `v0.1.0`."""
    return "v" + version("pyscaffold-web")
