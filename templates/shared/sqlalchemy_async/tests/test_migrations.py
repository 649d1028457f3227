from alembic import command
from alembic.config import Config


def test_migrations_match_the_models(
    alembic_config: Config, migrated_database: str
) -> None:
    command.check(alembic_config)
