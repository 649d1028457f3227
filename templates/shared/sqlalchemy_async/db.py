"""The database's engine."""

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from . import sqlite

DRIVERS = {"sqlite": "sqlite+aiosqlite"}


def create_engine(database_url: str) -> AsyncEngine:
    """Return an engine for a plain URL such as `sqlite:///db.sqlite3`."""
    url = make_url(database_url)
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    engine = create_async_engine(url, pool_pre_ping=True)
    sqlite.init_engine(engine.sync_engine)
    return engine
