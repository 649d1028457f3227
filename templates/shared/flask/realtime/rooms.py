"""Passes messages on to all in a room: within this process, or through Redis."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Protocol

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Of this project: others may use the same Redis.
CHANNEL = f"{__package__}:"

# How many sockets may be open: each holds a thread of the server.
MAX_SOCKETS = 128

REDIS_SECONDS = 2
GOING_AWAY = 1001


class UnavailableError(Exception):
    """Redis is away: nobody would get the message."""


class Member(Protocol):
    """A socket in a room; none of this blocks or raises."""

    def send(self, message: str) -> None: ...

    def close(self, code: int) -> None: ...


class Rooms:
    """The rooms of this process; with Redis, of all processes that use it."""

    def __init__(self, redis_url: str) -> None:
        self.redis: Redis | None = None
        if redis_url:
            self.redis = Redis.from_url(
                redis_url,
                socket_connect_timeout=REDIS_SECONDS,
                socket_timeout=REDIS_SECONDS,
                socket_keepalive=True,
                # Once: the connection may be from before Redis was restarted.
                retry=Retry(NoBackoff(), 1, (RedisConnectionError,)),
            )
        self.members: dict[str, set[Member]] = {}
        self.lock = Lock()
        self.listener: Thread | None = None
        self.subscribed = Event()
        self.closed = Event()

    @property
    def is_full(self) -> bool:
        with self.lock:
            return sum(map(len, self.members.values())) >= MAX_SOCKETS

    @contextmanager
    def join(self, room: str, member: Member) -> Iterator[None]:
        with self.lock:
            self.members.setdefault(room, set()).add(member)
            self.start_listening()
        try:
            if self.closed.is_set():
                member.close(GOING_AWAY)
            yield
        finally:
            with self.lock:
                self.members[room].remove(member)
                if not self.members[room]:
                    del self.members[room]

    def publish(self, room: str, message: str) -> None:
        """Raises UnavailableError."""
        if self.redis is None:
            self.deliver(room, message)
            return
        if not self.subscribed.wait(REDIS_SECONDS):
            raise UnavailableError
        try:
            self.redis.publish(CHANNEL + room, message)
        except (RedisError, OSError) as error:
            raise UnavailableError from error

    def deliver(self, room: str, message: str) -> None:
        with self.lock:
            members = tuple(self.members.get(room, ()))
        for member in members:
            member.send(message)

    def close(self) -> None:
        """Close all sockets, for the server stops."""
        self.closed.set()
        with self.lock:
            members = [member for room in self.members.values() for member in room]
        for member in members:
            member.close(GOING_AWAY)

    def start_listening(self) -> None:
        """Not before the first socket is there: servers fork, and threads do not."""
        if self.redis is not None and self.listener is None:
            self.listener = Thread(target=self.listen, args=[self.redis], daemon=True)
            self.listener.start()

    def listen(self, redis: Redis) -> None:
        """Subscribe again whenever Redis was away."""
        while not self.closed.is_set():
            try:
                self.pass_on(redis)
            except (RedisError, OSError) as error:
                logger.warning("Redis does not pass on messages: %s", error)
            self.subscribed.clear()
            self.closed.wait(1)

    def pass_on(self, redis: Redis) -> None:
        with redis.pubsub() as pubsub:  # type: ignore[no-untyped-call]
            pubsub.psubscribe(f"{CHANNEL}*")
            while not self.closed.is_set():
                event = pubsub.get_message(timeout=1) or {"type": ""}
                if event["type"] == "psubscribe":
                    self.subscribed.set()
                elif event["type"] == "pmessage":
                    channel, message = event["channel"].decode(), event["data"].decode()
                    self.deliver(channel.removeprefix(CHANNEL), message)
