"""The pages as a whole, as they come into the application."""

from quart import Quart, Response, request

from ..settings import Settings
{% if mail %}
from ..users import login
{% endif %}
from . import errors, items, languages
{% if mail %}
from .accounts import routes as accounts
{% endif %}
from .forms import create_csrf_token
from .paths import API, is_below
from .static import StaticFiles

{% include "templates/shared/pages/headers.py" %}


async def add_headers(response: Response) -> Response:
    # Swagger UI is no page of ours: it needs more.
    if response.mimetype == "text/html" and request.path != "/docs":
        response.headers.update(HEADERS)
    return response


def page_context() -> dict[str, str]:
    """Return what every template may use."""
    return {"language": languages.current.get().tag}


def init_languages(app: Quart) -> None:
    spoken = languages.load_languages()
    languages.init_templates(app.jinja_env)

    @app.before_request
    async def choose_language() -> None:
        if not is_below(request.path, API):
            accepted = request.headers.get("accept-language", "")
            languages.choose_language(spoken, accepted)


def init_static(app: Quart, settings: Settings) -> None:
    static = StaticFiles(app.asgi_app, debug=settings.debug)
    app.add_template_global(static.url, "static")
    # Wrapping it is what Quart says to do; to mypy it is a method.
    app.asgi_app = static.server  # type: ignore[method-assign]


def init_app(app: Quart, settings: Settings) -> None:
    """Goes after errors, which are pages here."""
    app.config.update(
        SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=not settings.debug
    )
    app.add_template_global(create_csrf_token, "form_token")
    app.context_processor(page_context)
    app.after_request(add_headers)
    init_languages(app)
    init_static(app, settings)
    errors.init_app(app)
    app.register_blueprint(items.blueprint)
{% if mail %}
    login.init_app(app, settings)
    accounts.init_app(app, settings)
{% endif %}
