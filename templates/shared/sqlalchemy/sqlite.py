"""SQLite as a server needs it."""

from typing import Any

from sqlalchemy import Engine, event


def init_engine(engine: Engine) -> None:
    """Have every new connection wait for locks, write ahead and check foreign keys."""
    event.listen(engine, "connect", configure_connection)


def configure_connection(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 5000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()
