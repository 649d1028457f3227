"""Accounts as the database of a project holds them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from databases import engine_of
from projects import Project, setting_in
from sqlalchemy import Connection, MetaData, Table, func, inspect, select

COLUMNS = {"email", "is_active", "is_staff"}


@contextmanager
def _connected(project: Project) -> Iterator[Connection]:
    engine = engine_of(setting_in(project.path / ".env", "DATABASE_URL"), project.path)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _accounts_table(connection: Connection) -> Table:
    """The one table that holds accounts."""
    inspector = inspect(connection)
    [name] = [
        name
        for name in inspector.get_table_names()
        if {column["name"] for column in inspector.get_columns(name)} >= COLUMNS
    ]
    return Table(name, MetaData(), autoload_with=connection)


def accounts(project: Project, email: str | None = None) -> list[dict[str, Any]]:
    """The rows of all accounts, or of those with an address in any case."""
    with _connected(project) as connection:
        table = _accounts_table(connection)
        query = select(table)
        if email is not None:
            query = query.where(func.lower(table.c.email) == email.lower())
        return [dict(row) for row in connection.execute(query).mappings()]


def change_account(project: Project, email: str, **values: object) -> None:
    """Sets columns in the one row of an account."""
    with _connected(project) as connection:
        table = _accounts_table(connection)
        change = table.update().where(table.c.email == email).values(values)
        assert connection.execute(change).rowcount == 1


def delete_account(project: Project, email: str) -> None:
    with _connected(project) as connection:
        table = _accounts_table(connection)
        assert connection.execute(table.delete().where(table.c.email == email)).rowcount == 1


def deactivate(project: Project, email: str) -> None:
    change_account(project, email, is_active=False)


def everything(project: Project) -> str:
    """All rows of all tables; with SQLite the file, deleted rows and all."""
    if project.answers.get("database", "sqlite") == "sqlite":
        files = project.path.glob("db.sqlite3*")
        return b"".join(path.read_bytes() for path in files).decode(errors="replace")
    with _connected(project) as connection:
        tables = MetaData()
        tables.reflect(connection)
        rows = [connection.execute(select(table)).all() for table in tables.sorted_tables]
        return repr(rows)
