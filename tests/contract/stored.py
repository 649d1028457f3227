"""Accounts as the database of a project holds them: rows of a table, or documents."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mongo
from databases import engine_of
from projects import Project, setting_in
from pymongo.collection import Collection
from sqlalchemy import Connection, MetaData, Table, func, inspect, select

COLUMNS = {"email", "is_active", "is_staff"}

Row = dict[str, Any]


class Stored(ABC):
    """What is in the database of a project."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder

    @abstractmethod
    def accounts(self, email: str | None) -> list[Row]: ...

    @abstractmethod
    def change(self, email: str, values: Row) -> int:
        """How many accounts have the address."""

    @abstractmethod
    def delete(self, email: str) -> int:
        """How many accounts had the address."""

    @abstractmethod
    def everything(self) -> str: ...


class Tables(Stored):
    @contextmanager
    def connected(self) -> Iterator[Connection]:
        engine = engine_of(self.url, self.folder)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def table(self, connection: Connection) -> Table:
        """The one table that holds accounts."""
        inspector = inspect(connection)
        [name] = [
            name
            for name in inspector.get_table_names()
            if {column["name"] for column in inspector.get_columns(name)} >= COLUMNS
        ]
        return Table(name, MetaData(), autoload_with=connection)

    def accounts(self, email: str | None) -> list[Row]:
        with self.connected() as connection:
            table = self.table(connection)
            query = select(table)
            if email is not None:
                query = query.where(func.lower(table.c.email) == email.lower())
            return [dict(row) for row in connection.execute(query).mappings()]

    def change(self, email: str, values: Row) -> int:
        with self.connected() as connection:
            table = self.table(connection)
            change = table.update().where(table.c.email == email).values(values)
            return connection.execute(change).rowcount

    def delete(self, email: str) -> int:
        with self.connected() as connection:
            table = self.table(connection)
            return connection.execute(table.delete().where(table.c.email == email)).rowcount

    def everything(self) -> str:
        with self.connected() as connection:
            tables = MetaData()
            tables.reflect(connection)
            rows = [connection.execute(select(table)).all() for table in tables.sorted_tables]
            return repr(rows)


class File(Tables):
    def everything(self) -> str:
        """The file itself, deleted rows and all."""
        files = self.folder.glob("db.sqlite3*")
        return b"".join(path.read_bytes() for path in files).decode(errors="replace")


class Documents(Stored):
    @contextmanager
    def collections(self) -> Iterator[list[Collection[Row]]]:
        with mongo.client(self.url) as client:
            database = client.get_default_database()
            yield [database[name] for name in database.list_collection_names()]

    @contextmanager
    def collection(self) -> Iterator[Collection[Row]]:
        """The one collection with an index of addresses; it may be empty."""
        with self.collections() as found:
            [accounts] = [one for one in found if "email" in str(one.index_information())]
            yield accounts

    def accounts(self, email: str | None) -> list[Row]:
        wanted = {} if email is None else {"email": re.compile(f"^{re.escape(email)}$", re.I)}
        with self.collection() as collection:
            return list(collection.find(wanted))

    def change(self, email: str, values: Row) -> int:
        with self.collection() as collection:
            return collection.update_many({"email": email}, {"$set": values}).matched_count

    def delete(self, email: str) -> int:
        with self.collection() as collection:
            return collection.delete_many({"email": email}).deleted_count

    def everything(self) -> str:
        with self.collections() as found:
            return repr([list(collection.find()) for collection in found])


KINDS: dict[str, type[Stored]] = {
    "sqlite": File,
    "postgresql": Tables,
    "mysql": Tables,
    "mongodb": Documents,
}


def stored(project: Project) -> Stored:
    url = setting_in(project.path / ".env", "DATABASE_URL")
    return KINDS[project.database](url, project.path)


def accounts(project: Project, email: str | None = None) -> list[Row]:
    """All accounts, or those with an address in any case."""
    return stored(project).accounts(email)


def change_account(project: Project, email: str, **values: object) -> None:
    """Sets columns of one account."""
    assert stored(project).change(email, values) == 1


def delete_account(project: Project, email: str) -> None:
    assert stored(project).delete(email) == 1


def deactivate(project: Project, email: str) -> None:
    change_account(project, email, is_active=False)


def everything(project: Project) -> str:
    """All that is kept of anything."""
    return stored(project).everything()
