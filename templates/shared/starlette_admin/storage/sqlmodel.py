"""How the admin site reads and writes the tables."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError
from starlette.requests import Request
from starlette_admin import IntegerField
from starlette_admin.contrib.sqlmodel import Admin as BaseAdmin
from starlette_admin.contrib.sqlmodel import ModelView

from ..db import Database
from ..store import MAX_OFFSET
from ..users import store

{% include "templates/shared/starlette_admin/stored_view.py" %}

    async def _populate_obj(
        self, request: Request, obj: Any, data: dict[str, Any], is_edit: bool = False
    ) -> Any:
        """Leave out what it has not, such as a new password: SQLModel refuses that."""
        for field in self.get_fields_list(request):
            if not field.read_only and hasattr(self.model, field.name):
                setattr(obj, field.name, data.get(field.name))
        return obj
