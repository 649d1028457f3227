"""Refuses requests for hosts that are not ours."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from .errors import problem


class AllowedHosts:
    """ASGI middleware: 400 unless the Host header names one of `allowed_hosts`."""

    def __init__(self, app: ASGIApp, allowed_hosts: list[str]) -> None:
        self.app = app
        self.allowed_hosts = frozenset(host.lower() for host in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self.is_allowed(Headers(scope=scope)):
            await self.app(scope, receive, send)
        else:
            response = problem(400, "This host is not served here.")
            await response(scope, receive, send)

    def is_allowed(self, headers: Headers) -> bool:
        if "*" in self.allowed_hosts:
            return True
        host = headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return name in self.allowed_hosts
