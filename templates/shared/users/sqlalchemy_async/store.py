"""How accounts are stored and found."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from .models import User

MAX_ID = 2**31 - 1


class EmailTakenError(Exception):
    """There is an account with this address already."""


async def get_user(session: AsyncSession, user_id: int) -> User | None:
    """Return the account, or nothing; no number is too large to ask for."""
    return await session.get(User, user_id) if 0 < user_id <= MAX_ID else None


async def find_user(session: AsyncSession, email: str) -> User | None:
    return await session.scalar(select(User).where(User.email == email.lower()))


{% include "templates/shared/users/sqlalchemy_async/accounts.py" %}
