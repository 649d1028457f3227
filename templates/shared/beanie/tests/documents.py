"""The collections of the tests, with their indexes."""

import asyncio
from collections.abc import Iterator

import pytest
from pymongo import MongoClient

from {{ package }}.db import DOCUMENTS
from {{ package }}.indexes import create_indexes


def empty_collections(database_url: str) -> None:
    with MongoClient[dict[str, object]](database_url) as client:
        database = client.get_default_database()
        for document in DOCUMENTS:
            database[document.get_collection_name()].delete_many({})


@pytest.fixture(scope="session")
def indexed_database(new_database: str) -> str:
    """The URL of a database of the tests' own, with all indexes."""
    asyncio.run(create_indexes(new_database))
    return new_database


@pytest.fixture
def database_url(indexed_database: str) -> Iterator[str]:
    """The URL of a database with empty collections."""
    yield indexed_database
    empty_collections(indexed_database)
