def unauthorized(detail: str) -> Unauthorized:
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer"))


def current_user() -> User:
    """Return the active account that the bearer token is for, or answer 401."""
    # Not request.authorization: that fails on credentials that are not ASCII.
    header = request.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise unauthorized("Send a bearer token.")
    return find_active_user(token)


def find_active_user(token: str) -> User:
    """Return the account that the token is for, or answer 401."""
    user_id = read_token(token, current_app.config["SECRET_KEY"])
    user = store.get_user(user_id) if user_id else None
    if user is None or not user.is_active:
        raise unauthorized("This token is not valid.")
    return user


def throttled(view: View) -> View:
    """Have a view answer 429 to a client that asks for it too often."""

    @wraps(view)
    def throttled_view(*args: Any, **kwargs: Any) -> Any:
        count_attempt()
        return view(*args, **kwargs)

    return throttled_view


def count_attempt() -> None:
    """Answer 429 when there were too many attempts at this path."""
    client = client_address(
        request.remote_addr or "",
        request.headers.get("X-Forwarded-For", ""),
        current_app.config["TRUSTED_PROXIES"],
    )
    throttle: Throttle = current_app.extensions["throttle"]
    seconds = throttle.seconds_to_wait(request.path, client)
    if seconds:
        detail = "Too many attempts. Try again later."
        raise TooManyRequests(detail, retry_after=seconds)
