"""The list of items as pages: what a search finds, and how a long list is turned over."""

from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from servers import Server

from .documents import Document
from .forms import Caller
from .sites import assert_error_page, assert_no_page_fault, assert_page, items_listed, value
from .test_pages_items import MARKUP, create

pytestmark = [pytest.mark.need("pages"), pytest.mark.one_or_two_workers]

SIZE, LAST = 20, 3
NO_PAGES = (
    "0",
    "-1",
    "3",
    "abc",
    "1.5",
    "1e0",
    "0x1",
    "9" * 19,
    "9" * 20,
    "9" * 5000,
    "-" + "9" * 5000,
    "%00",
    "1%00",
    "%ff",
    "%ED%A0%80",
    "²",
)
ODD_QUERIES = (
    "q=%ED%A0%80",
    "q=%ff",
    "q=%",
    "q=%zz",
    "q=%00",
    "q=\\",
    "q=%25%5F%5C",
    "q=' OR 1=1 --",
    "q=%F0%9F%98%80",
    "q=a&q=b",
    "q[]=a",
    "q",
    "page",
    "page=",
    "page=1&page=2",
    "page=%EF%BC%91",
    "page=%D9%A1",
    "page=1_0",
    "page=%201",
    "page=%2B1",
    "=&&==",
    "%00=%00",
)


@pytest.fixture(scope="session")
def word(server: Server) -> str:
    """A word that no other item has, not even one made at a server of more workers."""
    return uuid4().hex


@pytest.fixture(scope="session")
def many(client: httpx.Client, word: str) -> list[str]:
    """The names of items for two pages, the newest first."""
    names = [f"Item {number} of {word} & more" for number in range(SIZE + LAST)]
    for name in names:
        create(client, name)
    return names[::-1]


def find(visitor: Caller, text: str) -> Document:
    return assert_page(visitor.get(f"/items?q={quote(text)}"))


def related(page: Document, rel: str) -> list[str]:
    return [link.attributes["href"] for link in page.all("a", rel=rel)]


def test_long_list_has_pages_that_link_each_other(
    visitor: Caller, many: list[str], word: str
) -> None:
    first = find(visitor, f"{word} & more")
    assert items_listed(first) == many[:SIZE]
    assert related(first, "prev") == []
    assert "Page 1 of 2" in first.one("main").words
    [onward] = related(first, "next")
    second = assert_page(visitor.get(f"/items{onward}" if onward[0] == "?" else onward))
    assert items_listed(second) == many[SIZE:]
    assert value(second, "q") == f"{word} & more"
    assert related(second, "next") == []
    [back] = related(second, "prev")
    again = assert_page(visitor.get(f"/items{back}" if back[0] == "?" else back))
    assert items_listed(again) == many[:SIZE]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("number", NO_PAGES, ids=lambda number: number[:12])
def test_page_that_is_none_is_not_found(visitor: Caller, word: str, number: str) -> None:
    assert_error_page(visitor.get(f"/items?q={word}&page={number}"), 404)


@pytest.mark.usefixtures("many")
def test_all_items_are_on_some_page(visitor: Caller, client: httpx.Client) -> None:
    total = client.get("/api/items").json()["total"]
    last = -(-total // SIZE)
    assert len(items_listed(assert_page(visitor.get("/items")))) == SIZE
    end = items_listed(assert_page(visitor.get(f"/items?page={last}")))
    assert len(end) == total - SIZE * (last - 1)
    assert_error_page(visitor.get(f"/items?page={last + 1}"), 404)


def test_nothing_found_is_told_on_the_first_page(visitor: Caller) -> None:
    page = find(visitor, uuid4().hex)
    assert items_listed(page) == []
    assert "Nothing was found." in page.one("main").words
    assert assert_page(visitor.get(f"/items?q={uuid4().hex}&page=1"))


def test_search_finds_words_in_names_and_descriptions_whatever_the_case(
    client: httpx.Client, visitor: Caller
) -> None:
    mark = uuid4().hex[:12]
    create(client, f"Green TEA{mark}")
    create(client, "Cup", f"for green teA{mark} only")
    create(client, f"Coffee{mark}")
    for text in (f"tea{mark}", f"TEA{mark}".upper(), f"en Tea{mark}"):
        page = find(visitor, text)
        assert items_listed(page) == ["Cup", f"Green TEA{mark}"]
        assert value(page, "q") == text


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "*", "?", "[", "&", "+", "#"])
def test_sign_is_searched_for_as_it_is(client: httpx.Client, visitor: Caller, sign: str) -> None:
    mark = uuid4().hex[:12]
    create(client, f"1{sign}0 {mark}")
    create(client, f"1x0 {mark}")
    create(client, f"10 {mark}")
    assert items_listed(find(visitor, f"1{sign}0 {mark}")) == [f"1{sign}0 {mark}"]


def test_search_is_cut_to_100_characters_and_has_no_nul(
    client: httpx.Client, visitor: Caller
) -> None:
    name = (uuid4().hex * 4)[:100]
    create(client, name)
    page = assert_page(visitor.get(f"/items?q={name[:9]}%00{name[9:]}{'x' * 5000}"))
    assert items_listed(page) == [name]
    assert value(page, "q") == name


def test_markup_in_the_search_is_text(visitor: Caller) -> None:
    page = find(visitor, MARKUP)
    assert value(page, "q") == MARKUP
    assert not page.all("b")


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_odd_query_is_no_fault(visitor: Caller, query: str) -> None:
    assert_no_page_fault(visitor.send("GET", f"/items?{query}"))
