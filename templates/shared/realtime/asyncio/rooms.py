"""Passes messages on to all in a room: within this process, or through Redis."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Of this project: others may use the same Redis.
CHANNEL = f"{__package__}:"

# How many messages a reader may be behind, and how many who would speak.
INBOX_SIZE = 256
CALM_SIZE = 16

REDIS_SECONDS = 2


class UnavailableError(Exception):
    """Redis is away: nobody would get the message."""


class Inbox:
    """What one socket has still to be sent.

    `calm` is set while that is little, `overflow` when it has become too much.
    """

    def __init__(self) -> None:
        self.queue = asyncio.Queue[str](INBOX_SIZE)
        self.calm = asyncio.Event()
        self.calm.set()
        self.overflow = asyncio.Event()

    def put(self, message: str) -> None:
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            self.overflow.set()
        if self.queue.qsize() > CALM_SIZE:
            self.calm.clear()

    async def get(self) -> str:
        message = await self.queue.get()
        if self.queue.qsize() <= CALM_SIZE:
            self.calm.set()
        return message


class Rooms:
    """The rooms of this process; with Redis, of all processes that use it."""

    def __init__(self, redis_url: str) -> None:
        self.redis: Redis | None = None
        if redis_url:
            self.redis = Redis.from_url(
                redis_url, socket_connect_timeout=REDIS_SECONDS, socket_keepalive=True
            )
        self.inboxes: dict[str, set[Inbox]] = {}
        self.subscribed = asyncio.Event()

    @contextmanager
    def join(self, room: str) -> Iterator[Inbox]:
        inbox = Inbox()
        self.inboxes.setdefault(room, set()).add(inbox)
        try:
            yield inbox
        finally:
            self.inboxes[room].remove(inbox)
            if not self.inboxes[room]:
                del self.inboxes[room]

    async def publish(self, room: str, message: str) -> None:
        """Raises UnavailableError."""
        if self.redis is None:
            self.deliver(room, message)
            return
        try:
            async with asyncio.timeout(REDIS_SECONDS):
                await self.subscribed.wait()
                await self.redis.publish(CHANNEL + room, message)
        except (RedisError, OSError) as error:
            raise UnavailableError from error

    def deliver(self, room: str, message: str) -> None:
        for inbox in self.inboxes.get(room, ()):
            inbox.put(message)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Hear what other processes publish, for as long as the block runs."""
        if self.redis is None:
            yield
            return
        listening = asyncio.create_task(self.listen(self.redis))
        with suppress(TimeoutError):
            await asyncio.wait_for(self.subscribed.wait(), REDIS_SECONDS)
        yield
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await self.redis.aclose()

    async def listen(self, redis: Redis) -> None:
        """Subscribe again whenever Redis was away."""
        while True:
            try:
                await self.pass_on(redis)
            except (RedisError, OSError) as error:
                logger.warning("Redis does not pass on messages: %s", error)
            self.subscribed.clear()
            await asyncio.sleep(1)

    async def pass_on(self, redis: Redis) -> None:
        async with redis.pubsub() as pubsub:
            await pubsub.psubscribe(f"{CHANNEL}*")
            async for event in pubsub.listen():
                if event["type"] == "psubscribe":
                    self.subscribed.set()
                elif event["type"] == "pmessage":
                    channel, message = event["channel"].decode(), event["data"].decode()
                    self.deliver(channel.removeprefix(CHANNEL), message)
                    # Many may have come at once: those who listen get their turn.
                    await asyncio.sleep(0)
