"""Signing up, in and out, and new passwords."""

from flask import (
    Blueprint,
    Flask,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.exceptions import NotFound
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from ...settings import Settings
from ...users import login, store
from ...users.models import User
from ...users.passwords import hash_password
from ...users.proofs import proved_id, proves
from ...users.routes import count_attempt
from ..forms import protect
from .background import run_later
from .forms import (
    AskResetForm,
    ChangePasswordForm,
    LogInForm,
    NewPasswordForm,
    SignUpForm,
)
from .mail import Mailer
from .resets import create_reset_token, read_reset_token
from .targets import safe_target

SITE = "{{ project_name }}"
ATTEMPTS = frozenset({"accounts.sign_up", "accounts.log_in", "accounts.ask_reset"})

blueprint = Blueprint("accounts", __name__)
blueprint.before_request(protect)


@blueprint.before_request
def limit_attempts() -> None:
    if request.method == "POST" and request.endpoint in ATTEMPTS:
        count_attempt()


@login.login_manager.unauthorized_handler
def send_to_log_in() -> Response:
    target = request.full_path.rstrip("?")
    return redirect(url_for("accounts.log_in", next=target), 303)


def go_on() -> Response:
    """Go where the person was going before signing in."""
    return redirect(safe_target(request.args.get("next", "")), 303)


@blueprint.route("/signup", methods=["GET", "POST"])
def sign_up() -> str | Response:
    form = SignUpForm()
    if form.validate_on_submit():
        try:
            password_hash = hash_password(form.password.data)
            user = store.create_user(form.email.data, password_hash)
        except store.EmailTakenError:
            form.email.errors = [gettext("There is an account with this e-mail.")]
        else:
            login.sign_in(user)
            subject = gettext("Welcome to %(site)s", site=SITE)
            send_later(user, subject, render_template("users/welcome.txt"))
            return go_on()
    return render_template("users/signup.html", form=form)


@blueprint.route("/login", methods=["GET", "POST"])
def log_in() -> str | Response:
    form = LogInForm()
    if form.validate_on_submit():
        user = login.find_account(form.email.data, form.password.data)
        if user is not None:
            login.sign_in(user)
            return go_on()
        form.password.errors = [gettext("The e-mail or the password is wrong.")]
    return render_template("users/login.html", form=form)


@blueprint.post("/logout")
def log_out() -> Response:
    session.clear()
    return redirect(url_for("pages.list_items"), 303)


@blueprint.route("/password", methods=["GET", "POST"])
@login_required
def change_password() -> str | Response:
    user: User = current_user.user
    form = ChangePasswordForm(user)
    if not form.validate_on_submit():
        return render_template("users/password_change.html", form=form)
    store.set_password(user, hash_password(form.new_password.data))
    login.sign_in(user)
    flash(gettext("The password is changed."))
    return redirect(url_for("pages.list_items"), 303)


@blueprint.route("/password/reset", methods=["GET", "POST"])
def ask_reset() -> str | Response:
    form = AskResetForm()
    if not form.validate_on_submit():
        return render_template("users/password_reset.html", form=form)
    user = store.find_user(form.email.data)
    if user is not None and user.is_active:
        text = render_template("users/password_reset.txt", link=reset_link(user))
        send_later(user, gettext("Set a new password"), text)
    flash(gettext("If there is an account with this e-mail, a mail is on its way."))
    return redirect(url_for("accounts.log_in"), 303)


@blueprint.route("/password/reset/<token>", methods=["GET", "POST"])
def reset_password(token: str) -> str | Response:
    user = find_by_token(token)
    if user is None:
        raise NotFound(gettext("This link is not valid any more."))
    form = NewPasswordForm(user)
    if not form.validate_on_submit():
        return render_template("users/password_reset_confirm.html", form=form)
    store.set_password(user, hash_password(form.new_password.data))
    flash(gettext("The password is changed."))
    return redirect(url_for("accounts.log_in"), 303)


def find_by_token(token: str) -> User | None:
    """Return the active account whose link this is, while its password is the same."""
    secret_key = current_app.config["SECRET_KEY"]
    proof = read_reset_token(token, secret_key)
    user = store.get_user(proved_id(proof)) if proof else None
    if proof is None or user is None or not user.is_active:
        return None
    return user if proves(proof, user, secret_key) else None


def reset_link(user: User) -> str:
    """Outside debug the site is there over TLS alone, as its cookies are."""
    return url_for(
        "accounts.reset_password",
        token=create_reset_token(user, current_app.config["SECRET_KEY"]),
        _external=True,
        _scheme="http" if current_app.debug else "https",
    )


def send_later(user: User, subject: str, text: str) -> None:
    run_later(current_app.extensions["mailer"].send, user.email, subject, text)


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["mailer"] = Mailer(settings.email_url, settings.email_from)
    # Asked for when a page first needs it: an error page may not be able to know.
    account = LocalProxy(login.signed_in_account)
    app.context_processor(lambda: {"account": account})
    app.register_blueprint(blueprint)
