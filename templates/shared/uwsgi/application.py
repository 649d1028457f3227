def application(
    environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """No header changes the scheme: uWSGI would take it from whoever sends one."""
    environ["wsgi.url_scheme"] = "http"
