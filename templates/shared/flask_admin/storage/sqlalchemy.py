"""How the admin site reads and writes the tables."""

import re
from typing import Any

from flask_admin.contrib.sqla import ModelView

from ..db import db
from ..routing import MAX_ID, IdConverter


class StoredView(ModelView):
    def __init__(self, model: type[Any], **options: Any) -> None:
        super().__init__(model, db, **options)

    def get_one(self, key: object) -> Any:
        if not isinstance(key, str) or not re.fullmatch(IdConverter.regex, key):
            return None
        return db.session.get(self.model, int(key)) if int(key) <= MAX_ID else None
