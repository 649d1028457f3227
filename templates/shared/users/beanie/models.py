"""The documents of accounts."""

from datetime import datetime

from beanie import Document
from pydantic import Field
from pymongo import IndexModel

from ..models import now


class User(Document):
    """An account; `email` is in lower case, and so is unique whatever its case."""

    email: str = Field(max_length=254)
    password_hash: str = Field(max_length=255)
    is_active: bool = True
    is_staff: bool = False
    created_at: datetime = Field(default_factory=now)

    class Settings:
        name = "users"
        indexes = (IndexModel("email", unique=True),)
