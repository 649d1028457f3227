"""Items as pages: listed, shown, and written with forms."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from .documents import read
from .forms import Caller
from .raw import json_request
from .sites import (
    DELETED,
    SAVED,
    assert_error_page,
    assert_page,
    errors,
    items_listed,
    location,
    messages,
    value,
)
from .test_errors import ALMOST_IDS, NO_IDS

pytestmark = [pytest.mark.need("pages"), pytest.mark.one_or_two_workers]

Item = dict[str, Any]

MARKUP = "<script>alert(1)</script> & <b>\"bold\"</b> 'x' {{ 7 * 7 }}{% if %}"
GOOD = (
    ("name", "a"),
    ("name", "a" * 100),
    ("name", "😀" * 100),
    ("name", f"  {'a' * 100}\t"),
    ("description", ""),
    ("description", "a" * 1000),
    ("description", "😀" * 1000),
    ("description", "a\r\n" * 500),
)
BAD = (
    ("name", ""),
    ("name", " \t "),
    ("name", "\u00a0\u3000"),
    ("name", "a" * 101),
    ("name", "😀" * 101),
    ("name", "a\0b"),
    ("description", "a" * 1001),
    ("description", "😀" * 1001),
    ("description", "a\r\n" * 501),
    ("description", "a\0b"),
)


def fresh_name(word: str = "Tea") -> str:
    return f"{word} {uuid4().hex}"


def api_item(client: httpx.Client, path: str) -> Item:
    """The item of a page, as the API has it."""
    return dict(client.get(f"/api{path}").json())


def create(client: httpx.Client, name: str, description: str = "") -> Item:
    body = {"name": name, "description": description}
    return dict(client.send(json_request(client, "POST", "/api/items", body)).json())


def described(case: tuple[str, str]) -> str:
    return f"{case[0]}={ascii(case[1])[:12]}-{len(case[1])}"


@pytest.mark.every_project
def test_created_item_is_shown_and_listed_with_a_message_once(
    writer: Caller, client: httpx.Client
) -> None:
    name = fresh_name()
    created = writer.fill("/items/new", name=name, description="Green,\r\nloose")
    shown = assert_page(writer.follow(created))
    assert shown.one("h1").words == name
    assert "Green, loose" in shown.one("main").words
    assert messages(shown) == [SAVED]
    listed = assert_page(writer.get("/items"))
    assert messages(listed) == []
    assert items_listed(listed)[0] == name
    item = api_item(client, location(created))
    assert (item["name"], item["description"]) == (name, "Green,\nloose")


def test_newest_item_is_listed_first(client: httpx.Client, visitor: Caller) -> None:
    names = [fresh_name(word) for word in ("First", "Second", "Third")]
    for name in names:
        create(client, name)
    assert items_listed(assert_page(visitor.get("/items")))[:3] == names[::-1]


def test_item_of_the_api_has_its_page(item: Item, visitor: Caller) -> None:
    page = assert_page(visitor.get(f"/items/{item['id']}"))
    assert page.one("h1").words == item["name"]
    assert item["description"] in page.one("main").words
    assert page.one("time").attributes["datetime"][:16] == item["created_at"][:16]
    assert item["name"] in page.one("title").words


def test_item_is_edited_in_a_form_that_is_filled_in(
    item: Item, writer: Caller, client: httpx.Client
) -> None:
    path = f"/items/{item['id']}"
    form = assert_page(writer.get(f"{path}/edit"))
    assert value(form, "name") == item["name"]
    assert value(form, "description") == item["description"]
    edited = writer.fill(f"{path}/edit", name="Mate", description="")
    assert location(edited) == path
    assert messages(read(writer.follow(edited))) == [SAVED]
    assert messages(read(writer.get(path))) == []
    assert api_item(client, path) == {**item, "name": "Mate", "description": ""}


def test_form_sent_back_as_it_is_changes_nothing(writer: Caller, client: httpx.Client) -> None:
    item = create(client, fresh_name(), "\n two\n\n lines \t<&>\n")
    path = f"/items/{item['id']}"
    assert location(writer.fill(f"{path}/edit")) == path
    assert api_item(client, path) == item


def test_item_is_deleted_once_that_is_confirmed(
    item: Item, writer: Caller, client: httpx.Client
) -> None:
    path = f"/items/{item['id']}"
    asked = assert_page(writer.get(f"{path}/delete"))
    assert str(item["name"]) in asked.one("main").words
    assert client.get(f"/api{path}").status_code == 200
    deleted = writer.fill(f"{path}/delete")
    assert location(deleted) == "/items"
    assert messages(read(writer.follow(deleted))) == [DELETED]
    assert messages(read(writer.get("/items"))) == []
    assert client.get(f"/api{path}").status_code == 404
    assert_error_page(writer.get(path), 404)


@pytest.mark.parametrize("case", GOOD, ids=described)
def test_text_within_the_limits_is_taken(
    writer: Caller, client: httpx.Client, case: tuple[str, str]
) -> None:
    field, text = case
    created = writer.fill("/items/new", **{"name": "Tea", field: text})
    expected = text.replace("\r\n", "\n")
    found = api_item(client, location(created))[field]
    assert found.strip() == expected.strip()


@pytest.mark.parametrize("case", BAD, ids=described)
@pytest.mark.parametrize("action", ["new", "edit"])
def test_text_past_the_limits_is_told_beside_its_field(
    writer: Caller, client: httpx.Client, item: Item, action: str, case: tuple[str, str]
) -> None:
    field, text = case
    path = "/items/new" if action == "new" else f"/items/{item['id']}/edit"
    texts = {"name": fresh_name(), "description": "Kept\r\nas it was", field: text}
    before = client.get("/api/items").json()["total"]
    page = assert_page(writer.fill(path, **texts))
    assert set(errors(page)) == {field}
    assert value(page, "name").strip() == texts["name"].replace("\0", "").strip() or "\0" in text
    other = {"name": "description", "description": "name"}[field]
    assert value(page, other) == texts[other].replace("\r\n", "\n")
    assert client.get("/api/items").json()["total"] == before
    assert api_item(client, f"/items/{item['id']}") == item


def test_every_invalid_field_is_told(writer: Caller) -> None:
    page = assert_page(writer.fill("/items/new", name=" ", description="a" * 1001))
    assert set(errors(page)) == {"name", "description"}


def test_missing_name_is_told(writer: Caller) -> None:
    fields = writer.form("/items/new")
    del fields["name"]
    assert set(errors(assert_page(writer.post("/items/new", fields)))) == {"name"}


def test_unknown_fields_have_no_say(writer: Caller, client: httpx.Client) -> None:
    fields = writer.form("/items/new")
    fields |= {"name": fresh_name(), "id": "1", "created_at": "2001-01-01T00:00:00Z"}
    found = api_item(client, location(writer.post("/items/new", fields)))
    assert found["id"] != 1
    assert not found["created_at"].startswith("2001")


def test_markup_is_text_wherever_it_is_shown(writer: Caller, client: httpx.Client) -> None:
    path = location(writer.fill("/items/new", name=MARKUP, description=MARKUP))
    assert api_item(client, path)["name"] == MARKUP
    pages = {
        name: assert_page(writer.get(name))
        for name in ("/items", path, f"{path}/edit", f"{path}/delete")
    }
    pages["refused"] = assert_page(writer.fill(f"{path}/edit", name=MARKUP * 9))
    for name, page in pages.items():
        assert not page.all("b"), name
        assert not [script for script in page.all("script") if "alert" in script.text], name
    assert items_listed(pages["/items"])[0] == MARKUP
    assert pages[path].one("h1").words == MARKUP
    assert MARKUP in pages[path].one("title").words
    assert MARKUP in pages[f"{path}/delete"].one("main").words
    assert value(pages[f"{path}/edit"], "name") == MARKUP
    assert value(pages[f"{path}/edit"], "description") == MARKUP
    assert value(pages["refused"], "name") == MARKUP * 9


@pytest.mark.parametrize("action", ["", "/edit", "/delete"])
@pytest.mark.parametrize("text", NO_IDS, ids=lambda text: text[:24])
def test_what_is_no_id_is_a_page_that_is_not_found(writer: Caller, text: str, action: str) -> None:
    if text in ("..", "%2e%2e"):
        return
    assert_error_page(writer.send("GET", f"/items/{text}{action}"), 404)


@pytest.mark.parametrize("spelling", ALMOST_IDS)
def test_other_spelling_of_an_id_is_not_found(writer: Caller, item: Item, spelling: str) -> None:
    path = f"/items/{spelling.format(item['id'])}"
    assert_error_page(writer.send("GET", path), 404)
    assert_error_page(writer.send("GET", f"{path}/edit"), 404)
