"""The command `flask create-admin`."""

import os

import click
from flask.cli import with_appcontext
from pydantic import ValidationError

from . import store
from .passwords import hash_password
from .schemas import Registration


def read_registration() -> Registration:
    """Raises ValidationError, or click.Abort when a question is not answered."""
    return Registration(
        email=os.environ.get("ADMIN_EMAIL") or click.prompt("E-mail"),
        password=os.environ.get("ADMIN_PASSWORD")
        or click.prompt("Password", hide_input=True),
    )


@click.command("create-admin")
@with_appcontext
def create_admin() -> None:
    """Make a staff account, or make staff of an account that is there.

    ADMIN_EMAIL and ADMIN_PASSWORD come from the environment, or are asked for.
    """
    try:
        data = read_registration()
    except ValidationError as error:
        lines = (f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise click.ClickException("\n".join(lines)) from error
    except click.Abort:
        message = "Set ADMIN_EMAIL and ADMIN_PASSWORD, or answer the questions."
        raise click.ClickException(message) from None
    user = store.make_staff(data.email, hash_password(data.password))
    click.echo(f"{user.email} is staff.")
