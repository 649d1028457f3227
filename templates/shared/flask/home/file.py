"""The landing page."""

from pathlib import Path

from flask import Blueprint, Response, send_file

INDEX = Path(__file__).with_name("index.html")

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> Response:
    return send_file(INDEX)
