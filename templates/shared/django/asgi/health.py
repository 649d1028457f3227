"""Whether the service lives, and whether it can do its work."""

import logging

from asgiref.sync import sync_to_async
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
{% if admin %}
from django.views.decorators.csrf import csrf_exempt
{% endif %}
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


{% if admin %}
@csrf_exempt
{% endif %}
@require_safe
async def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


{% if admin %}
@csrf_exempt
{% endif %}
@require_safe
async def ready(request: HttpRequest) -> JsonResponse:
    try:
        await sync_to_async(ping)()
    except Error as error:
        logger.warning("The database does not answer: %s", error)
        checks = {"database": type(error).__name__}
        return JsonResponse({"status": "unavailable", "checks": checks}, status=503)
    return JsonResponse({"status": "ok", "checks": {"database": "ok"}})


def ping() -> None:
    """Raise the driver's error, in Django's words, when the database is away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
