"""`/health/live` and `/health/ready` of a server that is well."""

import httpx
import pytest

from .problems import media_type

pytestmark = pytest.mark.one_or_two_workers


def test_live_says_ok(client: httpx.Client) -> None:
    response = client.get("/health/live")
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    assert response.json() == {"status": "ok"}


@pytest.mark.every_project
def test_ready_says_ok_for_the_database_and_nothing_else(client: httpx.Client) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    assert response.json() == {"status": "ok", "checks": {"database": "ok"}}
