"""The pages as a whole."""

from flask import Flask, request
from werkzeug.sansio.response import Response

from ..settings import Settings
from . import errors, forms, items, languages, static
{% if auth %}
from .accounts import routes as accounts
{% endif %}
from .paths import is_below

{% include "templates/shared/pages/headers.py" %}

# They come with scripts of their own.
OTHERS = ({{ '"/admin", "/docs"' if admin else '"/docs",' }})


def add_headers(response: Response) -> Response:
    """Let a browser run and load nothing but what is ours."""
    if response.mimetype == "text/html" and not is_below(request.path, OTHERS):
        response.headers.update(HEADERS)
    return response


def init_app(app: Flask, settings: Settings) -> None:
    languages.init_app(app)
    static.init_app(app)
    forms.init_app(app)
    errors.init_app(app)
    app.register_blueprint(items.blueprint)
{% if auth %}
    accounts.init_app(app, settings)
{% endif %}
    app.after_request(add_headers)
