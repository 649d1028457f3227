"""The database as the tests find it, and what they do to it around the application."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
{% if auth %}
from sqlalchemy import update
{% endif %}

from {{ package }}.app import create_app
from {{ package }}.db import db
from {{ package }}.settings import Settings
{% if auth %}
from {{ package }}.users.models import User
{% endif %}


@pytest.fixture(scope="session")
def migrations() -> Path:
    return Path(__file__).parent.parent / "migrations"


@pytest.fixture(scope="session")
def app(settings: Settings, migrations: Path) -> Iterator[Flask]:
    """The application, with a migrated database of the tests' own."""
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade(migrations)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def empty_database(app: Flask) -> Iterator[None]:
    """What a test leaves in the tables goes when it ends."""
    yield
    with app.app_context():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()


@pytest.fixture
def another_app(empty_database: None) -> Iterator[Callable[[Settings], Flask]]:
    """Makes applications with settings of their own, and the same database."""
    apps: list[Flask] = []

    def make(settings: Settings) -> Flask:
        apps.append(create_app(settings))
        return apps[-1]

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def lost_app(settings: Settings, lost_database: str) -> Flask:
    """An application whose database is not there."""
    return create_app(replace(settings, database_url=lost_database))
{% if auth %}


@pytest.fixture
def change_users(app: Flask) -> Callable[..., None]:
    def change(**values: object) -> None:
        with app.app_context():
            db.session.execute(update(User).values(values))
            db.session.commit()

    return change
{% endif %}
