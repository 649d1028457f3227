"""What keeps two processes from migrating at once: Django itself takes no lock."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

# Longer than any migration takes.
SECONDS = 3600


@contextmanager
def migration_lock(connection: Any) -> Iterator[None]:
    """Wait for whoever else migrates this database.

    The lock is on a file beside the database, which migrations themselves lock and let
    go of. As it is SQLite's own, it works anywhere, and ends with the process.
    """
    if connection.is_in_memory_db():
        yield
        return
    path = f"{connection.settings_dict['NAME']}-migrate"
    with closing(sqlite3.connect(path, timeout=SECONDS, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
