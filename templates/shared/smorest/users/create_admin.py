"""The command `flask create-admin`."""

import os

import click
from flask.cli import with_appcontext
from marshmallow import ValidationError

from . import store
from .passwords import hash_password
from .schemas import RegistrationSchema


def read_registration() -> dict[str, str]:
    """Raises ValidationError, or click.Abort when a question is not answered."""
    answers = {
        "email": os.environ.get("ADMIN_EMAIL") or click.prompt("E-mail"),
        "password": os.environ.get("ADMIN_PASSWORD")
        or click.prompt("Password", hide_input=True),
    }
    registration: dict[str, str] = RegistrationSchema().load(answers)
    return registration


@click.command("create-admin")
@with_appcontext
def create_admin() -> None:
    """Make a staff account, or make staff of an account that is there.

    ADMIN_EMAIL and ADMIN_PASSWORD come from the environment, or are asked for.
    """
    try:
        data = read_registration()
    except ValidationError as error:
        faults = error.messages_dict.items()
        lines = (f"{field}: {' '.join(texts)}" for field, texts in faults)
        raise click.ClickException("\n".join(lines)) from error
    except click.Abort:
        message = "Set ADMIN_EMAIL and ADMIN_PASSWORD, or answer the questions."
        raise click.ClickException(message) from None
    user = store.make_staff(data["email"], hash_password(data["password"]))
    click.echo(f"{user.email} is staff.")
