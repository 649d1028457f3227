def in_words(fault: ErrorDetails) -> str:
    context = fault.get("ctx", {})
    words = WORDS.get(fault["type"])
    if not str(fault["input"]).strip():
        return str(lazy_gettext("This field is needed."))
    if "error" in context:
        return str(lazy_gettext(str(context["error"])))
    return str(words) % context if words else fault["msg"]
