"""Makes a staff account, or makes staff of an account that is there.

ADMIN_EMAIL and ADMIN_PASSWORD come from the environment, or are asked for.
"""

import asyncio
import os
import sys
from getpass import getpass

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from ..db import create_engine
from ..settings import read_settings
from . import store
from .models import User
from .passwords import hash_password
from .schemas import Registration


def read_registration() -> Registration:
    """Raises ValidationError, or EOFError when nobody is there to be asked."""
    return Registration(
        email=os.environ.get("ADMIN_EMAIL") or input("E-mail: "),
        password=os.environ.get("ADMIN_PASSWORD") or getpass("Password: "),
    )


async def create_admin(session: AsyncSession, data: Registration) -> User:
    password_hash = hash_password(data.password)
    user = await store.find_user(session, data.email)
    if user is None:
        user = await store.create_user(session, data.email, password_hash)
    user.password_hash = password_hash
    user.is_active = user.is_staff = True
    await session.commit()
    return user


async def main() -> None:
    data = read_registration()
    engine = create_engine(read_settings().database_url)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        user = await create_admin(session, data)
        print(f"{user.email} is staff.")
    await engine.dispose()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except ValidationError as error:
        sys.exit("\n".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors()))
    except EOFError:
        sys.exit("Set ADMIN_EMAIL and ADMIN_PASSWORD: there is nobody to ask.")
