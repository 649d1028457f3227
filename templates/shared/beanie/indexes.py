"""Makes the indexes of the documents; those that are there stay."""

import asyncio

from beanie import init_beanie

from .db import DOCUMENTS, Database
from .settings import read_settings


async def create_indexes(database_url: str) -> None:
    async with Database(database_url).connected() as database:
        await init_beanie(
            database.client.get_default_database(), document_models=DOCUMENTS
        )


if __name__ == "__main__":
    asyncio.run(create_indexes(read_settings().database_url))
