"""The landing page."""

from pathlib import Path

from quart import Blueprint, Response, send_file
from quart_schema import hide

INDEX = Path(__file__).with_name("index.html")

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@hide
async def index() -> Response:
    return await send_file(INDEX)
