"""Create users"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
{% if mysql %}
from sqlalchemy.dialects import mysql
{% endif %}

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("created_at", {{ "mysql.DATETIME(fsp=6)" if mysql else "sa.DateTime(timezone=True)" }}, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
{% if sqlite %}
        sqlite_autoincrement=True,
{% endif %}
{% if mysql %}
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
{% endif %}
    )


def downgrade() -> None:
    op.drop_table("users")
