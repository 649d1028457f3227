"""How the admin site reads and writes the documents."""

import re
from typing import Any

from flask_admin.contrib.mongoengine import ModelView

from ..routing import IdConverter


class StoredView(ModelView):
    # No document has a file.
    api_file_view = None

    def get_one(self, key: object) -> Any:
        if not isinstance(key, str) or not re.fullmatch(IdConverter.regex, key):
            return None
        return self.model.objects(id=key).first()

    def search_placeholder(self) -> str:
        """Say what is searched: the library leaves it out here."""
        return ", ".join(map(self.get_column_name, self.column_searchable_list))
