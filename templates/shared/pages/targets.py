"""Where to go after logging in."""

import re

# From the root of this host: browsers take `//` and `/\` for another host's.
PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


def safe_target(target: str) -> str:
    """Return the path that was asked for, or else that of the items."""
    return target if PATH.fullmatch(target) else "/items"
