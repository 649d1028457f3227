@dataclass(frozen=True)
class Page:
    status_code: int
    headers: Headers
    text: str


class Browser:
    """Over TLS, without which a Secure cookie is not sent; waits for mails to leave."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.headers = {"accept": "text/html"}

    async def open(self, path: str, **options: Any) -> Page:
        headers = self.headers | options.pop("headers", {})
        response = await self.client.open(
            path, headers=headers, scheme="https", scope_base=PEER, **options
        )
        text = await response.get_data(as_text=True)
        await asyncio.gather(*self.client.app.background_tasks)
        return Page(response.status_code, response.headers, text)

    async def get(self, path: str, **options: Any) -> Page:
        return await self.open(path, **options)

    async def post(self, path: str, **options: Any) -> Page:
        return await self.open(path, method="POST", **options)


@asynccontextmanager
async def open_browser(settings: Settings) -> AsyncIterator[Browser]:
    async with create_app(settings).test_app() as app:
        yield Browser(app.test_client())


async def submit(browser: Browser, path: str, **fields: str) -> Page:
    """Send the form of a page."""
    token = TOKEN.findall((await browser.get(path)).text)[-1]
    return await browser.post(path, form={**fields, "csrf_token": token})
