"""Create items"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
{% if mysql %}
from sqlalchemy.dialects import mysql
{% endif %}

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.String(length=1000), nullable=False),
        sa.Column("created_at", {{ "mysql.DATETIME(fsp=6)" if mysql else "sa.DateTime(timezone=True)" }}, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
{% if sqlite %}
        sqlite_autoincrement=True,
{% endif %}
{% if mysql %}
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
{% endif %}
    )


def downgrade() -> None:
    op.drop_table("items")
