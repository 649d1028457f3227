"""Databases of the tests' own: SQLite's files, and new ones on servers that this machine has."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import mongo
import pytest
from sqlalchemy import URL, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError

SERVERS = {
    "postgresql": os.environ.get("POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres"),
    "mysql": os.environ.get("MYSQL_URL", "mysql://root@127.0.0.1:3306/mysql"),
}
"""Where databases are created and dropped: by who may do so, from one that is there."""

DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
}


def engine_of(url: str, folder: Path = Path()) -> Engine:
    """An engine for a project's plain URL; relative files are those of `folder`."""
    parsed = make_url(url)
    if parsed.drivername == "sqlite":
        parsed = parsed.set(database=str(folder / str(parsed.database)))
    return create_engine(parsed.set(drivername=DRIVERS[parsed.drivername]))


@contextmanager
def new_database(database: str, folder: Path) -> Iterator[str]:
    """The URL of a database with nothing in it, which is gone afterwards."""
    name = f"shop_{uuid4().hex[:12]}"
    if database == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    if database == "mongodb":
        yield f"{mongo.server()}/{name}"
        with mongo.client() as client:
            client.drop_database(name)
        return
    url = make_url(SERVERS[database])
    create = {"mysql": " CHARACTER SET utf8mb4"}.get(database, "")
    drop = {"postgresql": " WITH (FORCE)"}.get(database, "")
    _run(url, f"CREATE DATABASE {name}{create}")
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        _run(url, f"DROP DATABASE {name}{drop}")


def version_of(database: str) -> str:
    """What a server of this machine is: `PostgreSQL 15.2`, `MariaDB 10.11.6`."""
    if database == "mongodb":
        return mongo.version_of_server()
    engine = engine_of(SERVERS[database])
    with engine.connect() as connection:
        version = str(connection.scalar(text("SELECT version()")))
    engine.dispose()
    return " ".join(version.split()[:2]) if " " in version else f"MariaDB {version.split('-')[0]}"


def tables_in(url: str) -> set[str]:
    """The names of the tables or collections of a database; none where its file is not there."""
    if url.startswith("mongodb:"):
        with mongo.client(url) as client:
            return set(client.get_default_database().list_collection_names())
    if make_url(url).drivername == "sqlite" and not Path(str(make_url(url).database)).exists():
        return set()
    engine = engine_of(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def databases_beside(url: str) -> set[str]:
    """The databases of the same server whose names begin as this one's does."""
    parsed = make_url(url)
    if parsed.drivername == "mongodb":
        with mongo.client(url) as client:
            names = set(client.list_database_names())
        return {name for name in names if str(parsed.database) in name} - {str(parsed.database)}
    if parsed.drivername == "sqlite":
        return {path.name for path in Path(str(parsed.database)).parent.glob("*test*.sqlite3*")}
    engine = engine_of(SERVERS[parsed.drivername])
    column = {"postgresql": "datname FROM pg_database"}.get(
        parsed.drivername, "schema_name FROM information_schema.schemata"
    )
    with engine.connect() as connection:
        names = set(connection.scalars(text(f"SELECT {column}")))
    engine.dispose()
    return {name for name in names if str(parsed.database) in name} - {str(parsed.database)}


def _run(server: URL, statement: str) -> None:
    engine = create_engine(
        server.set(drivername=DRIVERS[server.drivername]), isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except OperationalError as error:
        reason = f"no server answers at {server.host}:{server.port}: {error}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    finally:
        engine.dispose()
