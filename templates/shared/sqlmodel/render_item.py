def render_item(
    kind: str, value: Any, autogen_context: AutogenContext
) -> str | Literal[False]:
    """Write SQLModel's column types as the plain ones that they are in the database."""
    if kind == "type" and isinstance(value, AutoString):
{% if mysql %}
        length = value.length or AutoString.mysql_default_length
        return f"sa.String({length=})"
{% else %}
        return f"sa.{value.impl_instance!r}"
{% endif %}
    if kind == "type" and isinstance(value, UTCDateTime):
{% if mysql %}
        autogen_context.imports.add("from sqlalchemy.dialects import mysql")
        return "mysql.DATETIME(fsp=6)"
{% else %}
        return "sa.DateTime(timezone=True)"
{% endif %}
    return False
