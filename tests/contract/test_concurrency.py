"""Many clients at once."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
from servers import Server

from .raw import json_request

pytestmark = [pytest.mark.every_server, pytest.mark.one_or_two_workers]

CLIENTS = 64


def test_64_clients_at_once_are_all_served(server: Server, credentials: dict[str, str]) -> None:
    assert_all_are_served(server, credentials)


def assert_all_are_served(server: Server, credentials: Mapping[str, str]) -> None:
    together = Barrier(CLIENTS, timeout=30)

    def life_of_an_item(number: int) -> list[int]:
        with httpx.Client(
            base_url=server.url, headers=credentials, timeout=30, trust_env=False
        ) as client:
            together.wait()
            body = {"name": f"Item of client {number}"}
            created = client.send(json_request(client, "POST", "/api/items", body))
            path = created.headers.get("location", "/no-location")
            return [
                created.status_code,
                client.get(path).status_code,
                client.get("/api/items").status_code,
                client.get("/health/ready").status_code,
                client.send(json_request(client, "PATCH", path, {"name": "Tea"})).status_code,
                client.delete(path).status_code,
            ]

    with ThreadPoolExecutor(CLIENTS) as threads:
        lives = list(threads.map(life_of_an_item, range(CLIENTS)))
    assert lives == [[201, 200, 200, 200, 200, 204]] * CLIENTS
