"""The projects that the tests are about: a framework, its needs and its stack, by name."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from covering import cover
from oracle import stack_of


@dataclass(frozen=True)
class Flavour:
    """A framework with some of the needs: its name and the answers that ask for it."""

    name: str
    answers: Mapping[str, object]
    needs: tuple[str, ...] = ()


NEEDS = ("admin", "auth", "pages", "websockets")
IMPLIED = {"admin": ("auth",)}
"""The needs that flavours are listed with and without."""

CORES = (
    Flavour("django", {"framework": "django", "async": False}),
    Flavour("django-async", {"framework": "django", "async": True}),
    Flavour("flask", {"framework": "flask", "async": False}),
    Flavour("quart", {"framework": "flask", "async": True}),
    Flavour("fastapi", {"framework": "fastapi"}),
)

NEED_SETS = (
    ("auth",),
    ("admin", "auth"),
    ("websockets",),
    ("auth", "websockets"),
    ("pages",),
    ("auth", "pages"),
    ("admin", "auth", "pages"),
    ("pages", "websockets"),
    ("auth", "pages", "websockets"),
    ("admin", "auth", "websockets"),
    ("admin", "auth", "pages", "websockets"),
)


def with_needs(core: Flavour, needs: tuple[str, ...]) -> Flavour:
    name = "-".join((core.name, *needs))
    return Flavour(name, {**core.answers, **dict.fromkeys(needs, True)}, needs)


FLAVOURS = (*CORES, *(with_needs(core, needs) for needs in NEED_SETS for core in CORES))
"""All that is rendered, but for the answers that no need asks for."""


def on(database: str, flavour: Flavour) -> Flavour:
    answers = {**flavour.answers, "nosql": database == "mongodb", "database": database}
    return Flavour(f"{flavour.name}-{database}", answers, flavour.needs)


SERVERS = ("postgresql", "mysql", "mongodb")
"""The databases that are servers."""

HAS_DOCUMENTS = sys.version_info >= (3, 13)
"""Whether what stands in for MongoDB runs on this Python."""


def served_by(server: str, flavour: Flavour) -> Flavour:
    answers = {**flavour.answers, "server": server}
    return Flavour(f"{flavour.name}-{server}", answers, flavour.needs)


WITHOUT_ROOMS = ("admin", "auth", "pages")
"""All needs but WebSockets: what every server serves."""

SERVED, MORE_SERVED = (
    tuple(
        served_by(server, with_needs(core, WITHOUT_ROOMS))
        for core, servers in zip(CORES, listed, strict=True)
        for server in servers
    )
    for listed in (
        (("gunicorn",), ("granian",), ("uwsgi",), (), ("hypercorn",)),
        (
            ("granian", "uwsgi"),
            ("hypercorn",),
            ("granian", "gunicorn"),
            ("granian", "hypercorn"),
            ("granian",),
        ),
    )
)
"""Every server that a core can have, with all needs that it serves; who serves rooms is below.

In the first of the two is each of them once.
"""

OTHER_LIBRARIES = (
    Flavour("django-ninja", {"framework": "django", "async": False, "api": "ninja"}),
    Flavour("flask-apiflask", {"framework": "flask", "async": False, "api": "apiflask"}),
    Flavour("fastapi-sqlmodel", {"framework": "fastapi", "orm": "sqlmodel"}),
)
"""The cores with a library that is not the default."""

QUICK = (*CORES, *(with_needs(core, NEEDS) for core in CORES))
"""No need and all of them, on SQLite."""

WHOLE = tuple(with_needs(core, NEEDS) for core in (CORES[0], CORES[2], CORES[4]))
"""What is asked everything: one project of each framework, as an hour is long enough."""

ON_SERVERS = tuple(
    on(database, with_needs(core, NEEDS))
    for database, core in zip(
        ("postgresql", "postgresql", "mysql", "postgresql", "mysql"), CORES, strict=True
    )
)
"""Where each core has all needs: between them they have every driver."""

ON_DOCUMENTS = tuple(on("mongodb", with_needs(core, NEEDS)) for core in (CORES[0], *CORES[2:]))
"""Each flavour with all needs and documents."""

DOCUMENTS = tuple(
    on("mongodb", with_needs(core, needs)) for needs in ((), *NEED_SETS) for core in CORES
)
"""Each core with documents and every set of needs."""


def answered(answers: Mapping[str, Any]) -> Flavour:
    """A set of answers to all questions; its name tells what is not the default."""
    needs = tuple(need for need in NEEDS if answers[need])
    is_quart = answers["framework"] == "flask" and answers["async"]
    words = ["quart" if is_quart else answers["framework"]]
    words += ["async"] if answers["async"] and not is_quart else []
    words += needs
    words += [] if answers["database"] == "sqlite" else [answers["database"]]
    stack = stack_of(answers)
    chosen = {"orm": stack.orms, "api": stack.apis, "server": stack.servers}
    words += [answers[name] for name, (default, *_) in chosen.items() if answers[name] != default]
    return Flavour("-".join(words), answers, needs)


def complete(flavour: Flavour) -> Mapping[str, Any]:
    """All answers of a project that leaves some open."""
    needs = dict.fromkeys((*NEEDS, "nosql", "async"), False)
    answers = {**needs, "database": "sqlite", **flavour.answers}
    stack = stack_of(answers)
    first = {"orm": stack.orms[0], "api": stack.apis[0], "server": stack.servers[0]}
    return {**first, **answers}


NAMED = (*CORES, *WHOLE, *ON_SERVERS, *ON_DOCUMENTS, *SERVED)
"""What is tested for what it is."""

COVERING = tuple(map(answered, cover(map(complete, NAMED))))
"""What it takes beside those, so that any two answers meet in one project."""

CHOSEN = (*NAMED, *COVERING)

EVERY_STACK = tuple(
    answered(complete(on(database, with_needs(core, NEEDS))))
    for core in (*CORES, *OTHER_LIBRARIES)
    for database in ("sqlite", *SERVERS)
    if not (database == "mongodb" and "orm" in core.answers)
)
"""Each core and library with all needs, on each database."""

ALL = tuple(
    {
        flavour.name: flavour
        for flavour in (*QUICK, *EVERY_STACK, *MORE_SERVED, *CHOSEN, *FLAVOURS, *DOCUMENTS)
    }.values()
)
