"""The landing page."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

INDEX = Path(__file__).with_name("index.html").read_bytes()


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return HttpResponse(INDEX)
