"""How often one client may try to register or log in."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ..errors import problem
from .clients import client_address, parse_networks
from .throttle import Throttle

Run = Callable[..., HttpResponseBase]

get_throttle = cache(Throttle)


def limit_attempts(run: Run) -> Run:
    """Answer 429 to a client that asks for this route too often.

    Ninja's own throttles are shared by all threads, and would tell one client how long
    another has to wait.
    """

    @wraps(run)
    def limited(request: HttpRequest, **path: Any) -> HttpResponseBase:
        seconds = seconds_to_wait(request)
        if seconds:
            headers = {"Retry-After": str(seconds)}
            detail = "Too many attempts. Try again later."
            return problem(429, detail, headers=headers)
        return run(request, **path)

    return limited


def seconds_to_wait(request: HttpRequest) -> int:
    client = client_address(
        request.META["REMOTE_ADDR"],
        request.headers.get("X-Forwarded-For", ""),
        parse_networks(settings.TRUSTED_PROXIES),
    )
    throttle = get_throttle(settings.AUTH_RATE_LIMIT, settings.REDIS_URL)
    return throttle.seconds_to_wait(request.path, client)
