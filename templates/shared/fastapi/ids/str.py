"""Ids as they stand in paths."""

from typing import Annotated

from fastapi import Path

# In lower case alone, so that no item has two paths.
ItemId = Annotated[str, Path(pattern="^[0-9a-f]{24}$")]
