"""The databases of the tests; none of them is the application's."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from environs import Env
from sqlalchemy import URL, create_engine, make_url, text

from {{ package }}.db import DRIVER
from {{ package }}.settings import ROOT, Settings


def change(verb: str, url: URL) -> None:
    """Create or drop a database."""
    server = url.set(drivername=DRIVER, database="{{ "postgres" if not mysql }}")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    name = engine.dialect.identifier_preparer.quote_identifier(str(url.database))
    with engine.connect() as connection:
        connection.execute(text(f"{verb} DATABASE {name}"))
    engine.dispose()


def configured_url() -> str:
    env = Env()
    env.read_env(ROOT / ".env", recurse=False)
    return env.str("DATABASE_URL", Settings.database_url)


@pytest.fixture(scope="session")
def new_database() -> Iterator[str]:
    """The URL of a database that nothing is in yet, on the server of DATABASE_URL.

    TEST_DATABASE_URL names one that is there; what is in its tables is lost.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        if "test" not in str(make_url(given).database):
            raise ValueError("TEST_DATABASE_URL names no database for tests")
        yield given
        return
    url = make_url(configured_url())
    url = url.set(database=f"{url.database}_test_{uuid4().hex[:12]}")
    change("CREATE", url)
    yield url.render_as_string(hide_password=False)
    change("DROP", url)


@pytest.fixture(scope="session")
def lost_database() -> str:
    """The URL of a database that is not there."""
    return "{{ database }}://127.0.0.1:1/lost"
