"""Static files: as they are in debug, else as `make serve` has named them."""

import json
from pathlib import Path

from flask import Flask
from servestatic import ServeStatic

from ..settings import ROOT

SOURCE = Path(__file__).with_name("static")
BUILT = ROOT / "staticfiles"


def init_app(app: Flask) -> None:
    manifest = BUILT / "staticfiles.json"
    is_built = not app.debug and manifest.exists()
    names = json.loads(manifest.read_bytes())["paths"] if is_built else {}
    # Wrapping it is what Flask says to do; to mypy it is a method.
    app.wsgi_app = ServeStatic(  # type: ignore[method-assign]
        app.wsgi_app,
        root=BUILT if is_built else SOURCE,
        prefix="static",
        autorefresh=app.debug,
        allow_all_origins=False,
    )

    @app.template_global()
    def static(name: str) -> str:
        return f"/static/{names.get(name, name)}"
