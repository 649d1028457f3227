"""What tests do to accounts around the application."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
{% if admin %}
from beanie import Document
{% endif %}
from pymongo import MongoClient
from pymongo.database import Database

from {{ package }}.models import now
from {{ package }}.settings import Settings


@pytest.fixture
def database(settings: Settings) -> Iterator[Database[dict[str, Any]]]:
    """The database over a client of the tests' own: Beanie's is the application's."""
    url = settings.database_url
    with MongoClient[dict[str, Any]](url, tz_aware=True) as client:
        yield client.get_default_database()


@pytest.fixture
def add_user(database: Database[dict[str, Any]]) -> Callable[..., str]:
    def add(email: str, password_hash: str) -> str:
        user = {"email": email, "password_hash": password_hash, "created_at": now()}
        return str(database["users"].insert_one(user).inserted_id)

    return add


@pytest.fixture
def change_users(database: Database[dict[str, Any]]) -> Callable[..., None]:
    def change(**values: object) -> None:
        database["users"].update_many({}, {"$set": values})

    return change
{% if admin %}


@pytest.fixture
def stored(database: Database[dict[str, Any]]) -> Callable[[type[Document]], list[Any]]:
    def read(model: type[Document]) -> list[Any]:
        found = database[str(model.get_settings().name)].find().sort("_id")
        return list(map(model.model_validate, found))

    return read
{% endif %}
