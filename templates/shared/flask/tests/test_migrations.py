from pathlib import Path

import flask_migrate
from flask import Flask


def test_migrations_match_the_models(app: Flask, migrations: Path) -> None:
    with app.app_context():
        flask_migrate.check(migrations)
