"""The database as the tests find it, and what they do to it around the application."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import mongoengine
import pytest
from flask import Flask

from {{ package }} import db
from {{ package }}.app import create_app
from {{ package }}.indexes import DOCUMENTS, create_indexes
from {{ package }}.settings import Settings
{% if auth %}
from {{ package }}.users.models import User
{% endif %}


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    """The application, with the indexes in a database of the tests' own."""
    app = create_app(settings)
    create_indexes()
    yield app
    mongoengine.disconnect()


@pytest.fixture
def empty_database(app: Flask) -> Iterator[None]:
    """What a test leaves in the collections goes when it ends."""
    yield
    for document in DOCUMENTS:
        document.objects.delete()


@pytest.fixture
def another_app(empty_database: None) -> Callable[[Settings], Flask]:
    """Makes applications with settings of their own, and the same database."""
    return create_app


@pytest.fixture
def lost_app(settings: Settings, lost_database: str) -> Iterator[Flask]:
    """An application whose database is not there."""
    mongoengine.disconnect()
    yield create_app(replace(settings, database_url=lost_database))
    mongoengine.disconnect()
    db.connect(settings.database_url)
{% if auth %}


@pytest.fixture
def change_users(app: Flask) -> Callable[..., None]:
    def change(**values: object) -> None:
        User.objects.update(**values)

    return change
{% endif %}
