# What people are told about what Pydantic finds.
WORDS = {
    "string_pattern_mismatch": lazy_gettext("It has a character that cannot be kept."),
    "string_too_long": lazy_gettext("At most %(max_length)s characters."),
    "string_too_short": lazy_gettext("At least %(min_length)s characters."),
{% if mail %}
    "value_error": lazy_gettext("This is not an e-mail address."),
{% endif %}
}
