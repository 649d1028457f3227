"""What all tables have in common."""

from typing import {{ "Any, " if mysql }}ClassVar

from sqlalchemy import {{ "Dialect, " if mysql }}MetaData
{% if mysql %}
from sqlalchemy.dialects.mysql import DATETIME
from sqlalchemy.types import TypeEngine
{% endif %}
from sqlmodel import SQLModel
{% if mysql %}
from sqlmodel.sql.sqltypes import UTCDateTime


class UtcDateTime(UTCDateTime):
    """Keeps microseconds, which MySQL does only when it is told to."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DATETIME(fsp=6))
{% endif %}


class Base(SQLModel):
    """Names every constraint, so that migrations can drop it on any database."""

    metadata: ClassVar[MetaData] = MetaData(
{% include "templates/shared/sqlalchemy/naming.py" %}
    )
{% include "templates/shared/sqlalchemy/table_options.py" %}
