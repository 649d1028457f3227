import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def create(client: FlaskClient, **fields: Any) -> TestResponse:
    return client.post("/api/items", json={"name": "Lamp", **fields})


def test_created_item_is_found_where_it_says(client: FlaskClient) -> None:
    created = create(client, description="Brass")

    assert created.status_code == 201
    assert created.headers["location"] == f"/api/items/{created.get_json()['id']}"
    found = client.get(created.headers["location"])
    assert found.status_code == 200
    assert found.get_json() == created.get_json()
    assert found.get_json()["name"] == "Lamp"
    assert found.get_json()["description"] == "Brass"
    created_at = datetime.fromisoformat(found.get_json()["created_at"])
    assert created_at.utcoffset() == timedelta(0)


def test_created_item_is_listed(client: FlaskClient) -> None:
    assert client.get("/api/items").get_json() == {"items": [], "total": 0}
    item = create(client).get_json()

    assert client.get("/api/items").get_json() == {"items": [item], "total": 1}


def test_items_are_listed_page_by_page_in_ascending_id(client: FlaskClient) -> None:
    ids = [create(client).get_json()["id"] for _ in range(3)]

    page = client.get("/api/items", query_string={"limit": 2, "offset": 1}).get_json()

    assert [item["id"] for item in page["items"]] == ids[1:]
    assert page["total"] == 3


@pytest.mark.parametrize("offset", [10, 2**63, 10**100])
def test_page_past_the_end_is_empty(client: FlaskClient, offset: int) -> None:
    create(client)

    response = client.get("/api/items", query_string={"offset": offset})

    assert response.status_code == 200
    assert response.get_json() == {"items": [], "total": 1}


@pytest.mark.parametrize(
    ("name", "value"), [("limit", 0), ("limit", 101), ("limit", "x"), ("offset", -1)]
)
def test_bad_page_is_refused(client: FlaskClient, name: str, value: object) -> None:
    response = client.get("/api/items", query_string={name: str(value)})

    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == [name]


def test_name_is_trimmed_and_description_is_optional(client: FlaskClient) -> None:
    item = create(client, name="  Lamp ").get_json()

    assert item["name"] == "Lamp"
    assert item["description"] == ""


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": None}, "name"),
        ({"name": 1}, "name"),
        ({"name": "nul \0"}, "name"),
        ({"name": "surrogate \ud800"}, "name"),
        ({"name": "Lamp", "description": "x" * 1001}, "description"),
        ({"name": "Lamp", "description": None}, "description"),
        ({"name": "Lamp", "colour": "red"}, "colour"),
        ([], "body"),
    ],
)
def test_invalid_item_is_refused(client: FlaskClient, body: object, field: str) -> None:
    response = client.post(
        "/api/items", data=json.dumps(body), content_type="application/json"
    )

    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == [field]
    assert client.get("/api/items").get_json()["total"] == 0


def test_update_changes_what_is_given_and_nothing_else(client: FlaskClient) -> None:
    item = create(client, description="Brass").get_json()
    path = f"/api/items/{item['id']}"

    changed = item | {"name": "Torch"}

    assert client.patch(path, json={"name": "Torch"}).get_json() == changed
    assert client.patch(path, json={}).get_json() == changed
    assert client.get(path).get_json() == changed


@pytest.mark.parametrize("body", [{"name": ""}, {"name": None}, {"id": 7}])
def test_invalid_update_changes_nothing(client: FlaskClient, body: object) -> None:
    item = create(client).get_json()
    path = f"/api/items/{item['id']}"

    assert client.patch(path, json=body).status_code == 422
    assert client.get(path).get_json() == item


def test_deleted_item_is_gone(client: FlaskClient) -> None:
    path = create(client).headers["location"]

    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.patch(path, json={"name": "x"}).status_code == 404
    assert client.delete(path).status_code == 404


@pytest.mark.parametrize("item_id", ["word", "-1", "0", "%00", "9" * 40, "1/2"])
def test_id_that_no_item_can_have_is_not_found(
    client: FlaskClient, item_id: str
) -> None:
    assert client.get(f"/api/items/{item_id}").status_code == 404
