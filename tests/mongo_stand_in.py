"""A program that speaks MongoDB's protocol, for machines that have no MongoDB: mongoeco.

`python mongo_stand_in.py PORT` forgets everything at its end, which comes with that of its input;
with the path of a file behind the port it keeps it there, and is ended from outside. It prints a
line when it listens.
"""

import asyncio
import sys
from collections.abc import Iterator
from typing import Any

from mongoeco.core.aggregation.extensions import register_aggregation_expression_operator
from mongoeco.engines.memory import MemoryEngine
from mongoeco.engines.sqlite import SQLiteEngine
from mongoeco.wire import AsyncMongoEcoProxyServer
from mongoeco.wire.executor import WireCommandExecutor

DIALECT = "8.0"


class Executor(WireCommandExecutor):
    """Takes what Django's backend for MongoDB sends, and mongoeco would not, or not so."""

    def _build_request_context(self, body: dict[str, Any], **options: Any) -> Any:
        # Names of commands have some spellings; this is one that MongoDB knows, too.
        if "buildinfo" in body:
            body = {{"buildinfo": "buildInfo"}.get(name, name): body[name] for name in body}
        if "pipeline" in body:
            body = body | {"pipeline": rewritten(body["pipeline"])}
        return super()._build_request_context(body, **options)


def rewritten(part: Any) -> Any:
    """A part of a pipeline, in words that mean the same and that mongoeco understands."""
    if isinstance(part, list):
        return [rewritten(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {name: rewritten(value) for name, value in part.items()}
    for stage in part.keys() & {"$addFields", "$project"}:
        # It takes nested fields for one value, which replaces what is there.
        part[stage] = dict(dotted(part[stage]))
    if "$dateTrunc" in part and part["$dateTrunc"].get("timezone") == "UTC":
        # It has no time zones here, and counts in UTC.
        del part["$dateTrunc"]["timezone"]
    return part


def dotted(fields: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """`{"a": {"b": 1}}` is `{"a.b": 1}`; what has a `$` is an expression."""
    for name, value in fields.items():
        if isinstance(value, dict) and value and not any(key.startswith("$") for key in value):
            yield from dotted(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def evaluate_not(document: Any, spec: Any, variables: Any, dialect: Any, context: Any) -> bool:
    """It lacks `$not` as an expression, whose one argument may stand in a list."""
    argument = spec[0] if isinstance(spec, list) else spec
    return not context.evaluate_expression(document, argument, variables)


async def serve(port: int, file: str | None) -> None:
    register_aggregation_expression_operator("$not", evaluate_not)
    engine = SQLiteEngine(file) if file else MemoryEngine()
    server = AsyncMongoEcoProxyServer(
        engine=engine, host="127.0.0.1", port=port, mongodb_dialect=DIALECT
    )
    server._executor.__class__ = Executor
    async with server:
        print("listening", flush=True)
        await (asyncio.Event().wait() if file else asyncio.to_thread(sys.stdin.read))


if __name__ == "__main__":
    port, *files = sys.argv[1:]
    asyncio.run(serve(int(port), next(iter(files), None)))
