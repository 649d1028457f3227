"""The database: its engine, its sessions and its migrations."""

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import NullPool, create_engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from .base import Base

DATABASE_ERRORS = (SQLAlchemyError, OSError)
DRIVER = "{{ database }}+{{ driver }}"
{% if not mysql %}
TIMEOUTS = {
    "connect_timeout": 5,
    # A server that is gone without a word is noticed within a minute.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
{% endif %}

db = SQLAlchemy(
    model_class=Base,
    engine_options={
        # Each worker's; a request needs its connection for moments alone.
        "pool_size": 8,
        "max_overflow": 8,
        # Connections outlive neither the server nor what stands before it.
        "pool_pre_ping": True,
        "pool_recycle": 1800,
        "connect_args": {{ "{\"connect_timeout\": 5}" if mysql else "TIMEOUTS" }},
    },
    # What was just stored is answered as it is, without reading it again.
    session_options={"expire_on_commit": False},
)
migrate = Migrate(db=db)


def ping() -> None:
    """Raise the driver's error when nobody connects within two seconds.

    It has a connection of its own: those that are open wait for as long as it takes.
    """
    timeouts = {"connect_timeout": 2{{ ', "read_timeout": 2' if mysql }}}
    engine = create_engine(db.engine.url, poolclass=NullPool, connect_args=timeouts)
    with engine.connect() as connection:
        connection.execute(select(1))


def init_app(app: Flask, url: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = make_url(url).set(drivername=DRIVER)
    db.init_app(app)
    migrate.init_app(app)
