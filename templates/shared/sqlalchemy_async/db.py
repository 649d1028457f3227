"""The database: its engine, and the sessions on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from .engine import create_engine

Session = AsyncSession


class Database:
    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)
        # Of a ping that is on its way.
        self.answer: asyncio.Task[None] | None = None
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Self]:
        """Let go of all connections at the end."""
        try:
            yield self
        finally:
            await self.engine.dispose()

    def session(self) -> Session:
        return self.sessions()
