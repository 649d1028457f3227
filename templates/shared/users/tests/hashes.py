"""Hashes that are made quickly, for the tests alone."""

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from {{ package }}.users import passwords


@pytest.fixture(scope="session")
def quick_hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


@pytest.fixture(autouse=True)
def quick_hashes(quick_hasher: PasswordHash, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed with less effort: they guard nothing here."""
    monkeypatch.setattr(passwords, "hasher", quick_hasher)
    monkeypatch.setattr(passwords, "nobody_hash", quick_hasher.hash("nobody"))
