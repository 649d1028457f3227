"""The table of accounts."""

from datetime import datetime

from sqlmodel import Field

from ..base import Base{{ ", UtcDateTime" if mysql }}
from ..models import now


class User(Base, table=True):
    """An account; `email` is in lower case, and so is unique whatever its case."""

    __tablename__ = "users"

    # None until the database has given one.
    id: int = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    password_hash: str = Field(max_length=255)
    is_active: bool = True
    is_staff: bool = False
    created_at: datetime = Field(default_factory=now{{ ", sa_type=UtcDateTime" if mysql }})
