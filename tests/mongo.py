"""A MongoDB for the tests: the one that MONGODB_URL names, else a stand-in for it."""

import atexit
import os
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from servers import free_port

STAND_IN = Path(__file__).parent / "mongo_stand_in.py"


@cache
def server() -> str:
    """The URL of a server, without a database; a stand-in is there until this process ends."""
    if given := os.environ.get("MONGODB_URL"):
        return given.rstrip("/")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(STAND_IN), str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    atexit.register(process.kill)
    assert process.stdout
    assert process.stdout.readline() == b"listening\n", "the stand-in for MongoDB did not start"
    return f"mongodb://127.0.0.1:{port}"


def client(url: str | None = None) -> "MongoClient[dict[str, Any]]":
    return MongoClient(url or server(), serverSelectionTimeoutMS=5000)


def version_of_server() -> str:
    """What answers: `MongoDB 8.0.4`, or the stand-in's name and the version it speaks as."""
    with client() as connected:
        spoken = str(connected.server_info()["version"])
    if os.environ.get("MONGODB_URL"):
        return f"MongoDB {spoken}"
    return f"mongoeco {version('mongoeco')} standing in for MongoDB {spoken}"
