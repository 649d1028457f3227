"""What is stored and how it is found: the one module that knows the database."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import delete, func, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from .db import Database
from .models import Item
from .schemas import ItemCreate, ItemUpdate

{% include "templates/shared/sqlalchemy_async/ping.py" %}


async def list_items(
    session: AsyncSession, *, limit: int, offset: int
) -> tuple[Sequence[Item], int]:
    """Return one page in ascending id, and how many items there are in all."""
    page = select(Item).order_by(col(Item.id)).limit(limit)
    items = await session.exec(page.offset(min(offset, MAX_OFFSET)))
    total = await session.exec(select(func.count()).select_from(Item))
    return items.all(), total.one()


{% if pages %}
async def search_items(
    session: AsyncSession, text: str, *, limit: int, offset: int
) -> tuple[Sequence[Item], int]:
    """Return one page of what holds the text, the newest first, and how many do."""
    found = select(Item).where(
        col(Item.name).icontains(text, autoescape=True)
        | col(Item.description).icontains(text, autoescape=True)
    )
    page = found.order_by(col(Item.id).desc()).limit(limit).offset(offset)
    items = await session.exec(page)
    total = await session.exec(select(func.count()).select_from(found.subquery()))
    return items.all(), total.one()


{% endif %}
async def get_item(session: AsyncSession, item_id: int) -> Item | None:
    return await session.get(Item, item_id)


async def create_item(session: AsyncSession, data: ItemCreate) -> Item:
    item = Item(**data.model_dump())
    session.add(item)
    await session.commit()
    return item


async def update_item(
    session: AsyncSession, item_id: int, data: ItemUpdate
) -> Item | None:
    changes = data.model_dump(exclude_unset=True)
    if changes:
        await session.exec(update(Item).where(col(Item.id) == item_id).values(changes))
        await session.commit()
    return await get_item(session, item_id)


async def delete_item(session: AsyncSession, item_id: int) -> bool:
    """Return whether there was such an item."""
    deleted = await session.exec(delete(Item).where(col(Item.id) == item_id))
    await session.commit()
    return deleted.rowcount == 1
