def render_item(
    kind: str, value: Any, autogen_context: AutogenContext
) -> str | Literal[False]:
    """Write our own column type as the plain one that it is in the database."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def skip_empty_revision(
    migration: MigrationContext, revision: object, directives: list[MigrationScript]
) -> None:
    """Write no file when the models have not changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False):
        operations = directives[0].upgrade_ops
        if operations and operations.is_empty():
            directives.clear()
