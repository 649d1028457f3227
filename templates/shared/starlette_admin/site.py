"""The admin site as a whole."""

import hmac
import logging

from jinja2 import DictLoader
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..db import Database
from ..models import Item
from ..settings import Settings
from ..users.models import User
from .login import LONG, Login
from .storage import Admin
from .tables import ItemView, UserView
from .transport import Transport

PATH = "/admin"
# What is not as starlette-admin has it: no font from another host, and its word for
# what an account is known by.
PAGES = {
    "base.html": '{% raw %}{% extends "@core/base.html" %}{% block fonts %}{% endblock %}{% endraw %}',
    "login.html": """{% raw %}{% extends "@core/login.html" %}
{% block login_fields %}{{ super() | replace("Username", "E-mail") }}{% endblock %}{% endraw %}
""",
}

logger = logging.getLogger(__name__)


class Site(Admin):
    """starlette-admin with accounts, and with pages for all errors."""

    def __init__(self, settings: Settings, database: Database) -> None:
        secret_key = settings.secret_key.get_secret_value().encode()
        key = hmac.digest(secret_key, b"admin site", "sha256")
        middlewares = [
            # What fails in starlette-admin's own middlewares is not caught by it.
            Middleware(
                ExceptionMiddleware,
                handlers=dict.fromkeys((HTTPException, ValueError), self.handle_error),
            ),
            Middleware(Transport, settings=settings),
            Middleware(
                SessionMiddleware,
                secret_key=key.hex(),
                session_cookie="admin_session",
                max_age=LONG,
                path=PATH,
            ),
        ]
        super().__init__(
            database,
            base_url=PATH,
            additional_loaders=[DictLoader(PAGES)],
            auth_provider=Login(settings),
            secret_key=key.hex(),
            middlewares=middlewares,
            timezone_config=None,
        )
        self.database = database
        self.add_view(ItemView(Item))
        self.add_view(UserView(User))

    def mount_to(self, app: Starlette) -> None:
        app.router.routes.append(Route(PATH, RedirectResponse(f"{PATH}/")))
        super().mount_to(app)
        self.app.state.database = self.database
        for kind in (HTTPException, ValueError, Exception):
            self.app.add_exception_handler(kind, self.handle_error)

    async def handle_error(self, request: Request, error: Exception) -> Response:
        """Answer with a page; starlette-admin takes any address and text for good."""
        if isinstance(error, ValueError):
            logger.warning("The admin site refuses a request", exc_info=error)
            error = HTTPException(400, "This request is not valid.")
        elif not isinstance(error, HTTPException):
            error = HTTPException(500)
        return self.templates.TemplateResponse(
            request, "error.html", {"exc": error}, error.status_code, error.headers
        )
