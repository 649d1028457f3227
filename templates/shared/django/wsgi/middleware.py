"""What stands around every request."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from .errors import as_problem, problem
{% if pages %}
from .pages.responses import as_page, is_page
{% endif %}

Handler = Callable[[HttpRequest], HttpResponse]


def problem_middleware(get_response: Handler) -> Handler:
    """Makes a problem of each error that Django would show as a page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
            response = get_response(request)
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
