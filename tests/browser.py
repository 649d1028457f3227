"""A headless Chromium, the machine's own, whose pages are watched: a plugin of pytest.

While the browser runs, Playwright keeps an event loop in the main thread: a test that wants
`asyncio.run` needs a thread of its own.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    expect,
    sync_playwright,
)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: it refuses to start as root. The rest keeps Chromium from calling its makers.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = f"no browser: none of {', '.join(PROGRAMS)} is on PATH"
PATIENCE_MS = 20_000
INSIDE = ("about", "blob", "data")
EMBEDDED = ("font", "image", "script", "stylesheet")
# Chromium's remark on any status from 400 on; the responses themselves are watched.
STATUS_REMARK = "Failed to load resource: the server responded"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots",
        type=Path,
        default=Path(__file__).resolve().parent.parent / ".screenshots",
        help="the folder for pictures of the pages that browser tests see",
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it. Without one: skipped, but a failure with CI=true."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """The test's own folder for pictures, without those of an earlier run."""
    root: Path = request.config.getoption("--screenshots")
    folder = root / re.sub(r"\W+", "-", request.node.name).strip("-")
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@dataclass(frozen=True)
class Look:
    """How a person's browser shows pages: the width in pixels, and which colours they like."""

    width: int
    color_scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.color_scheme}-{self.width}"


DESKTOP, PHONE = Look(1280, "light"), Look(360, "dark")


@dataclass
class Watch:
    """What the pages of a host did that they must not do."""

    host: str
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("request", self._requested)
        context.on("response", self._answered)
        context.on("console", self._logged)
        context.on("weberror", self._raised)

    def _requested(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in INSIDE and url.netloc != self.host:
            self.faults.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        refused = 400 if response.request.resource_type in EMBEDDED else 500
        if response.status >= refused:
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(STATUS_REMARK):
            self.faults.append(f"console: {message.text}")

    def _raised(self, error: WebError) -> None:
        self.faults.append(f"raised: {error.error}")


@dataclass
class Visit:
    """A page of a fresh browser profile, and the pictures taken of it, in their order."""

    page: Page
    pictures: Path
    taken: int = 0

    def picture(self, name: str) -> None:
        self.taken += 1
        self.page.screenshot(path=self.pictures / f"{self.taken:02}-{name}.png", full_page=True)


@contextmanager
def visit(browser: Browser, url: str, pictures: Path, look: Look = DESKTOP) -> Iterator[Visit]:
    """A visit to the server at `url`, with a picture of its end, however it ends.

    Fails when a page asked another host, logged an error (as violations of its Content Security
    Policy are), raised one, embedded what is not there, or was answered with a server error.
    """
    watch = Watch(urlsplit(url).netloc)
    context = browser.new_context(
        base_url=url,
        viewport={"width": look.width, "height": 800},
        color_scheme=look.color_scheme,
    )
    try:
        context.set_default_timeout(PATIENCE_MS)
        watch.follow(context)
        visited = Visit(context.new_page(), pictures)
        try:
            yield visited
        finally:
            visited.picture("end")
    finally:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)
