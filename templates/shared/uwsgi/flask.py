"""The application as uWSGI calls it."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from .app import create_app

app = create_app()


{% include "templates/shared/uwsgi/application.py" %}
    return app(environ, start_response)
