"""Which answers go together, written from the tables of the design and not from the code.

`copier.yml` says the same in its validators; `test_oracle.py` holds the two against each other.
Fewer choices are here than the design would have: without those that were tried and cannot do it
(Tortoise and Daphne at all, as NOT_OFFERED says; Granian and Hypercorn with WebSockets, which they
close without a code when they stop).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

NEEDS = ("admin", "auth", "pages", "websockets")
FRAMEWORKS = ("django", "flask", "fastapi")
DATABASES = ("sqlite", "postgresql", "mysql")
DOCUMENTS = ("mongodb",)


@dataclass(frozen=True)
class Stack:
    """What can be chosen under a framework, each with its default first."""

    orms: tuple[str, ...]
    apis: tuple[str, ...]
    servers: tuple[str, ...]


DJANGO = ("django",)
SQLALCHEMY = ("sqlalchemy",)
FASTAPI = ("sqlalchemy", "sqlmodel")
WSGI = ("granian", "gunicorn", "uwsgi")
ASGI = ("uvicorn", "granian", "hypercorn")
ROOMS = ("uvicorn",)

STACKS: Mapping[str, Stack] = {
    "django": Stack(DJANGO, ("drf", "ninja"), WSGI),
    "django websockets": Stack(DJANGO, ("drf", "ninja"), ROOMS),
    "django async": Stack(DJANGO, ("ninja",), ASGI),
    "django async websockets": Stack(DJANGO, ("ninja",), ROOMS),
    "flask": Stack(SQLALCHEMY, ("smorest", "apiflask"), WSGI),
    "flask websockets": Stack(SQLALCHEMY, ("smorest", "apiflask"), ("gunicorn",)),
    "flask async": Stack(SQLALCHEMY, ("quart-schema",), ASGI),
    "flask async websockets": Stack(SQLALCHEMY, ("quart-schema",), ROOMS),
    "fastapi": Stack(FASTAPI, ("pydantic",), ASGI),
    "fastapi websockets": Stack(FASTAPI, ("pydantic",), ROOMS),
    "fastapi async": Stack(FASTAPI, ("pydantic",), ASGI),
    "fastapi async websockets": Stack(FASTAPI, ("pydantic",), ROOMS),
}
"""By framework, and by the needs that narrow the choice."""

DOCUMENT_MAPPERS = {
    "django": "django",
    "flask": "mongoengine",
    "flask async": "beanie",
    "fastapi": "beanie",
    "fastapi async": "beanie",
    "django async": "django",
}
"""What stands for the ORM with `nosql`, by framework and `async`."""


def stack_of(answers: Mapping[str, Any]) -> Stack:
    needs = [need for need in ("async", "websockets") if answers[need]]
    stack = STACKS[" ".join((answers["framework"], *needs))]
    if not answers["nosql"]:
        return stack
    mapper = DOCUMENT_MAPPERS[" ".join((answers["framework"], *needs)).removesuffix(" websockets")]
    return replace(stack, orms=(mapper,))


def valid_answers() -> Iterator[dict[str, Any]]:
    """Every set of answers that goes together, those with fewer needs first."""
    flags = product((False, True), repeat=len(NEEDS) + 2)
    for needs, framework, database in product(flags, FRAMEWORKS, (*DATABASES, *DOCUMENTS)):
        asked = dict(zip((*NEEDS, "nosql", "async"), needs, strict=True))
        if asked["admin"] and not asked["auth"]:
            continue
        if database not in (DOCUMENTS if asked["nosql"] else DATABASES):
            continue
        answers = {**asked, "framework": framework, "database": database}
        stack = stack_of(answers)
        for orm, api, server in product(stack.orms, stack.apis, stack.servers):
            yield {**answers, "orm": orm, "api": api, "server": server}
