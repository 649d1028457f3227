"""Puts the templates and the history of their releases into packages.

A wheel gets `template/` and `history.bundle` in its package folder. An sdist gets the bundle, and a
wheel built from it takes that over, as there is no git history left to make one from. An editable
install gets neither: it serves the checkout.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = "src"
PACKAGE = "pyscaffold_web"
BUNDLE = "history.bundle"


class TemplateHook(BuildHookInterface[BuilderConfig]):
    """Hatchling makes one for each package it builds."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to add; `version` is the kind of build, `standard` or `editable`."""
        if version == "editable":
            return
        self.temporary = TemporaryDirectory()
        # The checkout's own modules: the package is not installed where it is built.
        sys.path.insert(0, str(Path(self.root, SOURCES)))
        from pyscaffold_web.errors import ScaffoldError

        try:
            build_data["force_include"].update(self.additions())
        except ScaffoldError as error:
            self.app.abort(f"{error.message}\n{error.hint}".strip())

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the bundle that was made, now that it is in the package."""
        if version != "editable":
            self.temporary.cleanup()

    def additions(self) -> Iterator[tuple[str, str]]:
        """Pairs of a file on disk and its place in the package."""
        from pyscaffold_web import bundle

        checkout = Path(self.root)
        if self.target_name == "wheel":
            for path in bundle.template_paths(checkout):
                yield str(checkout / path), f"{PACKAGE}/template/{path}"
        if (checkout / SOURCES / PACKAGE / BUNDLE).exists():
            return
        if not bundle.is_complete(checkout):
            self.app.display_warning(
                "No git history here, or a shallow one: projects made by earlier versions "
                "cannot be updated with this package. Build from a full clone with its tags."
            )
        target = Path(self.temporary.name, BUNDLE)
        bundle.write_bundle(bundle.releases(checkout, self.metadata.original_version), target)
        folder = PACKAGE if self.target_name == "wheel" else f"{SOURCES}/{PACKAGE}"
        yield str(target), f"{folder}/{BUNDLE}"
