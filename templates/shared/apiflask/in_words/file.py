def in_words(fault: ErrorDetails) -> str:
    """Return what our own rules say as they say it, and else Pydantic's words."""
    return str(fault.get("ctx", {}).get("error", fault["msg"]))
