"""Accounts by what people type: an e-mail and a password."""

import asyncio

from ..db import Session
from . import store
from .models import User
from .passwords import hash_password, verify_password
from .schemas import Credentials, Registration


async def create_account(session: Session, data: Registration) -> User:
    """Raises EmailTakenError."""
    password_hash = await asyncio.to_thread(hash_password, data.password)
    return await store.create_user(session, data.email, password_hash)


async def find_account(session: Session, data: Credentials) -> User | None:
    """Return the active account; take as long for one that is not there."""
    user = await store.find_user(session, data.email)
    password_hash = user.password_hash if user else None
    is_right = await asyncio.to_thread(verify_password, data.password, password_hash)
    return user if user and is_right and user.is_active else None
{% if mail %}


async def change_password(session: Session, user: User, password: str) -> None:
    password_hash = await asyncio.to_thread(hash_password, password)
    await store.change_password(session, user, password_hash)
{% endif %}
