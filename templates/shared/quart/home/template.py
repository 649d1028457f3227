"""The landing page."""

from quart import Blueprint, render_template
from quart_schema import hide

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@hide
async def index() -> str:
    return await render_template("home.html")
