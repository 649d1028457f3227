"""Static files: as they are while developing, hashed and compressed once built."""

import json
from pathlib import Path
from typing import Any

from servestatic import ServeStaticASGI

from ..settings import ROOT

PREFIX = "/static/"
SOURCE = Path(__file__).with_name("static")
# What `make serve` builds.
BUILT = ROOT / "staticfiles"
MANIFEST = BUILT / "staticfiles.json"


class StaticFiles:
    """`server` is an ASGI application; what is no static file is for `app`."""

    def __init__(self, app: Any, *, debug: bool) -> None:
        self.names: dict[str, str] = {}
        self.server: Any = ServeStaticASGI(
            app, SOURCE, PREFIX, autorefresh=debug, allow_all_origins=False
        )
        if MANIFEST.exists() and not debug:
            self.names = json.loads(MANIFEST.read_text())["paths"]
            self.server.add_files(BUILT, PREFIX)

    def url(self, name: str) -> str:
        """Return where a file is, under a name that changes with its content."""
        return PREFIX + self.names.get(name, name)
