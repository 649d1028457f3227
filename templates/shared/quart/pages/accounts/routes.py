"""Signing up, logging in and out, and passwords."""

import asyncio
from functools import wraps
from typing import Any, cast

from quart import (
    Blueprint,
    Quart,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from quart.typing import ResponseReturnValue
from quart_auth import login_required
from quart_schema import hide
from werkzeug.exceptions import NotFound

from ...sessions import get_session
from ...settings import Settings
from ...users import credentials, login, store
from ...users.models import User
from ...users.passwords import verify_password
from ...users.proofs import proved_id, proves
from ...users.routes import View, throttled
from ...users.schemas import Credentials, Registration
from ..forms import PageForm
from ..languages import gettext
from .forms import AskForm, ChangeForm, LoginForm, ResetForm, SignUpForm
from .letters import send_reset, send_welcome, sending
from .mail import Mailer
from .resets import read_reset_token
from .targets import safe_target

FORM = ["GET", "POST"]

blueprint = Blueprint("accounts", __name__)


def throttled_form(view: View) -> View:
    """Count what is sent; looking at a form is free."""
    counted = throttled(view)

    @wraps(view)
    async def chosen(**arguments: Any) -> Any:
        return await (counted if request.method == "POST" else view)(**arguments)

    return chosen


def enter(user: User) -> ResponseReturnValue:
    login.log_in(user)
    return redirect(safe_target(request.args.get("next", "")), 303)


@blueprint.route("/signup", methods=FORM)
@hide
@throttled_form
async def sign_up() -> ResponseReturnValue:
    form = await SignUpForm.read()
    data = form.check(Registration)
    if data:
        try:
            user = await credentials.create_account(get_session(), data)
        except store.EmailTakenError:
            form.refuse(email=gettext("There is an account with this e-mail."))
        else:
            current_app.add_background_task(send_welcome, user.email)
            return enter(user)
    return await render_template("users/signup.html", form=form)


@blueprint.route("/login", methods=FORM)
@hide
@throttled_form
async def log_in() -> ResponseReturnValue:
    form = await LoginForm.read()
    data = form.check(Credentials)
    user = await credentials.find_account(get_session(), data) if data else None
    if user:
        return enter(user)
    if form.is_sent:
        form.refuse(password=gettext("The e-mail or the password is wrong."))
    return await render_template("users/login.html", form=form)


@blueprint.post("/logout")
@hide
async def log_out() -> ResponseReturnValue:
    await PageForm.read()
    login.log_out()
    return redirect(url_for("pages.list_items"), 303)


async def knows_password(form: ChangeForm, account: User) -> bool:
    """Whether the old password is right; if not, tell so."""
    password = form["old_password"].data or ""
    is_right = await asyncio.to_thread(verify_password, password, account.password_hash)
    if not is_right:
        form.refuse(old_password=gettext("This is not your password."))
    return is_right


@blueprint.route("/password", methods=FORM)
@hide
@login_required
async def change_password() -> ResponseReturnValue:
    account = cast(User, await login.find_account())
    form = await ChangeForm.read()
    data = form.check(Registration, email=account.email)
    if data is None or not await knows_password(form, account):
        return await render_template("users/password_change.html", form=form)
    await credentials.change_password(get_session(), account, data.password)
    login.log_in(account)
    await flash(gettext("The password is changed."))
    return redirect(url_for("pages.list_items"), 303)


@blueprint.route("/password/reset", methods=FORM)
@hide
@throttled_form
async def ask_reset() -> ResponseReturnValue:
    form = await AskForm.read()
    if not form.is_sent:
        return await render_template("users/password_reset.html", form=form)
    data = form.check(Credentials, password="")
    if data:
        scheme = "http" if current_app.debug else "https"
        base_url = url_for("accounts.ask_reset", _external=True, _scheme=scheme)
        current_app.add_background_task(send_reset, data.email, base_url)
    await flash(
        gettext("If there is an account with this e-mail, a mail is on its way.")
    )
    return redirect(url_for("accounts.log_in"), 303)


async def find_reset(token: str) -> User:
    """Return the account that the link is for, or answer 404."""
    secret_key = current_app.config["SECRET_KEY"]
    proof = read_reset_token(token, secret_key)
    user = await store.get_user(get_session(), proved_id(proof)) if proof else None
    if not (proof and user and user.is_active and proves(proof, user, secret_key)):
        raise NotFound(gettext("This link is not valid any more."))
    return user


@blueprint.route("/password/reset/<token>", methods=FORM)
@hide
async def reset_password(token: str) -> ResponseReturnValue:
    user = await find_reset(token)
    form = await ResetForm.read()
    data = form.check(Registration, email=user.email)
    if data is None:
        return await render_template("users/password_reset_confirm.html", form=form)
    await credentials.change_password(get_session(), user, data.password)
    await flash(gettext("The password is changed."))
    return redirect(url_for("accounts.log_in"), 303)


def init_app(app: Quart, settings: Settings) -> None:
    app.extensions["mailer"] = Mailer(settings.email_url, settings.email_from)
    app.while_serving(sending)
    app.register_blueprint(blueprint)
