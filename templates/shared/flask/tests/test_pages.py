import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from {{ package }} import store
from {{ package }}.app import create_app
from {{ package }}.pages import languages, static
from {{ package }}.settings import Settings

NO_ID = {{ '"7" * 24' if mongodb else 7 }}
HTML = {"accept": "text/html"}
TOKEN = re.compile(r'name="csrf_token" type="hidden" value="([^"]+)"')


def submit(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Fill in the form at the path, and send it."""
    token = TOKEN.search(client.get(path).text)
    assert token, "there is no form"
    return client.post(path, data={**fields, "csrf_token": token[1]})


@pytest.fixture
{% if auth %}
def visitor(stranger: FlaskClient) -> FlaskClient:
    """A browser whose person has signed up."""
    submit(stranger, "/signup", email="ada@example.com", password="difference engine")
    return stranger
{% else %}
def visitor(client: FlaskClient) -> FlaskClient:
    """A browser."""
    return client
{% endif %}


@pytest.fixture
def item_id(app: Flask, visitor: FlaskClient) -> {{ id_type }}:
    with app.app_context():
        return {{ "str(" if mongodb }}store.create_item(name="Engine", description="of brass").id{{ ")" if mongodb }}


def test_created_item_is_shown_and_listed(visitor: FlaskClient) -> None:
    created = submit(visitor, "/items/new", name=" Loom ", description="one\r\ntwo")

    assert created.status_code == 303
    page = visitor.get(created.location)
    assert "<h1>Loom</h1>" in page.text
    assert "one\ntwo" in page.text
    assert "The item is saved." in page.text
    assert "The item is saved." not in visitor.get(created.location).text
    assert "Loom" in visitor.get("/items").text


def test_invalid_item_is_refused_beside_its_field(visitor: FlaskClient) -> None:
    page = submit(visitor, "/items/new", name="  ", description="kept")

    assert page.status_code == 200
    assert 'aria-describedby="name-error" aria-invalid="true"' in page.text
    assert 'id="name-error"' in page.text
    assert "kept</textarea>" in page.text
    assert "kept" not in visitor.get("/items").text


def test_edited_item_is_changed(visitor: FlaskClient, item_id: {{ id_type }}) -> None:
    path = f"/items/{item_id}/edit"
    assert 'value="Engine"' in visitor.get(path).text

    assert submit(visitor, path, name="Loom").location == f"/items/{item_id}"

    assert "<h1>Loom</h1>" in visitor.get(f"/items/{item_id}").text


def test_deleted_item_is_gone(visitor: FlaskClient, item_id: {{ id_type }}) -> None:
    path = f"/items/{item_id}/delete"
    assert "Engine" in visitor.get(path).text

    assert submit(visitor, path).location == "/items"

    assert visitor.get(f"/items/{item_id}").status_code == 404


@pytest.mark.parametrize(
    "path", [f"/items/{NO_ID}/edit", f"/items/{NO_ID}/delete", "/items/x"]
)
def test_item_that_is_not_there_is_a_page_that_says_so(
    visitor: FlaskClient, path: str
) -> None:
    page = visitor.get(path)

    assert page.status_code == 404
    assert "<h1>Not Found</h1>" in page.text


def test_form_without_a_token_changes_nothing(
    visitor: FlaskClient, item_id: {{ id_type }}
) -> None:
    page = visitor.post(f"/items/{item_id}/delete")

    assert page.status_code == 400
    assert "<h1>Bad Request</h1>" in page.text
    assert visitor.get(f"/items/{item_id}").status_code == 200


def test_search_finds_in_names_and_descriptions(
    visitor: FlaskClient, item_id: {{ id_type }}
) -> None:
    for q in ("ENGINE", "Brass"):
        assert "Engine" in visitor.get("/items", query_string={"q": q}).text
    for q in ("%", "loom\0"):
        page = visitor.get("/items", query_string={"q": q})
        assert "Nothing was found." in page.text


def test_long_list_has_pages(app: Flask, visitor: FlaskClient) -> None:
    with app.app_context():
        for number in range(21):
            store.create_item(name=f"Item {number}", description="")

    first, last = visitor.get("/items"), visitor.get("/items?page=2")

    assert "Page 1 of 2" in first.text
    assert "Item 20<" in first.text
    assert "Item 0<" in last.text
    for page in ("0", "3", "x", "9" * 30):
        assert visitor.get(f"/items?page={page}").status_code == 404


def test_markup_in_an_item_is_text(visitor: FlaskClient) -> None:
    created = submit(visitor, "/items/new", name="<b>bold</b>")

    assert "&lt;b&gt;bold&lt;/b&gt;" in visitor.get(created.location).text


def test_pages_run_nothing_but_what_is_theirs(client: FlaskClient) -> None:
    for path in ("/", "/items", "/nowhere"):
        page = client.get(path, headers=HTML)
        assert "default-src 'self'" in page.headers["content-security-policy"]
    documentation = client.get("/docs")
    assert "content-security-policy" not in documentation.headers


def test_errors_are_pages_for_people_and_problems_for_programs(
    client: FlaskClient,
) -> None:
    for path, headers, media_type in (
        ("/nowhere", HTML, "text/html"),
        ("/nowhere", {}, "application/problem+json"),
        ("/api/nowhere", HTML, "application/problem+json"),
    ):
        error = client.get(path, headers=headers)
        assert (error.status_code, error.mimetype) == (404, media_type)


def test_fault_is_a_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(store, "search_items")

    page = client.get("/items")

    assert page.status_code == 500
    assert "<h1>Internal Server Error</h1>" in page.text
    assert "search_items" not in page.text


def test_catalogue_adds_a_language(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalog(locale="de")
    catalogue.add("Items", "Dinge")
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(languages, "TRANSLATIONS", tmp_path)
    client = create_app(settings).test_client()

    page = client.get("/", headers={"accept-language": "de-AT, en;q=0.5"})

    assert '<html lang="de">' in page.text
    assert "Dinge" in page.text
    assert "Dinge" not in client.get("/").text


def test_built_files_are_named_by_their_content(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = '{"paths": {"style.css": "style.0123456789ab.css"}}'
    (tmp_path / "staticfiles.json").write_text(manifest)
    (tmp_path / "style.0123456789ab.css").write_text("body {}")
    monkeypatch.setattr(static, "BUILT", tmp_path)
    client = create_app(settings).test_client()

    assert "/static/style.0123456789ab.css" in client.get("/").text
    with client.get("/static/style.0123456789ab.css") as file:
        assert "immutable" in file.headers["cache-control"]
