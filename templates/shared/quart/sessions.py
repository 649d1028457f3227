"""The database session of a request."""

from collections.abc import AsyncGenerator
from typing import cast

from quart import Quart, current_app, g
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from .db import create_engine


def get_session() -> AsyncSession:
    if "session" not in g:
        g.session = current_app.extensions["sessions"]()
    return cast(AsyncSession, g.session)


async def close_session(error: BaseException | None) -> None:
    if "session" in g:
        await get_session().close()


def init_app(app: Quart) -> None:
    sessions = async_sessionmaker(expire_on_commit=False)
    app.extensions["sessions"] = sessions

    @app.while_serving
    async def serve_sessions() -> AsyncGenerator[None]:
        engine = create_engine(app.config["DATABASE_URL"])
        sessions.configure(bind=engine)
        yield
        await engine.dispose()

    app.teardown_appcontext(close_session)
