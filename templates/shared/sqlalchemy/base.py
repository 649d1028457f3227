"""What all tables have in common."""

from datetime import UTC, datetime

from sqlalchemy import {{ "" if mysql else "DateTime, " }}Dialect, MetaData
{% if mysql %}
from sqlalchemy.dialects.mysql import DATETIME
{% endif %}
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC, also from databases that keep no time zone."""

    impl = {{ "DATETIME(fsp=6)" if mysql else "DateTime(timezone=True)" }}
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can drop it on any database."""

    metadata = MetaData(
{% include "templates/shared/sqlalchemy/naming.py" %}
    )
{% include "templates/shared/sqlalchemy/table_options.py" %}
