"""What speaks for and against each framework and library.

The figures were measured on one core with a JSON endpoint: requests per second of FastAPI on
uvicorn .45 of bare Starlette's, Quart on uvicorn .27, Flask on granian .46 (gunicorn's threads
.19), Django with its default middleware on granian .22 (gunicorn's threads .14), under ASGI .03.
"""

from collections.abc import Mapping
from dataclasses import dataclass

NEEDS: Mapping[str, str] = {
    "admin": "An admin site where staff list and edit the data.",
    "async": "Many slow outside calls at once.",
    "websockets": "Messages pushed to open pages (WebSockets).",
    "nosql": "Documents in MongoDB instead of tables.",
    "auth": "Accounts: registration, login, tokens.",
    "pages": "HTML pages with forms, beside the API.",
}


@dataclass(frozen=True)
class Fit:
    """How a framework suits a need: above 0 speaks for it, below 0 against it.

    1 is a nuance, 5 a strong argument, 8 or 9 decides alone whatever else is needed.
    """

    weight: int
    reason: str


@dataclass(frozen=True)
class Flavour:
    """A framework as it is rendered; `framework` is the answer that leads to it."""

    name: str
    label: str
    framework: str
    interface: str
    start: Fit
    fits: Mapping[str, Fit]


SMALL_START = Fit(2, "a whole service fits in one file, and every extension is a later choice")

DJANGO = Flavour(
    name="django",
    label="Django",
    framework="django",
    interface="WSGI, ASGI where async or WebSockets ask for it",
    start=Fit(-1, "settings, apps and migrations come before the first line of your own"),
    fits={
        "admin": Fit(
            2, "the built-in admin is the most complete there is: search, permissions, history"
        ),
        "async": Fit(
            -2,
            "its ORM's async methods hand over to threads, and under ASGI it serves a seventh"
            " of the simple requests that it serves under WSGI",
        ),
        "websockets": Fit(
            1, "Channels adds groups over Redis and knows the site's accounts and sessions"
        ),
        "nosql": Fit(
            -2,
            "its packages expect SQL; MongoDB's own backend has no prefetch_related and needs"
            " settings and migrations of its own",
        ),
        "auth": Fit(2, "users, sessions, permissions and password reset are built in"),
        "pages": Fit(5, "templates, forms with CSRF protection and sessions are one whole"),
    },
)

FLASK = Flavour(
    name="flask",
    label="Flask",
    framework="flask",
    interface="WSGI",
    start=SMALL_START,
    fits={
        "admin": Fit(-2, "Flask-Admin lists and edits; permissions and history are yours to write"),
        "websockets": Fit(-1, "flask-sock works, but every open socket holds a thread"),
        "nosql": Fit(-2, "MongoEngine is synchronous: every query holds a thread while it waits"),
        "auth": Fit(
            -2, "Flask-Login keeps a session; registration and password reset are yours to write"
        ),
        "pages": Fit(1, "Jinja2 is at home here, and Flask-WTF adds forms with CSRF protection"),
    },
)

QUART = Flavour(
    name="quart",
    label="Quart, Flask's async sibling",
    framework="flask",
    interface="ASGI",
    start=SMALL_START,
    fits={
        "admin": Fit(
            -8, "no admin is made for it; starlette-admin runs beside it as a second application"
        ),
        "async": Fit(1, "Flask's way of writing, and one worker waits for many slow calls at once"),
        "websockets": Fit(1, "built in, declared like any other route"),
        "nosql": Fit(1, "Beanie works as it is, on MongoDB's async driver"),
        "auth": Fit(
            -1, "quart-auth keeps a session; registration and password reset are yours to write"
        ),
        "pages": Fit(-5, "Jinja2 is built in, but Flask-WTF and Flask-Login are not made for it"),
    },
)

FASTAPI = Flavour(
    name="fastapi",
    label="FastAPI",
    framework="fastapi",
    interface="ASGI",
    start=Fit(1, "typed routes bring validation and OpenAPI along"),
    fits={
        "admin": Fit(-1, "starlette-admin lists and edits, but is younger than Django's admin"),
        "async": Fit(
            9,
            "one worker waits for many slow calls at once, and serves 1.7 times the simple"
            " requests that Quart does",
        ),
        "websockets": Fit(1, "built in, with the same dependencies as any other route"),
        "nosql": Fit(
            9, "Beanie's documents are Pydantic models, validated and documented as they are"
        ),
        "auth": Fit(-1, "a token is one dependency, but accounts are yours to write"),
        "pages": Fit(-1, "made for APIs: forms, CSRF protection and sessions are yours to add"),
    },
)

FLAVOURS: Mapping[str, Flavour] = {
    flavour.name: flavour for flavour in (DJANGO, FLASK, QUART, FASTAPI)
}

LIBRARIES: Mapping[str, Mapping[str, str]] = {
    "database": {
        "sqlite": "nothing to run or to set up; one machine's worth of readers and one writer",
        "postgresql": "what most Python projects run on: many writers, its own types and searches",
        "mysql": "where the servers at hand speak it; PyMySQL and asyncmy need no compiler",
        "mongodb": "documents of any shape, nested ones too, without a schema to migrate",
    },
    "orm": {
        "django": "Django's admin, forms and migrations are made for it",
        "sqlalchemy": "the most complete and best known; Alembic writes its migrations",
        "sqlmodel": "SQLAlchemy below, models as FastAPI's author writes them: fields as Pydantic"
        " has them",
        "mongoengine": "documents declared as classes, the oldest such library for MongoDB; sync",
        "beanie": "documents that are Pydantic models, on MongoDB's own async client",
    },
    "api": {
        "drf": "the most used one; serializers, permissions, OpenAPI through drf-spectacular",
        "ninja": "Pydantic types validate and document, in plain and in async views",
        "smorest": "marshmallow schemas that validate and document the same route",
        "apiflask": "Pydantic types that validate and document, on Flask's own views",
        "quart-schema": "Pydantic types that validate and document, by Quart's maintainer",
        "pydantic": "the types of a route are its validation and its documentation",
    },
    "server": {
        "granian": "serves 1.6 to 2.4 times what gunicorn's threads serve, and shields from slow"
        " clients; under ASGI a sixth more than Uvicorn",
        "gunicorn": "the most widely run WSGI server; its threads hand flask-sock the connection,"
        " one thread an open WebSocket",
        "uwsgi": "where its configuration and its emperor are at home; it gets fixes, but no new"
        " features",
        "uvicorn": "the most widely run ASGI server, and the only one that tells open WebSockets"
        " that it stops",
        "hypercorn": "Python alone, HTTP/2 included, by Quart's maintainer; serves half of what"
        " Uvicorn does",
    },
}
"""Why a library is offered, by question and answer."""

NOT_OFFERED: Mapping[str, str] = {
    "Daphne": "one process; a subclass of its Server can stop as other servers do, but what lies"
    " below answers in the application's stead: an empty 400 to a malformed multipart body, 500 to"
    " an odd WebSocket subprotocol",
    "djongo": "its last release takes no Django after 3.1",
    "fastapi-users": "in maintenance: its authors work on a successor",
    "Flask's own async def": "every coroutine gets a thread and a loop of its own, so a request"
    " still holds a worker; Quart is Flask's API on ASGI",
    "Flask-SocketIO": "Socket.IO is a protocol of its own; WebSocket clients do not speak it",
    "gevent workers": "patch the standard library under every other one; Quart and FastAPI wait for"
    " many calls at once without that",
    "GINO": "its last release takes no SQLAlchemy after 1.3",
    "Motor": "at the end of its life since May 2026: PyMongo has an async client itself",
    "Pony ORM": "reads the bytecode of queries, which every new Python changes; no async, and no"
    " migrations",
    "Starlette alone": "FastAPI adds validation and OpenAPI to it; they would be yours to write",
    "Tortoise ORM": "on SQLite its migrations delete the rows that refer to a table whose column"
    " changes, on MySQL they leave foreign keys out; Aerich's change no column on SQLite",
}
"""Why a library that comparisons name is not offered; as of late 2026."""
