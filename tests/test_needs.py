"""A need that is on brings what it owns; one that is off leaves no trace."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from combinations import combinations
from flavours import FLAVOURS, Flavour
from rendered import ANSWERS_FILE, Rendered, answers_of

NOTHING = r"(?!)"


@dataclass(frozen=True)
class Trace:
    """How a need shows: names of files, words of any file, and what it surely brings.

    `own` are the phrases with such words that are there without the need, and `of_pages` those
    that pages bring.
    """

    files: str
    words: str
    own: str
    settings: frozenset[str]
    requirements: frozenset[str]
    heading: str
    of_pages: str = NOTHING


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
            r"|signs sessions and tokens|secrets\.token_\w+|\btoken_hex\b|\bauthors\b"
            r"|forwarded_allow_ips|POSTGRES_HOST_AUTH_METHOD|ALLOW_EMPTY_ROOT_PASSWORD"
            r"|hide_password|tcp_user_timeout"
            r"|DEFAULT_(AUTHENTICATION|PERMISSION)_CLASSES|UNAUTHENTICATED_USER"
            r"|docs_oauth2_redirect_path"
        ),
        settings=frozenset({"AUTH_RATE_LIMIT", "TRUSTED_PROXIES", "REDIS_URL"}),
        requirements=frozenset({"pyjwt"}),
        heading="## Accounts",
        of_pages=(
            r"\w*token\w*|session for an authority|\.account \{"
            r"|TRUSTED_PROXIES|proxies whose X-Forwarded-Proto is believed|HTTP_X_FORWARDED_PROTO"
        ),
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
        of_pages=r"\w*csrf\w*|cookies?\b|flask.login|itsdangerous|contrib\.(messages|sessions)",
    ),
    "pages": Trace(
        files=r"pages|mail|locale|translations",
        words=(
            r"\bpages/|\bpages\.\w|\"pages\"|babel|gettext|translat|catalogue|locale\b|staticfiles/"
            r"|collectstatic|icon\.svg|style\.css|email_(url|from)|smtp|sign.?up\b|(?<!e-)\bmails?\b"
            r"|content.security|referrer.policy|/items/new"
        ),
        own=NOTHING,
        settings=frozenset(),
        requirements=frozenset(),
        heading="## Pages",
    ),
    "websockets": Trace(
        files=r"realtime|chat|socket|consumer",
        words=(
            r"web.?sockets?|realtime|\brooms?\b|\bchat\b|flask.sock|\bchannels\b|channel.layer"
            r"|pub.?sub|broadcast|\bws\b|--ws"
        ),
        own=r"--ws none|--no-ws|Refuse WebSockets: Hypercorn takes them|\"websocket(\.close)?\"",
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
    of_pages = trace.of_pages if "pages" in flavour.needs else NOTHING
    for project in [] if flavour.answers.get(need) else every:
        for name, text in texts_of(project).items():
            assert not re.search(trace.files, name, re.IGNORECASE), name
            strange = re.sub(of_pages, "", re.sub(trace.own, "", text), flags=re.IGNORECASE)
            found = re.findall(trace.words, strange, re.IGNORECASE)
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
