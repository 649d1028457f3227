"""The documents of accounts."""

from datetime import datetime
from typing import ClassVar

from bson import ObjectId
from mongoengine import BooleanField, DateTimeField, StringField

from ..base import Base
from ..models import now


class User(Base):
    """An account; `email` is in lower case, and so is unique whatever its case."""

    meta: ClassVar[dict[str, object]] = {"collection": "users"}

    id: ObjectId
    email: str = StringField(required=True, unique=True, max_length=254)
    password_hash: str = StringField(required=True, max_length=255)
    is_active: bool = BooleanField(default=True)
    is_staff: bool = BooleanField(default=False)
    created_at: datetime = DateTimeField(default=now)
