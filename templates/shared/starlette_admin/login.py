"""Who may enter the admin site: staff, with a signed cookie."""

import asyncio
import hmac
import time

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette_admin.auth import AdminUser, AuthProvider
from starlette_admin.exceptions import LoginFailed

from ..settings import Settings
from ..users import store
from ..users.clients import client_address, parse_networks
from ..users.models import User
from ..users.passwords import verify_password
from ..users.schemas import Credentials
from ..users.throttle import Throttle

# Seconds that a login lasts: a working day, or longer when asked to remember.
SHORT = 12 * 60 * 60
LONG = 14 * 24 * 60 * 60


class Login(AuthProvider):
    """Asks the database at every request: who is no longer staff is out at once."""

    def __init__(self, settings: Settings, key: bytes) -> None:
        super().__init__()
        self.key = key
        self.throttle = Throttle(settings.auth_rate_limit, settings.redis_url)
        self.trusted_proxies = parse_networks(settings.trusted_proxies)

    async def login(
        self, username: str, password: str, remember_me: bool, request: Request
    ) -> None:
        await self.refuse_too_many(request)
        user = await find_staff(request, username, password)
        if user is None:
            raise LoginFailed("The e-mail or the password is wrong.")
        lifetime = LONG if remember_me else SHORT
        request.session.update(
            user=user.id, proof=self.proof(user), until=int(time.time()) + lifetime
        )

    async def logout(self, request: Request) -> None:
        request.session.clear()

    async def authenticate(self, request: Request) -> AdminUser | None:
        session = request.session
        if session.get("until", 0) < time.time():
            return None
        user = await store.get_user(request.state.session, session["user"])
        if user is None or not is_active_staff(user):
            return None
        if not hmac.compare_digest(session["proof"], self.proof(user)):
            return None
        return AdminUser(username=user.email)

    def proof(self, user: User) -> str:
        """Return what changes with the password, and tells nothing about it."""
        return hmac.new(self.key, user.password_hash.encode(), "sha256").hexdigest()

    async def refuse_too_many(self, request: Request) -> None:
        client = client_address(
            request.client.host if request.client else "",
            ",".join(request.headers.getlist("x-forwarded-for")),
            self.trusted_proxies,
        )
        seconds = await self.throttle.seconds_to_wait("/admin/login", client)
        if seconds:
            headers = {"Retry-After": str(seconds)}
            raise HTTPException(429, "Too many attempts. Try again later.", headers)


def is_active_staff(user: User) -> bool:
    return user.is_active and user.is_staff


async def find_staff(request: Request, email: str, password: str) -> User | None:
    """Take as long for an account that is not there or no staff as for one that is."""
    try:
        data = Credentials(email=email, password=password)
    except ValidationError:
        return None
    user = await store.find_user(request.state.session, data.email)
    password_hash = user.password_hash if user else None
    is_right = await asyncio.to_thread(verify_password, data.password, password_hash)
    return user if user and is_right and is_active_staff(user) else None
