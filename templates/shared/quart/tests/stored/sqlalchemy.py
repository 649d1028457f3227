"""The database as the tests find it, and what they do to it around the application."""

from collections.abc import AsyncIterator{{ ", Awaitable, Callable" if auth }}
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
{% if auth %}
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
{% endif %}

from {{ package }}.base import Base
from {{ package }}.engine import create_engine
{% if auth %}
from {{ package }}.users import store
from {{ package }}.users.models import User
{% endif %}

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def alembic_config(new_database: str) -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["database_url"] = new_database
    return config


@pytest.fixture(scope="session")
def migrated_database(alembic_config: Config) -> str:
    """The URL of a migrated database of the tests' own."""
    command.upgrade(alembic_config, "head")
    return str(alembic_config.attributes["database_url"])


@pytest.fixture
async def database_url(migrated_database: str) -> AsyncIterator[str]:
    """The URL of a database with empty tables."""
    yield migrated_database
    engine = create_engine(migrated_database)
    async with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            await connection.execute(table.delete())
    await engine.dispose()
{% if auth %}


@pytest.fixture
def add_account(database_url: str) -> Callable[[str], Awaitable[int]]:
    async def add(email: str) -> int:
        engine = create_engine(database_url)
        async with AsyncSession(engine, expire_on_commit=False) as session:
            user_id = (await store.create_user(session, email, "no hash")).id
        await engine.dispose()
        return user_id

    return add


@pytest.fixture
def change_accounts(database_url: str) -> Callable[..., Awaitable[None]]:
    async def change(**values: object) -> None:
        engine = create_engine(database_url)
        async with engine.begin() as connection:
            await connection.execute(update(User).values(**values))
        await engine.dispose()

    return change
{% endif %}
