"""What keeps two processes from migrating at once: Django itself takes no lock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

NAME = "migrate"
# A process that dies leaves its lock behind, for as long.
SECONDS = 30

Locks = Collection[dict[str, Any]]


@contextmanager
def migration_lock(connection: Any) -> Iterator[None]:
    """Wait for whoever else migrates this database.

    The lock is a document, which is renewed until the migration ends.
    """
    locks = connection.get_collection("django_migrations_lock")
    holder = uuid4().hex
    while not take(locks, holder):
        time.sleep(0.2)
    is_over = Event()
    renewal = Thread(target=renew, args=(locks, holder, is_over), daemon=True)
    renewal.start()
    try:
        yield
    finally:
        is_over.set()
        renewal.join()
        locks.delete_one({"_id": NAME, "holder": holder})


def take(locks: Locks, holder: str) -> bool:
    """Take the lock if nobody has it; the server lets one alone make the document."""
    now = datetime.now(UTC)
    expired = {"_id": NAME, "until": {"$lt": now}}
    lock = {"holder": holder, "until": now + timedelta(seconds=SECONDS)}
    try:
        locks.update_one(expired, {"$set": lock}, upsert=True)
    except DuplicateKeyError:
        return False
    return True


def renew(locks: Locks, holder: str, is_over: Event) -> None:
    while not is_over.wait(SECONDS / 3):
        until = datetime.now(UTC) + timedelta(seconds=SECONDS)
        locks.update_one({"_id": NAME, "holder": holder}, {"$set": {"until": until}})
