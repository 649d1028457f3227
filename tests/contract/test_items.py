"""Items are made, read, listed, changed and deleted."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import httpx
import pytest

from .ids import Ids
from .problems import assert_problem, media_type
from .raw import json_request

pytestmark = pytest.mark.one_or_two_workers

Item = dict[str, object]
ASTRAL = "😀"


def create(client: httpx.Client, **body: object) -> httpx.Response:
    response = client.send(json_request(client, "POST", "/api/items", body))
    assert response.status_code == 201, response.text
    return response


def patch(client: httpx.Client, item: Item, **body: object) -> httpx.Response:
    return client.send(json_request(client, "PATCH", f"/api/items/{item['id']}", body))


@pytest.mark.every_project
def test_created_item_has_exactly_the_fields_of_the_contract(
    client: httpx.Client, ids: Ids
) -> None:
    response = create(client, name="Tea", description="Green")
    assert media_type(response) == "application/json"
    item = response.json()
    assert set(item) == {"id", "name", "description", "created_at"}
    assert ids.is_one(item["id"])
    assert (item["name"], item["description"]) == ("Tea", "Green")


def test_created_at_is_now_in_utc(client: httpx.Client) -> None:
    text = create(client, name="Tea").json()["created_at"]
    assert text.endswith(("Z", "+00:00"))
    assert text[10] == "T"
    assert abs(datetime.now(UTC) - datetime.fromisoformat(text)) < timedelta(minutes=1)


def test_location_of_a_created_item_leads_to_it(client: httpx.Client) -> None:
    response = create(client, name="Tea")
    location = urljoin(str(response.url), response.headers["location"])
    assert location == urljoin(str(response.url), f"/api/items/{response.json()['id']}")
    assert client.get(location).json() == response.json()


def test_created_item_can_be_read(client: httpx.Client, item: Item) -> None:
    response = client.get(f"/api/items/{item['id']}")
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    assert response.json() == item


def test_description_defaults_to_empty(client: httpx.Client) -> None:
    assert create(client, name="Tea").json()["description"] == ""


@pytest.mark.parametrize("description", ["", "   ", " padded ", "two\nlines\r\n", "<b>&amp;"])
def test_description_is_kept_as_sent(client: httpx.Client, description: str) -> None:
    response = create(client, name="Tea", description=description)
    assert response.json()["description"] == description
    assert client.get(response.headers["location"]).json()["description"] == description


@pytest.mark.parametrize("name", ["Käse", "日本", "👩‍🚀", "e\u0301", "a\u200bb", "'; --", "null"])
def test_name_is_kept_as_sent(client: httpx.Client, name: str) -> None:
    response = create(client, name=name)
    assert client.get(response.headers["location"]).json()["name"] == name


def test_escaped_surrogate_pair_is_one_character(client: httpx.Client) -> None:
    response = client.post(
        "/api/items",
        content=rb'{"name": "\ud83d\ude00"}',
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code == 201, response.text
    assert response.json()["name"] == ASTRAL


@pytest.mark.parametrize("sent", ["  Tea ", "\tTea\n", "\u00a0Tea\u2003"], ids=ascii)
def test_name_is_trimmed(client: httpx.Client, item: Item, sent: str) -> None:
    assert create(client, name=sent).json()["name"] == "Tea"
    assert patch(client, item, name=sent).json()["name"] == "Tea"


def test_name_is_trimmed_before_it_is_measured(client: httpx.Client) -> None:
    assert create(client, name=f" {'a' * 100} ").json()["name"] == "a" * 100


@pytest.mark.parametrize("character", ["a", "é", ASTRAL])
def test_lengths_are_counted_in_code_points_up_to_the_limit(
    client: httpx.Client, character: str
) -> None:
    response = create(client, name=character * 100, description=character * 1000)
    stored = client.get(response.headers["location"]).json()
    assert stored["name"] == character * 100
    assert stored["description"] == character * 1000


def test_patch_changes_what_it_names_and_leaves_the_rest(client: httpx.Client, item: Item) -> None:
    response = patch(client, item, name="Coffee")
    assert response.status_code == 200
    assert response.json() == item | {"name": "Coffee"}
    response = patch(client, item, description="")
    assert response.json() == item | {"name": "Coffee", "description": ""}
    assert client.get(f"/api/items/{item['id']}").json() == response.json()


def test_empty_patch_changes_nothing(client: httpx.Client, item: Item) -> None:
    response = patch(client, item)
    assert response.status_code == 200
    assert response.json() == item


def test_refused_patch_changes_nothing(client: httpx.Client, item: Item) -> None:
    assert_problem(patch(client, item, description="new", name=""), 422, field="name")
    assert client.get(f"/api/items/{item['id']}").json() == item


def test_deleted_item_is_gone(client: httpx.Client, item: Item) -> None:
    path = f"/api/items/{item['id']}"
    response = client.delete(path)
    assert response.status_code == 204
    assert response.content == b""
    for method in ("GET", "PATCH", "DELETE"):
        body = json_request(client, method, path, {"name": "Tea"})
        assert_problem(client.send(body), 404)
    assert item["id"] not in {one["id"] for one in _last_page(client)["items"]}


def test_id_of_a_deleted_item_is_not_given_again(client: httpx.Client, item: Item) -> None:
    client.delete(f"/api/items/{item['id']}")
    assert create(client, name="Tea").json()["id"] != item["id"]


def test_api_reads_whatever_content_type_a_get_carries(client: httpx.Client) -> None:
    for sent in ("text/plain", "application/x-www-form-urlencoded"):
        assert client.get("/api/items", headers={"Content-Type": sent}).status_code == 200


@pytest.mark.parametrize("sent", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_content_type_may_carry_utf_8_and_any_case(client: httpx.Client, sent: str) -> None:
    body = '{"name": "Käse"}'.encode()
    response = client.post("/api/items", content=body, headers={"Content-Type": sent})
    assert response.status_code == 201, response.text
    assert response.json()["name"] == "Käse"


def _last_page(client: httpx.Client) -> dict[str, list[Item]]:
    total = client.get("/api/items").json()["total"]
    page: dict[str, list[Item]] = client.get(
        "/api/items", params={"limit": 100, "offset": max(0, total - 100)}
    ).json()
    return page
