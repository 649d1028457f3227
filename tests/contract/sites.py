"""The project's pages as a browser without scripts uses them."""

import re
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx

from .accounts import PASSWORD, fresh_email
from .documents import Document, Element, read
from .forms import Caller
from .problems import media_type

SAVED, DELETED = "The item is saved.", "The item is deleted."
ITEM = re.compile(r"/items/(?!new$)\w+")
PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
    " object-src 'none'"
)


def assert_page(response: httpx.Response | None, status: int = 200) -> Document:
    """Checks that the answer is a whole page of the project, and returns it.

    Each one has its policy and nothing that the policy would have to let pass.
    """
    assert response is not None, "the server hung up without an answer"
    assert response.status_code == status, response.text[:2000]
    assert media_type(response) == "text/html", response.text[:2000]
    assert response.headers.get_list("content-security-policy") == [POLICY]
    assert response.headers.get_list("referrer-policy") == ["same-origin"]
    assert response.headers.get_list("x-content-type-options") == ["nosniff"]
    assert "Traceback" not in response.text
    page = read(response)
    assert page.one("html").attributes.get("lang") == "en"
    assert page.one("title").words
    assert page.one("h1").words
    assert page.all("main")
    assert not page.all("style")
    for element in page.elements:
        assert not [name for name in element.attributes if name == "style" or name[:2] == "on"]
    assert all(script.attributes.get("src") for script in page.all("script"))
    return page


def assert_error_page(response: httpx.Response | None, status: int) -> Document:
    """Checks a page that says what went wrong, in the status's own words, and leads on."""
    page = assert_page(response, status)
    phrase = page.one("h1").words.replace("Request Entity", "Content")
    assert phrase == HTTPStatus(status).phrase.replace("Request Entity", "Content")
    assert page.all("a", href="/")
    if response is not None and status == HTTPStatus.METHOD_NOT_ALLOWED:
        assert response.headers.get("allow"), "a 405 without Allow"
    return page


def assert_no_page_fault(response: httpx.Response | None) -> None:
    """Checks that odd input is answered without a server error, or refused by hanging up."""
    if response is not None:
        assert response.status_code < 500, response.text[:2000]
        assert "Traceback" not in response.text


def location(response: httpx.Response) -> str:
    """Where a 303 leads on this host."""
    assert response.status_code == 303, response.text[:2000]
    url = urlsplit(response.headers["location"])
    assert url.netloc in ("", response.request.url.netloc.decode())
    return url.path


def messages(page: Document) -> list[str]:
    """What the page tells about the step before it."""
    return [box.words for box in page.all(class_="messages")]


def items_listed(page: Document) -> list[str]:
    """The names of the items that the page links, in their order."""
    return [
        link.text.strip()
        for link in page.all("a")
        if ITEM.fullmatch(urlsplit(link.attributes.get("href", "")).path)
    ]


def field(page: Document, name: str) -> Element:
    """The one field of the page's form with that name."""
    [found] = [
        element
        for element in page.all(name=name)
        if element.tag in ("input", "textarea") and element.attributes.get("type") != "hidden"
    ]
    return found


def value(page: Document, name: str) -> str:
    """What stands in a field."""
    found = field(page, name)
    if found.tag == "textarea":
        return re.sub(r"\r\n?", "\n", re.sub(r"^\r?\n", "", found.text))
    return found.attributes.get("value", "")


def errors(page: Document) -> dict[str, str]:
    """The messages beside fields, by the field that each is tied to."""
    found = {}
    for element in page.all(aria_invalid="true"):
        described = element.attributes["aria-describedby"].split()
        texts = [page.one(id=id_) for id_ in described]
        [error] = [text for text in texts if text.attributes.get("class") == "error"]
        assert error.attributes["id"] == f"{element.attributes['id']}-error"
        assert error.words
        found[element.attributes["name"]] = error.words
    assert len(found) == len(page.all(class_="error")), "a message that is tied to no field"
    return found


def form_errors(page: Document) -> list[str]:
    """All messages of a form, tied to a field or not."""
    return [element.words for element in page.all(class_="error")]


def sign_up(caller: Caller, email: str | None = None, password: str = PASSWORD) -> str:
    """Makes an account, signed in with `caller`, and returns its address."""
    email = email or fresh_email()
    answer = caller.fill("/signup", email=email, password=password)
    assert location(answer) == "/items", answer.text[:2000]
    assert is_signed_in(caller, email)
    return email


def log_in(caller: Caller, email: str, password: str = PASSWORD) -> httpx.Response:
    return caller.fill("/login", email=email, password=password)


def log_out(caller: Caller) -> httpx.Response:
    """Presses the button that every page has for who is signed in."""
    return caller.fill_in(caller.get("/items"), "/logout")


def is_signed_in(caller: Caller, email: str = "") -> bool:
    """Whether every page would say so, and let write."""
    page = read(caller.get("/items"))
    is_in = bool(page.all("form", action="/logout"))
    assert is_in == (caller.send("GET", "/items/new").status_code == 200)
    assert not is_in or email in page.one(class_="account").words
    return is_in
