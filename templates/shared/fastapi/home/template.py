"""The landing page."""

from fastapi import FastAPI, Request
from fastapi.responses import Response

from .pages.rendering import show


async def index(request: Request) -> Response:
    return await show(request, "home.html")


def init_app(app: FastAPI) -> None:
    app.add_api_route("/", index, include_in_schema=False)
