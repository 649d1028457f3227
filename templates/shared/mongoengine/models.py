"""The documents."""

from datetime import UTC, datetime
from typing import ClassVar

from bson import ObjectId
from mongoengine import DateTimeField, StringField

from .base import Base


def now() -> datetime:
    """Return the time in the milliseconds that MongoDB keeps."""
    time = datetime.now(UTC)
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


class Item(Base):
    meta: ClassVar[dict[str, object]] = {
        "collection": "items",
{% if pages %}
        "indexes": [("-created_at", "-id")],
{% endif %}
    }

    id: ObjectId
    name: str = StringField(required=True, max_length=100)
    description: str = StringField(max_length=1000)
    created_at: datetime = DateTimeField(default=now)
