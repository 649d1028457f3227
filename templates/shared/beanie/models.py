"""The documents."""

from datetime import UTC, datetime

from beanie import Document
from pydantic import Field
{% if pages %}
from pymongo import DESCENDING, IndexModel
{% endif %}


def now() -> datetime:
    """Return the time in the milliseconds that MongoDB keeps."""
    time = datetime.now(UTC)
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


class Item(Document):
    name: str = Field(max_length=100)
    description: str = Field(max_length=1000)
    created_at: datetime = Field(default_factory=now)

    class Settings:
        name = "items"
{% if pages %}
        indexes = (IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)]),)
{% endif %}
