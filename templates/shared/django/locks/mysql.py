"""What keeps two processes from migrating at once: Django itself takes no lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError

# Locks are the whole server's, and their names at most 64 characters.
# An hour is longer than any migration takes.
LOCK = "SELECT GET_LOCK(MD5(CONCAT(DATABASE(), '.django_migrations')), 3600)"
UNLOCK = "SELECT RELEASE_LOCK(MD5(CONCAT(DATABASE(), '.django_migrations')))"


@contextmanager
def migration_lock(connection: Any) -> Iterator[None]:
    """Wait for whoever else migrates this database; the lock ends with the session."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        if cursor.fetchone()[0] != 1:
            raise OperationalError("Somebody else has been migrating for too long.")
        try:
            yield
        finally:
            cursor.execute(UNLOCK)
