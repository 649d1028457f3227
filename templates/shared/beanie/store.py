"""What is stored and how it is found: the one module that knows the database."""

{% if pages %}
import re
{% endif %}
from collections.abc import Sequence

import pymongo
from beanie import PydanticObjectId
from beanie.odm.queries.find import FindOne
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import PyMongoError

from .db import Database
from .models import Item
from .schemas import ItemCreate, ItemUpdate

MAX_OFFSET = 2**31 - 1
# What a database raises that does not answer.
DATABASE_ERRORS = (PyMongoError,)


async def ping(database: Database) -> None:
    """Raise one of DATABASE_ERRORS, after two seconds of silence at the latest."""
    with pymongo.timeout(1.5):
        await database.client.get_default_database().command("ping")


async def list_items(
    session: AsyncClientSession, *, limit: int, offset: int
) -> tuple[Sequence[Item], int]:
    """Return one page in ascending id, and how many items there are in all."""
    found = Item.find_all(session=session)
    total = await found.count()
    page = found.sort("_id").skip(min(offset, MAX_OFFSET)).limit(limit)
    return await page.to_list(), total


{% if pages %}
async def search_items(
    session: AsyncClientSession, text: str, *, limit: int, offset: int
) -> tuple[Sequence[Item], int]:
    """Return one page of what holds the text, the newest first, and how many do."""
    words = {"$regex": re.escape(text), "$options": "i"}
    found = Item.find(
        {"$or": [{"name": words}, {"description": words}]}, session=session
    )
    total = await found.count()
    # Ids of one second are in no order when several workers have made them.
    page = found.sort("-created_at", "-_id").skip(min(offset, MAX_OFFSET)).limit(limit)
    return await page.to_list(), total


{% endif %}
def with_id(session: AsyncClientSession, item_id: str) -> FindOne[Item]:
    return Item.find_one({"_id": PydanticObjectId(item_id)}, session=session)


async def get_item(session: AsyncClientSession, item_id: str) -> Item | None:
    return await with_id(session, item_id)


async def create_item(session: AsyncClientSession, data: ItemCreate) -> Item:
    return await Item(**data.model_dump()).insert(session=session)


async def update_item(
    session: AsyncClientSession, item_id: str, data: ItemUpdate
) -> Item | None:
    changes = data.model_dump(exclude_unset=True)
    if changes:
        await with_id(session, item_id).update({"$set": changes})
    return await get_item(session, item_id)


async def delete_item(session: AsyncClientSession, item_id: str) -> bool:
    """Return whether there was such an item."""
    deleted = await with_id(session, item_id).delete()
    return deleted is not None and deleted.deleted_count == 1
