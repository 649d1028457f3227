"""How accounts are stored and found."""

from beanie import PydanticObjectId
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from .models import User


class EmailTakenError(Exception):
    """There is an account with this address already."""


async def get_user(session: AsyncClientSession, user_id: str) -> User | None:
    """Return the account, or nothing; any text may be asked for."""
    if not PydanticObjectId.is_valid(user_id):
        return None
    return await User.get(PydanticObjectId(user_id), session=session)


async def find_user(session: AsyncClientSession, email: str) -> User | None:
    return await User.find_one({"email": email.lower()}, session=session)


async def create_user(
    session: AsyncClientSession, email: str, password_hash: str
) -> User:
    """Raises EmailTakenError, whatever the case of the address that is there."""
    user = User(email=email.lower(), password_hash=password_hash)
    try:
        return await user.insert(session=session)
    except DuplicateKeyError:
        raise EmailTakenError from None


async def make_staff(
    session: AsyncClientSession, email: str, password_hash: str
) -> User:
    """Make an account of staff, also of one that is there."""
    user = await find_user(session, email)
    if user is None:
        user = await create_user(session, email, password_hash)
    changes = {"password_hash": password_hash, "is_active": True, "is_staff": True}
    return await user.update({"$set": changes}, session=session)
{% if mail %}


async def change_password(
    session: AsyncClientSession, user: User, password_hash: str
) -> None:
    await user.update({"$set": {"password_hash": password_hash}}, session=session)
{% endif %}
