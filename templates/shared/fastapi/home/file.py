"""The landing page."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse

INDEX = Path(__file__).with_name("index.html")


async def index() -> FileResponse:
    return FileResponse(INDEX)


def init_app(app: FastAPI) -> None:
    app.add_api_route("/", index, include_in_schema=False)
