"""Other origins: none by default, those in CORS_ORIGINS when set."""

from collections.abc import Iterator

import httpx
import pytest
from projects import Project
from servers import Server

from .ids import Ids

SHOP, LOCAL, OTHER = "https://shop.example", "http://localhost:3000", "https://other.example"
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization, content-type",
}


@pytest.fixture(scope="session")
def open_client(project: Project) -> Iterator[httpx.Client]:
    """A client of a server that lets two origins in."""
    with (
        Server(project, variables={"CORS_ORIGINS": f"{SHOP},{LOCAL}"}) as server,
        httpx.Client(base_url=server.url, timeout=10, trust_env=False) as session,
    ):
        yield session


def cors_headers(response: httpx.Response) -> set[str]:
    return {name for name in response.headers if name.startswith("access-control-")}


@pytest.mark.parametrize("path", ["/", "/api/items", "/health/live", "/nothing"])
def test_no_origin_is_let_in_by_default(client: httpx.Client, path: str) -> None:
    assert not cors_headers(client.get(path, headers={"Origin": SHOP}))
    assert not cors_headers(client.options(path, headers={"Origin": SHOP} | PREFLIGHT))


@pytest.mark.parametrize("origin", [SHOP, LOCAL])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_preflight_of_a_listed_origin_succeeds(
    open_client: httpx.Client, ids: Ids, origin: str, method: str
) -> None:
    headers = PREFLIGHT | {"Origin": origin, "Access-Control-Request-Method": method}
    response = open_client.options(f"/api/items/{ids.absent}", headers=headers)
    assert response.status_code in (200, 204)
    assert response.headers["access-control-allow-origin"] == origin
    assert method in _listed(response, "access-control-allow-methods")
    allowed = _listed(response, "access-control-allow-headers", lower=True)
    assert allowed >= {"authorization", "content-type"}


@pytest.mark.parametrize("path", ["/api/items", "/api/items/word", "/nothing"])
def test_listed_origin_may_read_answers_and_errors(open_client: httpx.Client, path: str) -> None:
    response = open_client.get(path, headers={"Origin": SHOP})
    assert response.headers["access-control-allow-origin"] == SHOP
    assert "origin" in _listed(response, "vary", lower=True)


@pytest.mark.parametrize("origin", [OTHER, f"{SHOP}.evil.example", "http://shop.example", "null"])
def test_other_origin_gets_no_leave(open_client: httpx.Client, origin: str) -> None:
    asked = open_client.get("/api/items", headers={"Origin": origin})
    preflight = open_client.options("/api/items", headers={"Origin": origin} | PREFLIGHT)
    for response in (asked, preflight):
        assert response.status_code < 500
        assert "access-control-allow-origin" not in response.headers


def _listed(response: httpx.Response, header: str, *, lower: bool = False) -> set[str]:
    value = response.headers.get(header, "")
    return {part.strip() for part in (value.lower() if lower else value).split(",")}
