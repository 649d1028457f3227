"""Who may enter the admin site: staff."""

from flask import redirect, request, session, url_for
from flask_admin import AdminIndexView, expose
from flask_admin.form import SecureForm
from flask_admin.helpers import get_redirect_target
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField

from ..users import login
from ..users.models import User
from ..users.routes import throttled


@throttled
def find_staff(email: str, password: str) -> User | None:
    """Take as long for an account that is no staff as for one that is."""
    user = login.find_account(email, password)
    return user if user and user.is_staff else None


class StaffOnly:
    """A view of the admin site that sends others to the login page."""

    def is_accessible(self) -> bool:
        user = login.signed_in_account()
        return user is not None and user.is_staff

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
                login.sign_in(user)
                return redirect(get_redirect_target() or self.get_url("admin.index"))
            form.password.errors = ["The e-mail or the password is wrong."]
        page: str = self.render("admin/login.html", form=form)
        return page

    @expose("/logout/", methods=["POST"])
    def log_out(self) -> Response:
        if self.logout_form(request.form).validate():
            session.clear()
        return redirect(self.get_url("admin.log_in"))
