import json
from typing import Any

import pytest
from quart import Response
from quart.typing import TestClientProtocol as Client


async def create(client: Client, **fields: Any) -> Response:
    return await client.post("/api/items", json={"name": "Lamp", **fields})


async def create_item(client: Client, **fields: Any) -> Any:
    return await (await create(client, **fields)).get_json()


async def get(client: Client, path: str) -> Any:
    return await (await client.get(path)).get_json()


async def test_created_item_is_found_where_it_says(client: Client) -> None:
    created = await create(client, description="Brass")

    assert created.status_code == 201
    item = await created.get_json()
    assert created.headers["location"] == f"/api/items/{item['id']}"
    found = await client.get(created.headers["location"])
    assert found.status_code == 200
    assert await found.get_json() == item
    assert item["name"] == "Lamp"
    assert item["description"] == "Brass"
    assert item["created_at"].endswith("Z")


async def test_created_item_is_listed(client: Client) -> None:
    assert await get(client, "/api/items") == {"items": [], "total": 0}
    item = await create_item(client)

    assert await get(client, "/api/items") == {"items": [item], "total": 1}


async def test_items_are_listed_page_by_page_in_ascending_id(client: Client) -> None:
    ids = [(await create_item(client))["id"] for _ in range(3)]

    page = await get(client, "/api/items?limit=2&offset=1")

    assert [item["id"] for item in page["items"]] == ids[1:]
    assert page["total"] == 3


@pytest.mark.parametrize("offset", [10, 2**63, 10**100])
async def test_page_past_the_end_is_empty(client: Client, offset: int) -> None:
    await create(client)

    response = await client.get(f"/api/items?offset={offset}")

    assert response.status_code == 200
    assert await response.get_json() == {"items": [], "total": 1}


@pytest.mark.parametrize(
    ("name", "value"), [("limit", 0), ("limit", 101), ("limit", "x"), ("offset", -1)]
)
async def test_bad_page_is_refused(client: Client, name: str, value: object) -> None:
    response = await client.get(f"/api/items?{name}={value}")

    assert response.status_code == 422
    assert [error["field"] for error in (await response.get_json())["errors"]] == [name]


async def test_name_is_trimmed_and_description_is_optional(client: Client) -> None:
    item = await create_item(client, name="  Lamp ")

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
async def test_invalid_item_is_refused(
    client: Client, body: object, field: str
) -> None:
    headers = {"content-type": "application/json"}
    response = await client.post("/api/items", data=json.dumps(body), headers=headers)

    assert response.status_code == 422
    errors = (await response.get_json())["errors"]
    assert [error["field"] for error in errors] == [field]
    assert (await get(client, "/api/items"))["total"] == 0


async def test_update_changes_what_is_given_and_nothing_else(client: Client) -> None:
    item = await create_item(client, description="Brass")
    path = f"/api/items/{item['id']}"
    changed = item | {"name": "Torch"}

    updated = await client.patch(path, json={"name": "Torch"})
    assert await updated.get_json() == changed
    untouched = await client.patch(path, json={})
    assert await untouched.get_json() == changed
    assert await get(client, path) == changed


@pytest.mark.parametrize("body", [{"name": ""}, {"name": None}, {"id": 7}])
async def test_invalid_update_changes_nothing(client: Client, body: object) -> None:
    item = await create_item(client)
    path = f"/api/items/{item['id']}"

    assert (await client.patch(path, json=body)).status_code == 422
    assert await get(client, path) == item


async def test_deleted_item_is_gone(client: Client) -> None:
    path = (await create(client)).headers["location"]

    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404
    assert (await client.patch(path, json={"name": "x"})).status_code == 404
    assert (await client.delete(path)).status_code == 404


@pytest.mark.parametrize("item_id", ["word", "-1", "0", "%00", "9" * 40, "1/2"])
async def test_id_that_no_item_can_have_is_not_found(
    client: Client, item_id: str
) -> None:
    assert (await client.get(f"/api/items/{item_id}")).status_code == 404
