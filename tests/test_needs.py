"""A need that is on brings what it owns; one that is off leaves no trace."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from combinations import combinations
from projects import FLAVOURS, Flavour
from rendered import ANSWERS_FILE, Rendered, answers_of


@dataclass(frozen=True)
class Trace:
    """How a need shows: names of files, words of any file, and what it surely brings.

    `own` are the phrases with such words that are there without the need.
    """

    files: str
    words: str
    own: str
    settings: frozenset[str]
    requirements: frozenset[str]
    heading: str


TRACES = {
    "auth": Trace(
        files=r"auth|user|account|admin|token|password|throttl|client",
        words=(
            r"auth|\busers?\b|user_|token|password|account|e-?mail|bearer|admin|staff|log.?in\b"
            r"|throttl|attempt|proxies|forwarded|jwt|argon2|pwdlib|zxcvbn|\blimits\b"
            r"|credential|\b401\b|\b429\b"
        ),
        own=(
            r"Any client may write items: put accounts before them, .* strangers can reach them"
            r"|signs sessions and tokens|secrets\.token_\w+|\bauthors\b"
            r"|DEFAULT_(AUTHENTICATION|PERMISSION)_CLASSES|UNAUTHENTICATED_USER"
        ),
        settings=frozenset({"AUTH_RATE_LIMIT", "TRUSTED_PROXIES", "REDIS_URL"}),
        requirements=frozenset({"pyjwt"}),
        heading="## Accounts",
    ),
    "admin": Trace(
        files=r"(?<!create_)admin",
        words=(
            r"/admin|admin site|flask.admin|starlette.admin|contrib\.(admin|messages|sessions)"
            r"|flask.login|cookies?\b|itsdangerous|csrf"
        ),
        own=r"Vary: Cookie|Designates whether the user can log into this admin site",
        settings=frozenset(),
        requirements=frozenset(),
        heading="## The admin site",
    ),
    "websockets": Trace(
        files=r"realtime|chat|socket|consumer|gunicorn",
        words=(
            r"web.?sockets?|realtime|\brooms?\b|\bchat\b|flask.sock|\bchannels\b|channel.layer"
            r"|pub.?sub|gunicorn|broadcast|\bws\b|--ws"
        ),
        own=r"as Gunicorn's threads do|--ws none",
        settings=frozenset({"REDIS_URL"}),
        requirements=frozenset(),
        heading="## Rooms",
    ),
}
REDIS = re.compile(r"redis", re.IGNORECASE)


def settings_of(project: Rendered) -> set[str]:
    example = (project.path / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))


def requirements_of(project: Rendered) -> set[str]:
    """The names of the distributions, with those for development."""
    stated = tomllib.loads((project.path / "pyproject.toml").read_text(encoding="utf-8"))
    lines = stated["project"]["dependencies"] + stated["dependency-groups"]["dev"]
    return {re.split(r"[^\w-]", line)[0] for line in lines}


def texts_of(project: Rendered) -> dict[str, str]:
    return {
        project.name(path): path.read_text(encoding="utf-8")
        for path in project.files()
        if path.name != ANSWERS_FILE
    }


def test_every_combination_of_answers_is_of_one_flavour(template: Path) -> None:
    covered = [answers for flavour in FLAVOURS for answers in answers_of(flavour, template)]
    everything = combinations(template)
    assert [answers for answers in everything if covered.count(answers) != 1] == []
    assert len(covered) == len(everything)


@pytest.mark.parametrize("need", TRACES)
def test_need_that_is_off_leaves_no_trace(
    every: list[Rendered], flavour: Flavour, need: str
) -> None:
    trace = TRACES[need]
    for project in [] if flavour.answers.get(need) else every:
        for name, text in texts_of(project).items():
            assert not re.search(trace.files, name, re.IGNORECASE), name
            found = re.findall(trace.words, re.sub(trace.own, "", text), re.IGNORECASE)
            assert not found, f"{name}: {found}"


def test_redis_is_named_only_where_a_need_uses_it(every: list[Rendered], flavour: Flavour) -> None:
    wanted = not {"auth", "websockets"}.isdisjoint(flavour.needs)
    for project in every:
        named = [name for name, text in texts_of(project).items() if REDIS.search(text)]
        assert bool(named) == wanted, named


@pytest.mark.parametrize("need", TRACES)
def test_need_that_is_on_is_set_up_and_told(
    every: list[Rendered], flavour: Flavour, need: str
) -> None:
    trace = TRACES[need]
    for project in every if flavour.answers.get(need) else []:
        readme = (project.path / "README.md").read_text(encoding="utf-8")
        assert trace.settings <= settings_of(project)
        assert trace.settings <= set(re.findall(r"^\| `([A-Z_]+)`", readme, re.MULTILINE))
        assert trace.requirements <= requirements_of(project)
        assert trace.heading in readme.splitlines()
        names = " ".join(texts_of(project))
        assert re.search(trace.files, names), "no file shows the need"
