"""What accounts are mailed, after the answer to the browser."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor

from quart import current_app, render_template

from ...sessions import get_session
from ...users import store
from ..languages import gettext
from .mail import Mailer
from .resets import create_reset_token

SITE = "{{ project_name }}"


async def sending() -> AsyncGenerator[None]:
    """Have threads for mails; it ends when all mails have left that were begun."""
    with ThreadPoolExecutor(thread_name_prefix="mail") as executor:
        current_app.extensions["mail_executor"] = executor
        yield


async def send_welcome(email: str) -> None:
    subject = gettext("Welcome to %(site)s", site=SITE)
    await send(email, subject, "users/welcome.txt")


async def send_reset(email: str, base_url: str) -> None:
    """Whether there is such an account is found out only here: nobody can time it."""
    user = await store.find_user(get_session(), email)
    if user and user.is_active:
        token = create_reset_token(user, current_app.config["SECRET_KEY"])
        subject = gettext("Set a new password")
        link = f"{base_url}/{token}"
        await send(user.email, subject, "users/password_reset.txt", link=link)


async def send(email: str, subject: str, template: str, **context: str) -> None:
    text = await render_template(template, **context)
    mailer: Mailer = current_app.extensions["mailer"]
    executor = current_app.extensions["mail_executor"]
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(executor, mailer.send, email, subject, text)
