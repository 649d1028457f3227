"""How the admin site reads and writes the documents."""

import re
from typing import Any

from beanie.odm.operators.find import BaseFindOperator
from pymongo.errors import DuplicateKeyError, OperationFailure
from starlette.requests import Request
from starlette_admin.contrib.beanie import Admin as BaseAdmin
from starlette_admin.contrib.beanie import ModelView
from starlette_admin.contrib.beanie.fields import BeanieObjectIdField

from ..db import Database
from ..store import MAX_OFFSET

ConflictError = DuplicateKeyError
IdField = BeanieObjectIdField


def is_id(word: object) -> bool:
    """Whether the database can be asked for this: addresses may hold anything."""
    return bool(re.fullmatch("[0-9a-f]{24}", str(word)))


class Admin(BaseAdmin):
    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(**options)


class StoredView(ModelView[Any]):
    """What the database cannot look for is in no document."""

    async def build_full_text_search_query(
        self, request: Request, term: str
    ) -> tuple[BaseFindOperator, bool]:
        """Search for the text as it is, not for what it says as a pattern."""
        return await super().build_full_text_search_query(request, re.escape(term))

    async def find_all(
        self, request: Request, skip: int = 0, *args: Any, **options: Any
    ) -> list[Any]:
        skip = min(skip, MAX_OFFSET)
        try:
            return await super().find_all(request, skip, *args, **options)
        except OperationFailure:
            return []

    async def count(self, request: Request, *args: Any, **options: Any) -> int:
        try:
            return await super().count(request, *args, **options)
        except OperationFailure:
            return 0
