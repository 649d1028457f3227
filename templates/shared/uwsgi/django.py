"""The application as uWSGI calls it."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from . import wsgi


{% include "templates/shared/uwsgi/application.py" %}
    return wsgi.application(environ, start_response)
