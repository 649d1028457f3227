"""The database as the tests find it, and what they do to it around the application."""

import asyncio
from collections.abc import AsyncIterator{{ ", Awaitable, Callable" if auth }}
from typing import Any

import pytest
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase

from {{ package }}.db import DOCUMENTS
from {{ package }}.indexes import create_indexes
{% if auth %}
from {{ package }}.models import now
{% endif %}


@pytest.fixture(scope="session")
def indexed_database(new_database: str) -> str:
    """The URL of a database of the tests' own, with all indexes."""
    asyncio.run(create_indexes(new_database))
    return new_database


@pytest.fixture
async def own_database(indexed_database: str) -> AsyncIterator[AsyncDatabase[Any]]:
    """The database over a client of the tests' own: Beanie's is the application's."""
    async with AsyncMongoClient[Any](indexed_database) as client:
        yield client.get_default_database()


@pytest.fixture
async def database_url(
    indexed_database: str, own_database: AsyncDatabase[Any]
) -> AsyncIterator[str]:
    """The URL of a database with empty collections."""
    yield indexed_database
    for document in DOCUMENTS:
        await own_database[document.get_collection_name()].delete_many({})
{% if auth %}


@pytest.fixture
def add_account(own_database: AsyncDatabase[Any]) -> Callable[[str], Awaitable[str]]:
    async def add(email: str) -> str:
        user = {"email": email, "password_hash": "no hash", "created_at": now()}
        return str((await own_database["users"].insert_one(user)).inserted_id)

    return add


@pytest.fixture
def change_accounts(own_database: AsyncDatabase[Any]) -> Callable[..., Awaitable[None]]:
    async def change(**values: object) -> None:
        await own_database["users"].update_many({}, {"$set": values})

    return change
{% endif %}
