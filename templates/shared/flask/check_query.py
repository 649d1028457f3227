def check_query() -> None:
    """Refuse what Werkzeug would fail to read; not every server refuses it."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("The query is not valid UTF-8.") from error
