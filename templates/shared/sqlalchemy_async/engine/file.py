"""The engine of the database."""

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from . import sqlite
from .settings import ROOT


def create_engine(database_url: str) -> AsyncEngine:
    """Return an engine for a plain URL such as `sqlite:///db.sqlite3`."""
    url = make_url(database_url).set(drivername="sqlite+aiosqlite")
    if url.database not in (None, ":memory:"):
        # A relative path starts at the project, not where the command was started.
        url = url.set(database=str(ROOT / str(url.database)))
    engine = create_async_engine(url, pool_pre_ping=True)
    sqlite.init_engine(engine.sync_engine)
    return engine
