"""The page to chat in a room."""

from pathlib import Path

from flask import Blueprint, Response, render_template, send_file

SCRIPT = Path(__file__).with_name("chat.js")

blueprint = Blueprint("chat", __name__)


@blueprint.get("/chat")
def chat() -> str:
    return render_template("chat.html")


@blueprint.get("/chat.js")
def chat_script() -> Response:
    return send_file(SCRIPT)
