"""The database: its engine, its sessions and its migrations."""

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from . import sqlite
from .base import Base
from .settings import ROOT

DATABASE_ERRORS = (SQLAlchemyError, OSError)

db = SQLAlchemy(
    model_class=Base,
    # Each worker's; a request needs its connection for moments alone.
    engine_options={"pool_size": 8, "pool_pre_ping": True},
    # What was just stored is answered as it is, without reading it again.
    session_options={"expire_on_commit": False},
)
migrate = Migrate(db=db)


def ping() -> None:
    """Raise the driver's error when the database does not answer."""
    db.session.execute(select(1))


def init_app(app: Flask, url: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # A relative path starts at the project.
    app.instance_path = str(ROOT)
    db.init_app(app)
    migrate.init_app(app)
    with app.app_context():
        sqlite.init_engine(db.engine)
