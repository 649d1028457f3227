"""The database: the client that MongoEngine has for all documents."""

import mongoengine
import pymongo
from flask import Flask
from mongoengine.connection import get_db
from pymongo.errors import PyMongoError

DATABASE_ERRORS = (PyMongoError,)


def connect(url: str) -> None:
    """Connect when a document is first asked for: servers fork, and clients do not."""
    mongoengine.connect(
        # For an address that names no database.
        db="{{ package }}",
        host=url,
        connect=False,
        # Times are in UTC, and say so.
        tz_aware=True,
        uuidRepresentation="standard",
        # Each worker's; a request needs its connection for moments alone.
        maxPoolSize=16,
        waitQueueTimeoutMS=5000,
        connectTimeoutMS=5000,
        serverSelectionTimeoutMS=5000,
        # A server that is gone without a word is noticed within a minute.
        socketTimeoutMS=60_000,
    )


def ping() -> None:
    """Raise the driver's error when the database does not answer within two seconds."""
    with pymongo.timeout(1.5):
        get_db().command("ping")


def init_app(app: Flask, url: str) -> None:
    connect(url)
