"""The tables of the tests, as the migrations make them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from {{ package }}.base import Base
from {{ package }}.engine import create_engine

ROOT = Path(__file__).parent.parent


async def empty_tables(database_url: str) -> None:
    engine = create_engine(database_url)
    async with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            await connection.execute(table.delete())
    await engine.dispose()


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
def database_url(migrated_database: str) -> Iterator[str]:
    """The URL of a database with empty tables."""
    yield migrated_database
    asyncio.run(empty_tables(migrated_database))
