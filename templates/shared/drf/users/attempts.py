"""How often one client may try to register or log in."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from .clients import client_address, parse_networks
from .throttle import Throttle

get_throttle = cache(Throttle)


class AttemptThrottle(BaseThrottle):
    seconds: int

    def allow_request(self, request: Request, view: APIView) -> bool:
        self.seconds = seconds_to_wait(request)
        return not self.seconds

    def wait(self) -> float:
        return self.seconds


def seconds_to_wait(request: HttpRequest | Request) -> int:
    client = client_address(
        request.META["REMOTE_ADDR"],
        request.headers.get("X-Forwarded-For", ""),
        parse_networks(settings.TRUSTED_PROXIES),
    )
    throttle = get_throttle(settings.AUTH_RATE_LIMIT, settings.REDIS_URL)
    return throttle.seconds_to_wait(request.path, client)
