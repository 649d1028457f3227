"""HTML forms as a script fills them, over HTTP without TLS but with cookies that want it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urljoin

import httpx

REDIRECTS = 5


@dataclass
class FormReader(HTMLParser):
    """The fields of a page's forms that post, with their values, and what there is to read."""

    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    is_posting: bool = False
    textarea: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_posting = values.get("method", "get").lower() == "post"
        if tag in ("input", "textarea") and self.is_posting and values.get("name"):
            self.fields.setdefault(values["name"], values.get("value", ""))
            self.kinds.setdefault(values["name"], values.get("type", "text"))
        self.textarea = values.get("name", "") if tag == "textarea" and self.is_posting else ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            # Browsers drop the line end that frameworks put after the tag.
            self.fields[self.textarea] = re.sub(r"^\r?\n", "", self.fields[self.textarea])
            self.textarea = ""

    def named(self, kind: str) -> list[str]:
        """The names of the fields of a kind."""
        return [name for name, its in self.kinds.items() if its == kind]


def read_form(response: httpx.Response) -> FormReader:
    form = FormReader()
    form.feed(response.text)
    return form


@dataclass
class Caller:
    """A browser's cookies, sent back to a server that a proxy with TLS would stand before."""

    client: httpx.Client
    cookies: dict[str, str] = field(default_factory=dict)
    set_cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, path: str, **options: object) -> httpx.Response:
        """Follows redirects."""
        response = self.send("GET", path, **options)
        for _ in range(REDIRECTS):
            if not response.is_redirect:
                return response
            response = self.send("GET", urljoin(path, response.headers["location"]))
        raise AssertionError(f"{path}: more than {REDIRECTS} redirects")

    def post(self, path: str, fields: Mapping[str, str]) -> httpx.Response:
        """Follows no redirect."""
        return self.send("POST", path, data=dict(fields))

    def fill(self, path: str, **texts: str) -> httpx.Response:
        """Fills in the form at `path` and sends it; what is not named stays as the form has it."""
        return self.fill_in(self.get(path), **texts)

    def fill_in(self, page: httpx.Response, action: str = "", **texts: str) -> httpx.Response:
        """Fills in a form of a page that was got before; `action` is where it goes."""
        fields = read_form(page).fields
        assert set(texts) <= set(fields), f"{page.url}: {fields}"
        return self.post(action or str(page.url), {**fields, **texts})

    def form(self, path: str) -> dict[str, str]:
        """The fields of the forms at `path`, as they are."""
        return read_form(self.get(path)).fields

    def follow(self, response: httpx.Response) -> httpx.Response:
        """Goes where an answer to a form leads: with GET, as 303 says."""
        assert response.status_code == 303, response.text[:2000]
        return self.get(response.headers["location"])

    def send(self, method: str, path: str, **options: object) -> httpx.Response:
        request = self.client.build_request(method, path, **options)  # type: ignore[arg-type]
        if self.cookies:
            request.headers["Cookie"] = self.cookie_header
        response = self.client.send(request)
        self.client.cookies.clear()
        for line in response.headers.get_list("set-cookie"):
            self._keep(line)
        return response

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
                continue
            self.cookies[name] = morsel.coded_value
            self.set_cookies[name] = {key: str(value) for key, value in morsel.items() if value}
