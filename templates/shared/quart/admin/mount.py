"""The admin site beside Quart."""

from typing import cast

from quart import Quart
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ..hosts import host_name
from ..settings import Settings
from .site import PATH, Site


class Beside:
    """ASGI: requests for the site go there, everything else goes to the application."""

    def __init__(
        self, app: ASGIApp, site: ASGIApp, allowed_hosts: frozenset[str]
    ) -> None:
        self.app = app
        self.site = site
        self.allowed_hosts = allowed_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.site if self.is_for_site(scope) else self.app
        await app(scope, receive, send)

    def is_for_site(self, scope: Scope) -> bool:
        """A host that is not ours is for the application to refuse."""
        if scope["type"] != "http" or not f"{scope['path']}/".startswith(f"{PATH}/"):
            return False
        host = Headers(scope=scope).get("host", "").lower()
        return not self.allowed_hosts.isdisjoint({"*", host_name(host)})


def init_app(app: Quart, settings: Settings) -> None:
    starlette = Starlette()
    Site(settings, app.extensions["database"]).mount_to(starlette)
    asgi_app = cast(ASGIApp, app.asgi_app)
    beside = Beside(asgi_app, starlette, app.config["ALLOWED_HOSTS"])
    # Wrapping it is what Quart says to do; to mypy it is a method.
    app.asgi_app = beside  # type: ignore[method-assign, assignment]
