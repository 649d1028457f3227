"""Passwords: which are good enough, and how they are kept."""

from threading import BoundedSemaphore

from pwdlib import PasswordHash
from zxcvbn.frequency_lists import FREQUENCY_LISTS

MIN_LENGTH = 10
MAX_LENGTH = 128

COMMON = frozenset(FREQUENCY_LISTS["passwords"])

hasher = PasswordHash.recommended()
# Each takes 64 MiB while it is hashed, however many threads the server has.
places = BoundedSemaphore(8)
nobody_hash = hasher.hash("nobody has this password")


def password_fault(password: str, email: str) -> str | None:
    """Return what is wrong with a password of the right length, or nothing."""
    if password.lower() in {email.lower(), email.lower().partition("@")[0]}:
        return "The password is the e-mail address."
    if password.lower() in COMMON:
        return "The password is among the most common ones."
    return None


def hash_password(password: str) -> str:
    with places:
        return hasher.hash(password)


def verify_password(password: str, password_hash: str | None) -> bool:
    """Take as long without an account's hash as with one."""
    with places:
        is_right = hasher.verify(password, password_hash or nobody_hash)
    return is_right and password_hash is not None
