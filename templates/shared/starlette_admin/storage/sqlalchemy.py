"""How the admin site reads and writes the tables."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError
from starlette.requests import Request
from starlette_admin import IntegerField
from starlette_admin.contrib.sqla import Admin as BaseAdmin
from starlette_admin.contrib.sqla import ModelView

from ..db import Database
from ..store import MAX_OFFSET
from ..users import store

{% include "templates/shared/starlette_admin/stored_view.py" %}
