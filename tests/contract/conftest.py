"""A running server of each flavour, and what the tests ask it with."""

import hmac
from collections.abc import Iterator

import httpx
import pytest
from projects import Project, setting_in
from selection import WHOLLY_ASKED
from servers import Server

from .accounts import Account, make_account
from .brokers import OwnRedis
from .forms import Caller
from .ids import Ids, ids_of
from .raw import json_request
from .rooms import Entrance
from .sites import sign_up

NO_KEEP_ALIVE = httpx.Limits(max_keepalive_connections=0)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Asks a server of two workers, too, what is marked so."""
    if "server" in metafunc.fixturenames:
        test = metafunc.definition
        listed = metafunc.config.getoption("--projects")
        asked_of_many = {"every_project", "every_server"} & {
            marker.name for marker in test.iter_markers()
        }
        is_for_both = test.get_closest_marker("one_or_two_workers") and (
            listed in WHOLLY_ASKED or (listed == "chosen" and asked_of_many)
        )
        workers = [1, 2] if is_for_both else [1]
        names = [f"{number}-worker{'s' * (number > 1)}" for number in workers]
        metafunc.parametrize("server", workers, ids=names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnRedis]:
    """What the workers of one server share."""
    with OwnRedis(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, project: Project) -> Iterator[Server]:
    """The production server of the project, with its own settings' defaults.

    Only attempts to log in are not limited: the tests make more than a person would. Several
    workers have a Redis.
    """
    variables = {"WEB_CONCURRENCY": str(request.param), "AUTH_RATE_LIMIT": "off"}
    if request.param > 1:
        variables["REDIS_URL"] = request.getfixturevalue("shared_redis").url
    with Server(project, variables=variables) as running:
        yield running


@pytest.fixture(scope="session")
def stranger(server: Server) -> Iterator[httpx.Client]:
    """A client that follows no redirect; ten seconds without an answer are a hang.

    Each request has a connection of its own: a server may close one whose last request it
    refused before it had read all of it, and the next one would be lost with it.
    """
    with httpx.Client(
        base_url=server.url, timeout=10, trust_env=False, limits=NO_KEEP_ALIVE
    ) as session:
        yield session


@pytest.fixture(scope="session")
def account(stranger: httpx.Client) -> Account:
    """An account, where the project has them."""
    return make_account(stranger)


@pytest.fixture(scope="session")
def credentials(request: pytest.FixtureRequest, project: Project) -> dict[str, str]:
    """The headers that a write needs: none without accounts."""
    if not project.answers.get("auth"):
        return {}
    signed_in: Account = request.getfixturevalue("account")
    return signed_in.headers


@pytest.fixture(scope="session")
def client(server: Server, credentials: dict[str, str]) -> Iterator[httpx.Client]:
    """A client as `stranger`, but one that may write items."""
    with httpx.Client(
        base_url=server.url,
        headers=credentials,
        timeout=10,
        trust_env=False,
        limits=NO_KEEP_ALIVE,
    ) as session:
        yield session


@pytest.fixture(scope="session")
def dev(project: Project) -> Iterator[Server]:
    """The server for development, whose cookies travel without TLS; for browsers.

    Attempts to log in are not limited, as above.
    """
    with Server(project, target="dev", variables={"AUTH_RATE_LIMIT": "off"}) as running:
        yield running


@pytest.fixture
def visitor(stranger: httpx.Client) -> Caller:
    """The browser of somebody who has not logged in."""
    return Caller(stranger)


@pytest.fixture(scope="session")
def cookies(stranger: httpx.Client, project: Project) -> dict[str, str]:
    """The cookies of somebody who may write items on the pages: none without accounts."""
    caller = Caller(stranger)
    if project.answers.get("auth"):
        sign_up(caller)
    return caller.cookies


@pytest.fixture
def writer(stranger: httpx.Client, cookies: dict[str, str]) -> Caller:
    """The browser of somebody who may write items on the pages."""
    return Caller(stranger, dict(cookies))


@pytest.fixture(scope="session")
def secret(project: Project) -> str:
    return setting_in(project.path / ".env", "SECRET_KEY")


@pytest.fixture(scope="session")
def key(secret: str) -> bytes:
    """The key of the project's tokens, as all flavours derive it from SECRET_KEY."""
    return hmac.digest(secret.encode(), b"access token", "sha256")


@pytest.fixture(scope="session")
def subprotocols(request: pytest.FixtureRequest, project: Project, server: Server) -> list[str]:
    """What a WebSocket asks for, at any server of the project: nothing without accounts."""
    if not project.answers.get("auth"):
        return []
    signed_in: Account = request.getfixturevalue("account")
    return ["bearer", signed_in.token]


@pytest.fixture(scope="session")
def entrance(server: Server, subprotocols: list[str]) -> Entrance:
    """The way into the rooms of the server."""
    return Entrance(server, subprotocols)


@pytest.fixture(scope="session")
def ids(project: Project) -> Ids:
    return ids_of(project)


@pytest.fixture
def item(client: httpx.Client) -> dict[str, object]:
    """An item that is there."""
    body = {"name": "Tea", "description": "Green, loose"}
    response = client.send(json_request(client, "POST", "/api/items", body))
    assert response.status_code == 201, response.text
    return dict(response.json())


@pytest.fixture(scope="session")
def hundred_and_one_items(client: httpx.Client) -> list[dict[str, object]]:
    """Enough items for a page of the largest size and one more."""
    return [
        client.send(json_request(client, "POST", "/api/items", {"name": f"Item {n}"})).json()
        for n in range(101)
    ]
