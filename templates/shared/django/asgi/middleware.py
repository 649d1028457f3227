"""What stands around every request."""

from collections.abc import Awaitable, Callable

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware
from servestatic.middleware import ServeStaticMiddleware
from servestatic.responders import MissingFileError

from .errors import as_problem, problem
{% if pages %}
from .pages.responses import as_page, is_page
{% endif %}

Handler = Callable[[HttpRequest], Awaitable[HttpResponse]]


@async_only_middleware
def problem_middleware(get_response: Handler) -> Handler:
    """Makes a problem of each error that Django would show as a page."""

    async def middleware(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
            response = await get_response(request)
        except DisallowedHost:
            response = problem(400, "This host is not served here.")
{% if admin %}
        # The admin has pages of its own.
        if request.path_info.startswith("/admin/"):
            return response
{% endif %}
{% if pages %}
        if is_page(request, response):
            return as_page(request, response)
{% endif %}
        return as_problem(response)

    return middleware


class StaticFilesMiddleware(ServeStaticMiddleware):
    """ServeStatic, for which a missing file is a fault in debug; here it is a 404."""

    async def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return await super().__call__(request)
        except MissingFileError as error:
            raise Http404 from error
