import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from quart.typing import TestClientProtocol as Client
from werkzeug.datastructures import Headers

from {{ package }} import store
from {{ package }}.app import create_app
from {{ package }}.pages import languages, static
from {{ package }}.settings import Settings

PEER = {"client": ("10.0.0.1", 1)}
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


{% include "templates/shared/quart/tests/browser.py" %}


@pytest.fixture
async def browser(settings: Settings) -> AsyncIterator[Browser]:
    async with open_browser(settings) as browser:
{% if auth %}
        account = {"email": "ada@example.com", "password": "difference engine"}
        assert (await submit(browser, "/signup", **account)).status_code == 303
{% endif %}
        yield browser


async def create(browser: Browser, name: str, description: str = "") -> str:
    """Return where the page of the item is."""
    created = await submit(browser, "/items/new", name=name, description=description)
    assert created.status_code == 303
    return created.headers["location"]


async def listed(browser: Browser, **query: str) -> list[str]:
    page = await browser.get("/items", query_string=query)
    assert page.status_code == 200
    return re.findall(r'<a href="/items/\w+">(.*)</a>', page.text)


def errors(page: Page) -> dict[str, str]:
    """Return the messages by the fields that they stand beside."""
    return dict(re.findall(r'<p class="error" id="(\w+)-error">(.*)</p>', page.text))


async def test_landing_page_links_the_items(browser: Browser) -> None:
    page = await browser.get("/")

    assert page.status_code == 200
    assert 'href="/items"' in page.text


async def test_created_item_is_shown(browser: Browser) -> None:
    path = await create(browser, "  Lamp ", "It\r\nshines.")

    page = await browser.get(path)
    assert "<h1>Lamp</h1>" in page.text
    assert ">It\nshines.</p>" in page.text
    assert "The item is saved." in page.text
    assert "The item is saved." not in (await browser.get(path)).text


async def test_newest_item_is_listed_first(browser: Browser) -> None:
    assert "There is nothing here yet." in (await browser.get("/items")).text
    for name in ("Lamp", "Chair"):
        await create(browser, name)

    assert await listed(browser) == ["Chair", "Lamp"]


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("", "", {"name": "This field is needed."}),
        ("  ", "", {"name": "This field is needed."}),
        ("x" * 101, "", {"name": "At most 100 characters."}),
        ("Lamp", "x" * 1001, {"description": "At most 1000 characters."}),
        ("a\0b", "", {"name": "It has a character that cannot be kept."}),
    ],
)
async def test_invalid_item_is_told_at_its_field(
    browser: Browser, name: str, description: str, expected: dict[str, str]
) -> None:
    page = await submit(browser, "/items/new", name=name, description=description)

    assert page.status_code == 200
    assert errors(page) == expected
    [field] = expected
    assert f'aria-describedby="{field}-error" aria-invalid="true"' in page.text
    assert await listed(browser) == []


async def test_what_was_typed_is_kept(browser: Browser) -> None:
    page = await submit(browser, "/items/new", name="x" * 101, description="It shines.")

    assert f'value="{"x" * 101}"' in page.text
    assert "It shines.</textarea>" in page.text


async def test_item_is_edited(browser: Browser) -> None:
    path = await create(browser, "Lamp", "It shines.")
    form = await browser.get(f"{path}/edit")
    assert 'value="Lamp"' in form.text
    assert "It shines.</textarea>" in form.text

    assert errors(await submit(browser, f"{path}/edit", name="")) != {}
    edited = await submit(browser, f"{path}/edit", name="Torch", description="")

    assert edited.status_code == 303
    assert edited.headers["location"] == path
    assert "<h1>Torch</h1>" in (await browser.get(path)).text
    assert "It shines." not in (await browser.get(path)).text


async def test_item_is_deleted_once_confirmed(browser: Browser) -> None:
    path = await create(browser, "Lamp")
    assert "“Lamp” will be gone for good." in (await browser.get(f"{path}/delete")).text
    assert await listed(browser) == ["Lamp"]

    deleted = await submit(browser, f"{path}/delete")

    assert deleted.status_code == 303
    assert deleted.headers["location"] == "/items"
    assert "The item is deleted." in (await browser.get("/items")).text
    assert (await browser.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lamp", ["Lamp"]),
        ("SHINES", ["Lamp"]),
        ("%", ["100% wool"]),
        ("_", []),
        ("\0chair", []),
        ("wool\0", ["100% wool"]),
        ("x" * 200, ["x" * 100]),
    ],
)
async def test_items_are_found_by_their_text(
    browser: Browser, text: str, expected: list[str]
) -> None:
    await create(browser, "Lamp", "It shines.")
    await create(browser, "100% wool")
    await create(browser, "x" * 100)

    assert await listed(browser, q=text) == expected


async def test_nothing_found_is_told(browser: Browser) -> None:
    page = await browser.get("/items?q=lamp")

    assert "Nothing was found." in page.text
    assert 'value="lamp"' in page.text


async def test_long_list_has_pages(browser: Browser) -> None:
    for number in range(21):
        await create(browser, f"Lamp {number}")

    assert (await listed(browser, q="lamp"))[0] == "Lamp 20"
    assert len(await listed(browser, q="lamp")) == 20
    assert await listed(browser, q="lamp", page="2") == ["Lamp 0"]
    assert 'href="?q=lamp&amp;page=2"' in (await browser.get("/items?q=lamp")).text
    assert (await browser.get("/items?page=3")).status_code == 404


async def test_page_that_there_cannot_be_is_not_found(browser: Browser) -> None:
    for number in ("0", "-1", "x", "", "²", "9" * 5000):
        page = await browser.get("/items", query_string={"page": number})
        assert page.status_code == 404


@pytest.mark.parametrize("action", ["", "/edit", "/delete"])
async def test_item_that_there_is_not_is_not_found(
    browser: Browser, action: str
) -> None:
    for item_id in ("1", "0", "x", "%00", "%ED%A0%80", "9" * 5000):
        page = await browser.get(f"/items/{item_id}{action}")
        assert page.status_code == 404
        assert "<h1>Not Found</h1>" in page.text


async def test_form_without_its_token_is_refused(browser: Browser) -> None:
    path = await create(browser, "Lamp")
    refused = [
        await browser.post(f"{path}/{action}", form={"name": "Torch", **token})
        for action in ("edit", "delete")
        for token in ({}, {"csrf_token": "x"}, {"csrf_token": "##x"})
    ]

    for page in refused:
        assert page.status_code == 400
        assert "<h1>Bad Request</h1>" in page.text
    assert await listed(browser) == ["Lamp"]


async def test_token_of_another_session_is_refused(browser: Browser) -> None:
    [token] = set(TOKEN.findall((await browser.get("/items/new")).text))
    other = Browser(browser.client.app.test_client())
    path = "{{ '/login' if auth else '/items/new' }}"
    await other.get(path)

    page = await other.post(path, form={"csrf_token": token})

    assert page.status_code == 400


async def test_text_is_shown_as_it_is(browser: Browser) -> None:
    path = await create(browser, "<b>Lamp</b>", "<script>")

    for place in ("/items", path, f"{path}/edit"):
        page = await browser.get(place)
        assert "&lt;b&gt;Lamp&lt;/b&gt;" in page.text
        assert "&lt;script&gt;" in page.text
        assert "<script>" not in page.text


async def test_pages_load_and_run_nothing_else(browser: Browser) -> None:
    for path in ("/", "/items", "/items/new", "/nowhere"):
        page = await browser.get(path)
        assert page.headers["content-security-policy"].startswith("default-src 'self';")
        assert page.headers["referrer-policy"] == "same-origin"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "style=" not in page.text
        assert "<script>" not in page.text


async def test_session_is_for_this_site_alone(settings: Settings) -> None:
    path = "{{ '/login' if auth else '/items/new' }}"
    for debug in (False, True):
        changed = settings.model_copy(update={"debug": debug})
        async with open_browser(changed) as browser:
            cookie = (await browser.get(path)).headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert ("secure" in cookie) is not debug


async def test_broken_session_is_none(browser: Browser) -> None:
    stranger = Browser(browser.client.app.test_client(use_cookies=False))
    for value in ("x", "a.b.c", "\xff"):
        cookies = {"cookie": f"session={value}{{ '; account={value}' if mail }}"}
        page = await stranger.get("/items", headers=cookies)
        assert page.status_code == 200


async def test_people_see_errors_on_pages(browser: Browser) -> None:
    page = await browser.get("/nowhere")

    assert page.status_code == 404
    assert "<h1>Not Found</h1>" in page.text
    assert "There is no such page." in page.text
    assert 'href="/"' in page.text


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/nowhere", "*/*", "application/problem+json"),
        ("/api/nowhere", "text/html", "application/problem+json"),
        ("/health/nowhere", "text/html", "application/problem+json"),
        ("/nowhere", "text/html", "text/html; charset=utf-8"),
        ("/items/nowhere", "*/*", "text/html; charset=utf-8"),
    ],
)
async def test_programs_get_problems(
    browser: Browser, path: str, accept: str, media_type: str
) -> None:
    response = await browser.get(path, headers={"accept": accept})

    assert response.status_code == 404
    assert response.headers["content-type"] == media_type


async def test_wrong_method_is_told_the_right_ones_on_a_page(browser: Browser) -> None:
    page = await browser.open("/items/new", method="PUT")

    assert page.status_code == 405
    assert {*page.headers["allow"].split(", ")} == {"GET", "HEAD", "OPTIONS", "POST"}
    assert "<h1>Method Not Allowed</h1>" in page.text


async def test_unexpected_fault_is_a_page_without_its_reason(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise RuntimeError("the reason")

    monkeypatch.setattr(store, "search_items", fail)
    page = await browser.get("/items")

    assert page.status_code == 500
    assert "<h1>Internal Server Error</h1>" in page.text
    assert "the reason" not in page.text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="csrf_token"; filename="x"'
            b"\r\n\r\nx\r\n--x--\r\n",
        ),
        ("application/x-www-form-urlencoded", b"csrf_token=%ED%A0%80%23%23%FF"),
        ("application/json", b"{}"),
    ],
)
async def test_odd_form_is_refused(
    browser: Browser, content_type: str, body: bytes
) -> None:
    headers = {"content-type": content_type}
    page = await browser.post("/items/new", data=body, headers=headers)

    assert page.status_code == 400
    assert "<h1>Bad Request</h1>" in page.text


async def style(browser: Browser) -> Page:
    [path] = re.findall(r'href="(/static/style\S*)"', (await browser.get("/")).text)
    return await browser.get(path)


async def test_style_is_served(settings: Settings) -> None:
    for debug in (False, True):
        changed = settings.model_copy(update={"debug": debug})
        async with open_browser(changed) as browser:
            found = await style(browser)
        assert found.status_code == 200
        assert found.headers["content-type"].startswith("text/css")


async def test_built_style_is_kept_for_good(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = {"style.css": "style.0123456789ab.css"}
    manifest = tmp_path / "staticfiles.json"
    manifest.write_text(json.dumps({"paths": names}))
    (tmp_path / names["style.css"]).write_text("/* built */")
    monkeypatch.setattr(static, "BUILT", tmp_path)
    monkeypatch.setattr(static, "MANIFEST", manifest)

    async with open_browser(settings) as browser:
        found = await style(browser)

    assert found.text == "/* built */"
    assert "immutable" in found.headers["cache-control"]


async def test_what_is_no_static_file_is_not_found(browser: Browser) -> None:
    for path in ("", "nothing", "../site.py", "%2e%2e/site.py", "%00"):
        assert (await browser.get(f"/static/{path}")).status_code == 404


@pytest.fixture
async def translated(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Browser]:
    """A browser where there is a German catalogue, and a Portuguese one of Brazil."""
    texts = {
        "Items": "Dinge",
        "There is no such page.": "Diese Seite gibt es nicht.",
        "%(name)s": "%(name)s",
    }
    for name in ("de", "pt_BR"):
        catalogue = Catalog(locale=name)
        for text, translation in texts.items():
            catalogue.add(text, translation)
        path = tmp_path / name / "LC_MESSAGES" / "messages.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_mo(file, catalogue)
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    async with open_browser(settings) as browser:
        yield browser


@pytest.mark.parametrize(
    ("accepted", "language", "heading"),
    [
        ("de", "de", "Dinge"),
        ("de-CH, en;q=0.9", "de", "Dinge"),
        ("en, de;q=0.9", "en", "Items"),
        ("de;q=0.1, fr, en;q=0.2", "en", "Items"),
        ("pt-BR", "pt-BR", "Dinge"),
        ("de;q=0, *", "en", "Items"),
        ("fr", "en", "Items"),
        (";q=x,,-", "en", "Items"),
    ],
)
async def test_pages_speak_what_the_browser_asks_for(
    translated: Browser, accepted: str, language: str, heading: str
) -> None:
    page = await translated.get("/items", headers={"accept-language": accepted})

    assert f'<html lang="{language}">' in page.text
    assert f"<h1>{heading}</h1>" in page.text


async def test_errors_are_translated(translated: Browser) -> None:
    page = await translated.get("/nowhere", headers={"accept-language": "de"})

    assert "Diese Seite gibt es nicht." in page.text
