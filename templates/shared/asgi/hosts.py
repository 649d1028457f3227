"""Refuses requests for hosts that are not ours."""

from starlette.datastructures import Headers
{% if pages %}
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
{% endif %}
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
{% if pages %}
            response = await refusal(scope)
{% else %}
            response = problem(400, "This host is not served here.")
{% endif %}
            await response(scope, receive, send)

    def is_allowed(self, headers: Headers) -> bool:
        if "*" in self.allowed_hosts:
            return True
        host = headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return name in self.allowed_hosts
{% if pages %}


async def refusal(scope: Scope) -> Response:
    """Return a page where there could be one."""
    error = HTTPException(400, "This host is not served here.")
    if "session" not in scope:
        return problem(error.status_code, error.detail)
    handle = scope["app"].exception_handlers[HTTPException]
    response: Response = await handle(Request(scope), error)
    return response
{% endif %}
