"""What the admin sites call things: all that differs between them, as far as the tests go."""

from collections.abc import Mapping
from dataclasses import dataclass

from projects import Project

EMAIL, PASSWORD, NAME, DESCRIPTION = "{email}", "{password}", "{name}", "{description}"

Click = tuple[str, str]
"""The role and the name of what is clicked; the name may hold `{name}`, the row's.

Where releases differ, it is the one role `or` the other. What shows an icon alone goes by its
`title`.
"""


@dataclass(frozen=True)
class Form:
    """A form: what its text boxes are called and get, and its button."""

    fields: Mapping[str, str]
    button: str


@dataclass(frozen=True)
class Table:
    """Where a kind of record is listed and created, and what opens one in its row."""

    list: str
    create: str
    edit: Click


@dataclass(frozen=True)
class Site:
    """An admin site, in its visitors' words.

    Of each sequence of clicks on a record the first is in its row; `records` are the paths of
    one whose number is `{id}`.
    """

    login_path: str
    login: Form
    refusal: str
    session_cookie: str
    records: tuple[str, ...]
    items: Table
    item: Form
    search: Click
    delete: tuple[Click, ...]
    users: Table
    user: Form
    taken: str
    set_password: tuple[Click, ...]
    password: Form
    logout: tuple[Click, ...]


DJANGO = Site(
    login_path="/admin/login/",
    login=Form({"Email address:": EMAIL, "Password:": PASSWORD}, "Log in"),
    refusal="Please enter the correct email address and password for a staff account.",
    session_cookie="sessionid",
    records=(
        "/admin/items/item/{id}/change/",
        "/admin/items/item/{id}/delete/",
        "/admin/users/user/{id}/history/",
        "/admin/users/user/{id}/password/",
    ),
    items=Table("/admin/items/item/", "/admin/items/item/add/", ("link", NAME)),
    item=Form({"Name:": NAME, "Description:": DESCRIPTION}, "Save"),
    search=("textbox", "Search"),
    delete=(("link", NAME), ("link or button", "Delete"), ("button", "Yes, I\u2019m sure")),
    users=Table("/admin/users/user/", "/admin/users/user/add/", ("link", NAME)),
    user=Form(
        {
            "Email address:": EMAIL,
            "Password:": PASSWORD,
            "Password confirmation:": PASSWORD,
        },
        "Save",
    ),
    taken="User with this Email address already exists.",
    set_password=(("link", NAME), ("link", "Set a new password")),
    password=Form({"Password:": PASSWORD, "Password confirmation:": PASSWORD}, "Change password"),
    logout=(("button", "Log out"),),
)

STARLETTE_ADMIN = Site(
    login_path="/admin/login",
    login=Form({"E-mail": EMAIL, "Password": PASSWORD}, "Sign in"),
    refusal="The e-mail or the password is wrong.",
    session_cookie="admin_session",
    records=(
        "/admin/items/edit?pk={id}",
        "/admin/items/detail?pk={id}",
        "/admin/users/edit?pk={id}",
        "/admin/_api/items/row-action?name=delete&pk={id}",
    ),
    items=Table("/admin/items/list", "/admin/items/create", ("link", "Edit")),
    item=Form({"Name*": NAME, "Description": DESCRIPTION}, "Save"),
    search=("searchbox", "Search in list"),
    delete=(("link", "Delete"), ("button", "Yes, delete")),
    users=Table("/admin/users/list", "/admin/users/create", ("link", "Edit")),
    user=Form({"E-mail*": EMAIL, "Password": PASSWORD}, "Save"),
    taken="There is an account with this e-mail.",
    set_password=(("link", "Edit"),),
    password=Form({"Password": PASSWORD}, "Save"),
    logout=(("link", "Open user menu"), ("button", "Logout")),
)

FLASK_ADMIN = Site(
    login_path="/admin/login/",
    login=Form({"E-mail": EMAIL, "Password": PASSWORD}, "Log in"),
    refusal="The e-mail or the password is wrong.",
    session_cookie="session",
    records=(
        "/admin/items/edit/?id={id}",
        "/admin/items/delete/?id={id}",
        "/admin/users/edit/?id={id}",
        "/admin/users/delete/?id={id}",
    ),
    items=Table("/admin/items/", "/admin/items/new/", ("title", "Edit Record")),
    item=Form({"Name": NAME, "Description": DESCRIPTION}, "Save"),
    search=("textbox", "Name, Description"),
    delete=(("title", "Delete Record"),),
    users=Table("/admin/users/", "/admin/users/new/", ("title", "Edit Record")),
    user=Form({"E-mail": EMAIL, "New password": PASSWORD}, "Save"),
    taken="There is an account with this e-mail.",
    set_password=(("title", "Edit Record"),),
    password=Form({"New password": PASSWORD}, "Save"),
    logout=(("button", "Log out"),),
)

SITES = {
    "django": DJANGO,
    "flask": FLASK_ADMIN,
    "quart": STARLETTE_ADMIN,
    "fastapi": STARLETTE_ADMIN,
}


def site_of(project: Project) -> Site:
    is_quart = project.answers["framework"] == "flask" and project.answers.get("async")
    return SITES["quart" if is_quart else str(project.answers["framework"])]
