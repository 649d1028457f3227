"""Makes a staff account, or makes staff of an account that is there.

ADMIN_EMAIL and ADMIN_PASSWORD come from the environment, or are asked for.
"""

import asyncio
import os
import sys
from getpass import getpass

from pydantic import ValidationError

from ..db import Database
from ..settings import read_settings
from . import store
from .passwords import hash_password
from .schemas import Registration


def read_registration() -> Registration:
    """Raises ValidationError, or EOFError when nobody is there to be asked."""
    return Registration(
        email=os.environ.get("ADMIN_EMAIL") or input("E-mail: "),
        password=os.environ.get("ADMIN_PASSWORD") or getpass("Password: "),
    )


async def main() -> None:
    data = read_registration()
    password_hash = hash_password(data.password)
    database = Database(read_settings().database_url)
    async with database.connected(), database.session() as session:
        user = await store.make_staff(session, data.email, password_hash)
    print(f"{user.email} is staff.")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except ValidationError as error:
        sys.exit("\n".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors()))
    except EOFError:
        sys.exit("Set ADMIN_EMAIL and ADMIN_PASSWORD: there is nobody to ask.")
