"""The databases of the tests; none of them is the application's."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from pymongo import MongoClient

from {{ package }}.settings import Settings


@pytest.fixture(scope="session")
def new_database() -> Iterator[str]:
    """The URL of a database that nothing is in yet, on the server of DATABASE_URL.

    TEST_DATABASE_URL names one that is there; what is in its collections is lost.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        if "test" not in urlsplit(given).path:
            raise ValueError("TEST_DATABASE_URL names no database for tests")
        yield given
        return
    url = urlsplit(Settings(secret_key="test").database_url)
    name = f"{url.path.strip('/')}_test_{uuid4().hex[:12]}"
    yield url._replace(path=name).geturl()
    with MongoClient[dict[str, object]](url.geturl()) as client:
        client.drop_database(name)


@pytest.fixture(scope="session")
def lost_database() -> str:
    """The URL of a database that is not there."""
    return "mongodb://127.0.0.1:1/lost"
