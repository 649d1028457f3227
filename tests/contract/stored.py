"""Accounts as the database of a project holds them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from projects import Project

Table = tuple[sqlite3.Connection, str]


@contextmanager
def accounts_table(project: Project) -> Iterator[Table]:
    """The project's database, and the name of the one table that holds accounts."""
    connection = sqlite3.connect(project.path / "db.sqlite3", timeout=10)
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND (SELECT count(*) FROM pragma_table_info(sqlite_master.name) AS field"
            " WHERE field.name IN ('email', 'is_active', 'is_staff')) = 3"
        ).fetchall()
        assert len(tables) == 1
        yield connection, tables[0][0]
    finally:
        connection.close()
