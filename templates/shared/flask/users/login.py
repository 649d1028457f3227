"""Who is signed in, by a signed cookie."""

from flask import Flask, current_app, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from ..forms import check
from . import store
from .models import User
from .passwords import verify_password
from .proofs import account_proof, proved_id, proves
from .schemas import Credentials{{ schema }}

login_manager = LoginManager()


class SignedIn(UserMixin):
    """An account as Flask-Login takes it."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        return account_proof(self.user, current_app.config["SECRET_KEY"])


@login_manager.user_loader
def load_account(proof: str) -> SignedIn | None:
    """Ask the database at every request: who was deactivated is out at once."""
    user = store.get_user(proved_id(proof))
    if user is None or not user.is_active:
        return None
    is_proved = proves(proof, user, current_app.config["SECRET_KEY"])
    return SignedIn(user) if is_proved else None


def find_account(email: str, password: str) -> User | None:
    """Take as long for an account that is not there as for one that is."""
    given = {"email": email, "password": password}
    data, faults = check(Credentials{{ schema }}, given)
    if faults:
        return None
    user = store.find_user(data["email"])
    is_right = verify_password(data["password"], user.password_hash if user else None)
    return user if user and is_right and user.is_active else None


def signed_in_account() -> User | None:
    return current_user.user if current_user.is_authenticated else None


def sign_in(user: User) -> None:
    session.clear()
    login_user(SignedIn(user))


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
