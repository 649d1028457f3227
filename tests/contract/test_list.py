"""The list of items: order, pages, and what is no page."""

from typing import Any

import httpx
import pytest

from .problems import assert_no_fault, assert_problem, media_type

Item = dict[str, Any]

PAST_THE_END = (2**31 - 1,)
ABSURD = (2**31, 2**63 - 1, 2**63, 10**30, "9" * 5000)
WRONG = {
    "limit": ("0", "-1", "101", "abc", "1.5", "1e1", "9" * 30, "9" * 5000, "%00", "%ff"),
    "offset": ("-1", "abc", "1.5", "-" + "9" * 5000, "%00", "%ff"),
}


def ids_on(page: dict[str, list[Item]]) -> list[int | str]:
    return [item["id"] for item in page["items"]]


def test_list_has_items_and_total_and_nothing_else(client: httpx.Client, item: Item) -> None:
    response = client.get("/api/items")
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    page = response.json()
    assert set(page) == {"items", "total"}
    assert all(set(one) == set(item) for one in page["items"])


def test_created_item_is_listed_last_and_counted(client: httpx.Client, item: Item) -> None:
    total = client.get("/api/items").json()["total"]
    page = client.get("/api/items", params={"offset": total - 1}).json()
    assert page == {"items": [item], "total": total}


@pytest.mark.usefixtures("hundred_and_one_items")
def test_pages_walk_through_all_items_in_ascending_order(client: httpx.Client) -> None:
    total = client.get("/api/items").json()["total"]
    walked: list[Any] = []
    for offset in range(0, total, 7):
        walked += ids_on(client.get("/api/items", params={"limit": 7, "offset": offset}).json())
    assert len(walked) == total
    assert walked == sorted(set(walked))


@pytest.mark.usefixtures("hundred_and_one_items")
@pytest.mark.parametrize(("query", "size"), [("", 20), ("?limit=1", 1), ("?limit=100", 100)])
def test_page_is_as_long_as_asked(client: httpx.Client, query: str, size: int) -> None:
    page = client.get(f"/api/items{query}").json()
    assert len(page["items"]) == size
    assert page["total"] > 100


@pytest.mark.parametrize("offset", PAST_THE_END)
def test_offset_past_the_end_is_an_empty_page(client: httpx.Client, offset: int) -> None:
    total = client.get("/api/items").json()["total"]
    for past in (total, offset):
        response = client.get("/api/items", params={"offset": past})
        assert response.status_code == 200
        assert response.json() == {"items": [], "total": total}


@pytest.mark.parametrize("offset", ABSURD, ids=lambda value: f"{len(str(value))}-digits")
def test_absurd_offset_is_an_empty_page_or_refused(client: httpx.Client, offset: int | str) -> None:
    response = client.get(f"/api/items?offset={offset}")
    if response.status_code == 200:
        assert response.json()["items"] == []
    else:
        assert_problem(response, 422, field="offset")


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        pytest.param(parameter, value, id=f"{parameter}={value[:12]}")
        for parameter, values in WRONG.items()
        for value in values
    ],
)
def test_wrong_paging_is_refused_by_its_name(
    client: httpx.Client, parameter: str, value: str
) -> None:
    assert_problem(client.get(f"/api/items?{parameter}={value}"), 422, field=parameter)


def test_every_wrong_parameter_is_named(client: httpx.Client) -> None:
    response = client.get("/api/items?limit=0&offset=-1")
    assert_problem(response, 422)
    assert {error["field"] for error in response.json()["errors"]} == {"limit", "offset"}


@pytest.mark.parametrize(
    "query",
    ["limit=", "limit=1&limit=x", "limit[]=1", "limit=%2B5", "limit=1_0", "limit=%EF%BC%91", "x=1"],
)
def test_odd_paging_is_no_fault(client: httpx.Client, query: str) -> None:
    assert_no_fault(client.get(f"/api/items?{query}"))
