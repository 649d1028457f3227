"""What is stored and how it is found: the one module that knows the database."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, {{ "or_, " if pages }}select, update

from .db import db
from .models import Item

MAX_OFFSET = 2**63 - 1


def list_items(*, limit: int, offset: int) -> tuple[Sequence[Item], int]:
    """Return one page in ascending id, and how many items there are in all."""
    page = select(Item).order_by(Item.id).limit(limit).offset(min(offset, MAX_OFFSET))
    items = db.session.scalars(page).all()
    total = db.session.scalar(select(func.count()).select_from(Item))
    return items, total or 0


{% if pages %}
def search_items(text: str, *, limit: int, offset: int) -> tuple[Sequence[Item], int]:
    """Return a part of the items that `text` is in, newest first, and their number."""
    found = or_(
        Item.name.icontains(text, autoescape=True),
        Item.description.icontains(text, autoescape=True),
    )
    page = select(Item).where(found).order_by(Item.id.desc())
    items = db.session.scalars(page.limit(limit).offset(offset)).all()
    total = db.session.scalar(select(func.count()).select_from(Item).where(found))
    return items, total or 0


{% endif %}
def get_item(item_id: int) -> Item | None:
    return db.session.get(Item, item_id)


def create_item(*, name: str, description: str) -> Item:
    item = Item(name=name, description=description)
    db.session.add(item)
    db.session.commit()
    return item


def update_item(item_id: int, changes: dict[str, str]) -> Item | None:
    """Set the fields that `changes` names."""
    if changes:
        db.session.execute(update(Item).where(Item.id == item_id).values(changes))
        db.session.commit()
    return get_item(item_id)


def delete_item(item_id: int) -> bool:
    """Return whether there was such an item."""
    deleted = db.session.execute(delete(Item).where(Item.id == item_id))
    db.session.commit()
    return cast("CursorResult[Any]", deleted).rowcount == 1
