"""What an HTML page loads and links."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

from .problems import media_type

URL_ATTRIBUTES = ("src", "href", "data", "poster", "action")
ELSEWHERE = re.compile(r"""(?:https?:)?//[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}[^\s"'`)]*""")
COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
"""A line that is only a comment, which may name any address."""


@dataclass
class Page(HTMLParser):
    """The URLs that a page loads by itself, those it links, and its scripts' and styles' text."""

    url: str
    loads: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    inline: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = [urljoin(self.url, value or "") for name, value in attrs if name in URL_ATTRIBUTES]
        (self.links if tag == "a" else self.loads).extend(found)

    def handle_data(self, data: str) -> None:
        if self.lasttag in ("script", "style"):
            self.inline += data


def read_page(response: httpx.Response) -> Page:
    """The page of a successful HTML answer."""
    assert response.status_code == 200, response.text[:500]
    assert media_type(response) == "text/html"
    page = Page(str(response.url))
    page.feed(response.text)
    return page


def assert_loads_from_here_only(page: Page, client: httpx.Client) -> None:
    """Checks that everything the page needs is there, and on the page's own host."""
    assert not ELSEWHERE.findall(COMMENT.sub("", page.inline))
    for url in page.loads:
        if url.startswith("data:"):
            continue
        assert urlsplit(url).netloc == urlsplit(page.url).netloc, f"loaded from elsewhere: {url}"
        asset = client.get(url)
        assert asset.status_code == 200, f"{url}: {asset.status_code}"
        if media_type(asset) == "text/css":
            assert not re.search(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""", asset.text), url
