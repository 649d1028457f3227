"""What is stored and how it is found: the one module that knows the database."""

from collections.abc import Sequence

{% if pages %}
from mongoengine import Q

{% endif %}
from .models import Item

MAX_OFFSET = 2**31 - 1


def list_items(*, limit: int, offset: int) -> tuple[Sequence[Item], int]:
    """Return one page in ascending id, and how many items there are in all."""
    page = Item.objects.order_by("id").skip(min(offset, MAX_OFFSET)).limit(limit)
    return list(page), Item.objects.count()


{% if pages %}
def search_items(text: str, *, limit: int, offset: int) -> tuple[Sequence[Item], int]:
    """Return a part of the items that `text` is in, newest first, and their number."""
    found = Item.objects(Q(name__icontains=text) | Q(description__icontains=text))
    # Ids of one second are in no order when several workers have made them.
    newest = found.order_by("-created_at", "-id")
    page = newest.skip(min(offset, MAX_OFFSET)).limit(limit)
    return list(page), found.count()


{% endif %}
def get_item(item_id: str) -> Item | None:
    item: Item | None = Item.objects(id=item_id).first()
    return item


def create_item(*, name: str, description: str) -> Item:
    item: Item = Item(name=name, description=description).save()
    return item


def update_item(item_id: str, changes: dict[str, str]) -> Item | None:
    """Set the fields that `changes` names."""
    if not changes:
        return get_item(item_id)
    item: Item | None = Item.objects(id=item_id).modify(new=True, **changes)
    return item


def delete_item(item_id: str) -> bool:
    """Return whether there was such an item."""
    return bool(Item.objects(id=item_id).delete())
