"""Who may enter the admin site: staff, with a signed cookie."""

import time

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette_admin.auth import AdminUser, AuthProvider
from starlette_admin.exceptions import LoginFailed

from ..settings import Settings
from ..users import store
from ..users.clients import client_address, parse_networks
from ..users.credentials import find_account
from ..users.models import User
from ..users.proofs import account_proof, proved_id, proves
from ..users.schemas import Credentials
from ..users.throttle import Throttle

# Seconds that a login lasts: a working day, or longer when asked to remember.
SHORT = 12 * 60 * 60
LONG = 14 * 24 * 60 * 60


class Login(AuthProvider):
    """Asks the database at every request: who is no longer staff is out at once."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.secret_key = settings.secret_key.get_secret_value()
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
        proof = account_proof(user, self.secret_key)
        request.session.update(account=proof, until=int(time.time()) + lifetime)

    async def logout(self, request: Request) -> None:
        request.session.clear()

    async def authenticate(self, request: Request) -> AdminUser | None:
        proof = request.session.get("account")
        if proof is None or request.session["until"] < time.time():
            return None
        async with request.app.state.database.session() as session:
            user = await store.get_user(session, proved_id(proof))
        if user is None or not (user.is_active and user.is_staff):
            return None
        is_proved = proves(proof, user, self.secret_key)
        return AdminUser(username=user.email) if is_proved else None

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


async def find_staff(request: Request, email: str, password: str) -> User | None:
    """Take as long for an account that is not there or no staff as for one that is."""
    try:
        data = Credentials(email=email, password=password)
    except ValidationError:
        return None
    async with request.app.state.database.session() as session:
        user = await find_account(session, data)
    return user if user and user.is_staff else None
