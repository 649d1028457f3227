"""The page to chat in a room."""

from pathlib import Path

from flask import Blueprint, Response, send_file

PAGE = Path(__file__).with_name("chat.html")
SCRIPT = Path(__file__).with_name("chat.js")

blueprint = Blueprint("chat", __name__)


@blueprint.get("/chat")
def chat() -> Response:
    return send_file(PAGE)


@blueprint.get("/chat.js")
def chat_script() -> Response:
    return send_file(SCRIPT)
