"""The databases of the tests; none of them is the application's."""

import asyncio
import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import URL, make_url, text

from {{ package }}.engine import create_engine
from {{ package }}.settings import Settings


async def change(verb: str, url: URL) -> None:
    """Create or drop a database."""
    server = url.set(database="{{ "postgres" if not mysql }}")
    engine = create_engine(server.render_as_string(hide_password=False))
    name = engine.dialect.identifier_preparer.quote_identifier(str(url.database))
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(f"{verb} DATABASE {name}"))
    await engine.dispose()


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
    url = make_url(Settings(secret_key="test").database_url)
    url = url.set(database=f"{url.database}_test_{uuid4().hex[:12]}")
    asyncio.run(change("CREATE", url))
    yield url.render_as_string(hide_password=False)
    asyncio.run(change("DROP", url))


@pytest.fixture(scope="session")
def lost_database() -> str:
    """The URL of a database that is not there."""
    return "{{ database }}://127.0.0.1:1/lost"
