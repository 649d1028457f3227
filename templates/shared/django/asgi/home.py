"""The landing page."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
{% if admin %}
from django.views.decorators.csrf import csrf_exempt
{% endif %}
from django.views.decorators.http import require_safe

INDEX = Path(__file__).with_name("index.html").read_bytes()


{% if admin %}
@csrf_exempt
{% endif %}
@require_safe
async def index(request: HttpRequest) -> HttpResponse:
    return HttpResponse(INDEX)
