"""What keeps two processes from migrating at once: Django itself takes no lock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Locks are the database's own, and have numbers for names.
LOCK = "SELECT pg_try_advisory_lock(hashtext('django_migrations'))"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('django_migrations'))"


@contextmanager
def migration_lock(connection: Any) -> Iterator[None]:
    """Wait for whoever else migrates this database; the lock ends with the session."""
    with connection.cursor() as cursor:
        # Asked again and again: a migration that builds an index concurrently waits
        # for all other statements to end, and so for one that waits for the lock.
        while not is_true(cursor, LOCK):
            time.sleep(0.2)
        try:
            yield
        finally:
            is_true(cursor, UNLOCK)


def is_true(cursor: Any, query: str) -> bool:
    cursor.execute(query)
    return bool(cursor.fetchone()[0])
