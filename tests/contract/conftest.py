"""A running server of each flavour, and what the tests ask it with."""

from collections.abc import Iterator

import httpx
import pytest
from projects import Project
from servers import Server

from .raw import json_request


@pytest.fixture(scope="session", params=[1], ids=["1-worker"])
def server(request: pytest.FixtureRequest, project: Project) -> Iterator[Server]:
    """The production server of the project, with its own settings' defaults."""
    with Server(project, variables={"WEB_CONCURRENCY": str(request.param)}) as running:
        yield running


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client that follows no redirect; ten seconds without an answer are a hang.

    Each request has a connection of its own: a server may close one whose last request it
    refused before it had read all of it, and the next one would be lost with it.
    """
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=server.url, timeout=10, trust_env=False, limits=limits) as session:
        yield session


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
