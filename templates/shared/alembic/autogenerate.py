{% include "templates/shared/" ~ orm ~ "/render_item.py" %}


def skip_empty_revision(
    migration: MigrationContext, revision: object, directives: list[MigrationScript]
) -> None:
    """Write no file when the models have not changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False):
        operations = directives[0].upgrade_ops
        if operations and operations.is_empty():
            directives.clear()
