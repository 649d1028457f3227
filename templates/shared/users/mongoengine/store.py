"""How accounts are stored and found."""

from bson import ObjectId
from mongoengine import NotUniqueError

from .models import User


class EmailTakenError(Exception):
    """There is an account with this address already."""


def get_user(user_id: str) -> User | None:
    """Return the account, or nothing; any text may be asked for."""
    if not ObjectId.is_valid(user_id):
        return None
    user: User | None = User.objects(id=user_id).first()
    return user


def find_user(email: str) -> User | None:
    user: User | None = User.objects(email=email.lower()).first()
    return user


def create_user(email: str, password_hash: str) -> User:
    """Raises EmailTakenError, whatever the case of the address that is there."""
    user = User(email=email.lower(), password_hash=password_hash)
    try:
        user.save()
    except NotUniqueError:
        raise EmailTakenError from None
    return user


{% if mail %}
def set_password(user: User, password_hash: str) -> None:
    user.modify(password_hash=password_hash)


{% endif %}
def make_staff(email: str, password_hash: str) -> User:
    """Make a staff account, or make staff of the one that is there."""
    user = find_user(email) or create_user(email, password_hash)
    user.modify(password_hash=password_hash, is_active=True, is_staff=True)
    return user
