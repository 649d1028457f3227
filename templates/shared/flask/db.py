"""The database: its engine, its sessions and its migrations."""

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

from . import sqlite
from .base import Base

db = SQLAlchemy(
    model_class=Base,
    # One connection for each of the server's threads.
    engine_options={"pool_size": 8, "pool_pre_ping": True},
    # What was just stored is answered as it is, without reading it again.
    session_options={"expire_on_commit": False},
)
migrate = Migrate(db=db)


def init_app(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app)
    with app.app_context():
        sqlite.init_engine(db.engine)
