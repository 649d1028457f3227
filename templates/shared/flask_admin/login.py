"""Who may enter the admin site: staff, with a signed cookie."""

import hmac

from flask import Flask, current_app, redirect, request, session, url_for
from flask_admin import AdminIndexView, expose
from flask_admin.form import SecureForm
from flask_admin.helpers import get_redirect_target
from flask_login import LoginManager, UserMixin, current_user, login_user
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField

from ..users import store
from ..users.models import User
from ..users.passwords import verify_password
from ..users.routes import throttled
from ..users.schemas import CredentialsSchema

login_manager = LoginManager()


class Staff(UserMixin):
    """An account that is staff, as Flask-Login takes it."""

    def __init__(self, user: User) -> None:
        self.user = user

    def get_id(self) -> str:
        """Return what changes with the password, so that old cookies end with it."""
        key = current_app.config["SECRET_KEY"].encode()
        proof = hmac.new(key, self.user.password_hash.encode(), "sha256")
        return f"{self.user.id}:{proof.hexdigest()}"


@login_manager.user_loader
def load_staff(session_id: str) -> Staff | None:
    """Ask the database at every request: who is no longer staff is out at once."""
    user = store.get_user(int(session_id.partition(":")[0]))
    if user is None or not is_active_staff(user):
        return None
    staff = Staff(user)
    return staff if hmac.compare_digest(staff.get_id(), session_id) else None


def is_active_staff(user: User) -> bool:
    return user.is_active and user.is_staff


@throttled
def find_staff(email: str, password: str) -> User | None:
    """Take as long for an account that is not there or no staff as for one that is."""
    try:
        data = CredentialsSchema().load({"email": email, "password": password})
    except ValidationError:
        return None
    user = store.find_user(data["email"])
    is_right = verify_password(data["password"], user.password_hash if user else None)
    return user if user and is_right and is_active_staff(user) else None


class StaffOnly:
    """A view of the admin site that sends others to the login page."""

    def is_accessible(self) -> bool:
        return bool(current_user.is_authenticated)

    def inaccessible_callback(self, name: str, **kwargs: object) -> Response:
        target = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("admin.log_in", url=target))

    def _handle_view(self, name: str, **kwargs: object) -> Response | None:
        try:
            get_redirect_target()
        except ValueError as error:
            raise BadRequest from error
        response: Response | None = super()._handle_view(name, **kwargs)  # type: ignore[misc]
        return response


def with_token(form: SecureForm) -> SecureForm:
    """Answer 400 to a form that was sent without the token of this site."""
    if request.method == "POST" and not form.csrf_token.validate(form):
        raise BadRequest("The form has expired. Go back and load it again.")
    return form


class LoginForm(SecureForm):
    email = EmailField("E-mail", render_kw={"autocomplete": "username"})
    password = PasswordField(render_kw={"autocomplete": "current-password"})


class Home(StaffOnly, AdminIndexView):
    """The first page, and the door to it."""

    logout_form = SecureForm

    def _handle_view(self, name: str, **kwargs: object) -> Response | None:
        return None if name == "log_in" else super()._handle_view(name, **kwargs)

    @expose("/login/", methods=["GET", "POST"])
    def log_in(self) -> str | Response:
        form = LoginForm(request.form)
        if request.method == "POST" and with_token(form).validate():
            user = find_staff(form.email.data or "", form.password.data or "")
            if user is not None:
                session.clear()
                login_user(Staff(user))
                return redirect(get_redirect_target() or self.get_url("admin.index"))
            form.password.errors = ["The e-mail or the password is wrong."]
        page: str = self.render("admin/login.html", form=form)
        return page

    @expose("/logout/", methods=["POST"])
    def log_out(self) -> Response:
        if self.logout_form(request.form).validate():
            session.clear()
        return redirect(self.get_url("admin.log_in"))


def init_app(app: Flask) -> None:
    app.config.from_mapping(
        SESSION_COOKIE_SECURE=not app.debug, SESSION_COOKIE_SAMESITE="Lax"
    )
    login_manager.init_app(app)
