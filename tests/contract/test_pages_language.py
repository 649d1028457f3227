"""Another language: a catalogue is all it takes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from projects import Project, setting_in
from servers import Server

from .documents import Document, read
from .problems import assert_problem

pytestmark = [pytest.mark.need("pages"), pytest.mark.alone("pages")]

TEXTS = {"Items": "Artikel", "Nothing was found.": "Nichts gefunden."}
GERMAN = ("de", "de-AT", "de-DE,de;q=0.9,en;q=0.5", "fr,de;q=0.5", "en;q=0.1,de")
ENGLISH = ("", "en", "en-GB,de;q=0.9", "fr", "*", "x" * 5000, "../../..", "-")


def add_catalogue(project: Project) -> None:
    """Puts a catalogue of German where the project's framework looks for it."""
    is_django = project.answers["framework"] == "django"
    folder, domain = ("locale", "django") if is_django else ("translations", "messages")
    catalogue = Catalog(locale="de")
    for text, translated in TEXTS.items():
        catalogue.add(text, translated)
    path = project.path / project.package / "pages" / folder / "de/LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture(scope="module")
def client_of_both(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client of a copy of the project that has another language."""
    copy = replace(project, path=Path(tmp_path_factory.mktemp("language"), "shop"))
    cloned = project.run("git", "clone", "--quiet", ".", str(copy.path))
    assert cloned.returncode == 0, cloned.stdout
    add_catalogue(copy)
    copy.make("install")
    url = setting_in(project.path / ".env", "DATABASE_URL")
    with (
        Server(copy, "dev", {"DATABASE_URL": url}) as server,
        httpx.Client(base_url=server.url, timeout=10, trust_env=False) as client,
    ):
        yield client


def page(client: httpx.Client, languages: str, path: str = "/items?q=nothing") -> Document:
    answer = client.get(path, headers={"Accept-Language": languages.encode("latin-1")})
    return read(answer)


@pytest.mark.parametrize("languages", GERMAN)
def test_who_prefers_a_language_with_a_catalogue_reads_it(
    client_of_both: httpx.Client, languages: str
) -> None:
    shown = page(client_of_both, languages)
    assert shown.one("h1").words == "Artikel"
    assert "Nichts gefunden." in shown.one("main").words
    assert shown.one("html").attributes["lang"] == "de"


@pytest.mark.parametrize("languages", ENGLISH, ids=lambda text: ascii(text[:24]))
def test_everybody_else_reads_english(client_of_both: httpx.Client, languages: str) -> None:
    shown = page(client_of_both, languages)
    assert shown.one("h1").words == "Items"
    assert shown.one("html").attributes["lang"] == "en"


def test_nothing_else_chooses_the_language(client_of_both: httpx.Client) -> None:
    for query in ("lang=de", "language=de", "locale=de"):
        assert page(client_of_both, "en", f"/items?{query}").one("h1").words == "Items"
    cookie = {"Cookie": "lang=de; locale=de"}
    assert read(client_of_both.get("/items", headers=cookie)).one("h1").words == "Items"


def test_text_without_a_translation_stays_english(client_of_both: httpx.Client) -> None:
    assert page(client_of_both, "de", "/items/new").one("h1").words == "New item"
    assert_problem(client_of_both.get("/api/items/0", headers={"Accept-Language": "de"}), 404)
