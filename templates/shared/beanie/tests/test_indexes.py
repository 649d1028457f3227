import asyncio

from pymongo import MongoClient

from {{ package }}.db import DOCUMENTS
from {{ package }}.indexes import create_indexes


def test_indexes_are_there_and_made_once(indexed_database: str) -> None:
    asyncio.run(create_indexes(indexed_database))

    with MongoClient[dict[str, object]](indexed_database) as client:
        database = client.get_default_database()
        for document in DOCUMENTS:
            settings = document.get_settings()
            made = database[str(settings.name)].index_information()
            assert made.keys() - {"_id_"} == {index.name for index in settings.indexes}
