"""How the admin site is reached."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..settings import MAX_CONTENT_LENGTH, Settings
from ..users.clients import is_trusted, parse_networks

# Bytes: more than any page sends, and less than the database stumbles over.
MAX_QUERY = 8000


class Transport:
    """ASGI middleware: links are for TLS also where a proxy of ours ends it.

    Outside debug no cookie travels without TLS.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.debug = settings.debug
        self.trusted_proxies = parse_networks(settings.trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        check_size(scope)
        if self.is_behind_tls(scope):
            scope["scheme"] = "https"

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*map(secured, message["headers"])]
            await send(message)

        await self.app(scope, receive, send if self.debug else send_secured)

    def is_behind_tls(self, scope: Scope) -> bool:
        peer, _ = scope.get("client") or ("", 0)
        scheme = Headers(scope=scope).get("x-forwarded-proto", "")
        return scheme == "https" and is_trusted(peer, self.trusted_proxies)


def check_size(scope: Scope) -> None:
    """Raises HTTPException for a larger address or body than the site's pages send."""
    if len(scope["query_string"]) > MAX_QUERY:
        raise HTTPException(414, "This address is too long.")
    headers = Headers(scope=scope)
    if "transfer-encoding" in headers:
        raise HTTPException(411, "The length must be told beforehand.")
    if int(headers.get("content-length", 0)) > MAX_CONTENT_LENGTH:
        raise HTTPException(413, "This is more than can be taken.")


def secured(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    if name == b"set-cookie" and b"; secure" not in value.lower():
        value += b"; Secure"
    return name, value
