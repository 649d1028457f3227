"""What tests do to accounts around the application."""

import asyncio
from collections.abc import Callable
{% if admin %}
from typing import Any
{% endif %}

import pytest
from sqlalchemy import {{ "select, " if admin }}update

{% if admin %}
from {{ package }}.base import Base
{% endif %}
from {{ package }}.db import Database
from {{ package }}.settings import Settings
from {{ package }}.users import store
from {{ package }}.users.models import User


@pytest.fixture
def add_user(settings: Settings) -> Callable[..., int]:
    async def add(email: str, password_hash: str) -> int:
        database = Database(settings.database_url)
        async with database.connected(), database.session() as session:
            return (await store.create_user(session, email, password_hash)).id

    return lambda *values: asyncio.run(add(*values))


@pytest.fixture
def change_users(settings: Settings) -> Callable[..., None]:
    async def change(**values: object) -> None:
        database = Database(settings.database_url)
        async with database.connected(), database.engine.begin() as connection:
            await connection.execute(update(User).values(**values))

    return lambda **values: asyncio.run(change(**values))
{% if admin %}


@pytest.fixture
def stored(settings: Settings) -> Callable[[type[Base]], list[Any]]:
    async def read(model: type[Base]) -> list[Any]:
        database = Database(settings.database_url)
        async with database.connected(), database.session() as session:
            rows = await session.scalars(select(model).order_by("id"))
            return list(rows)

    return lambda model: asyncio.run(read(model))
{% endif %}
