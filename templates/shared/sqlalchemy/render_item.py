def render_item(
    kind: str, value: Any, autogen_context: AutogenContext
) -> str | Literal[False]:
    """Write our own column type as the plain one that it is in the database."""
    if kind == "type" and isinstance(value, UtcDateTime):
{% if mysql %}
        autogen_context.imports.add("from sqlalchemy.dialects import mysql")
        return "mysql.DATETIME(fsp=6)"
{% else %}
        return "sa.DateTime(timezone=True)"
{% endif %}
    return False
