"""The tables."""

from datetime import UTC, datetime

from sqlmodel import Field

from .base import Base{{ ", UtcDateTime" if mysql }}


def now() -> datetime:
    return datetime.now(UTC)


class Item(Base, table=True):
    __tablename__ = "items"

    # None until the database has given one.
    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=100)
    description: str = Field(max_length=1000)
    created_at: datetime = Field(default_factory=now{{ ", sa_type=UtcDateTime" if mysql }})
