"""The database: its client, and the sessions on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

from beanie.odm.utils.init import Initializer
from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession

from .models import Item
{% if auth %}
from .users.models import User
{% endif %}

DOCUMENTS = [{{ "Item, User" if auth else "Item" }}]
Session = AsyncClientSession


class Binding(Initializer):
    """Tells documents where they live without a word to the server, which may be away.

    Beanie itself asks for the server's version, which only time series need.
    """

    async def _load_cached_info(self) -> None:
        pass


class Database:
    def __init__(self, url: str) -> None:
        self.client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
            url,
            # Times are in UTC, and say so.
            tz_aware=True,
            # Each worker's; a request needs its connection for moments alone.
            maxPoolSize=20,
            waitQueueTimeoutMS=30_000,
            connectTimeoutMS=5000,
            serverSelectionTimeoutMS=5000,
            # A server that is gone without a word is noticed within a minute.
            socketTimeoutMS=60_000,
        )

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Self]:
        """Have the documents here, and let go of all connections at the end."""
        database = self.client.get_default_database()
        await Binding(database, document_models=DOCUMENTS, skip_indexes=True)
        try:
            yield self
        finally:
            await self.client.close()

    def session(self) -> Session:
        return self.client.start_session()
