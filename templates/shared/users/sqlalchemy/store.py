"""How accounts are stored and found."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..db import db
from .models import User

MAX_ID = 2**31 - 1


class EmailTakenError(Exception):
    """There is an account with this address already."""


def get_user(user_id: int) -> User | None:
    """Return the account, or nothing; no number is too large to ask for."""
    return db.session.get(User, user_id) if 0 < user_id <= MAX_ID else None


def find_user(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email.lower()))


def create_user(email: str, password_hash: str) -> User:
    """Raises EmailTakenError, whatever the case of the address that is there."""
    user = User(email=email.lower(), password_hash=password_hash)
    db.session.add(user)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise EmailTakenError from None
    return user


{% if mail %}
def set_password(user: User, password_hash: str) -> None:
    user.password_hash = password_hash
    db.session.commit()


{% endif %}
def make_staff(email: str, password_hash: str) -> User:
    """Make a staff account, or make staff of the one that is there."""
    user = find_user(email) or create_user(email, password_hash)
    user.password_hash = password_hash
    user.is_active = user.is_staff = True
    db.session.commit()
    return user
