"""The database session of a request."""

from collections.abc import AsyncGenerator
from typing import cast

from quart import Quart, current_app, g

from .db import Database, Session


def get_session() -> Session:
    if "session" not in g:
        g.session = current_app.extensions["database"].session()
    return cast(Session, g.session)


async def close_session(error: BaseException | None) -> None:
    if "session" in g:
        await get_session().{{ "end_session" if mongodb else "close" }}()


def init_app(app: Quart) -> None:
    database = Database(app.config["DATABASE_URL"])
    app.extensions["database"] = database

    @app.while_serving
    async def serve_database() -> AsyncGenerator[None]:
        async with database.connected():
            yield

    app.teardown_appcontext(close_session)
