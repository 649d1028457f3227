"""Interrupts that are neither lost nor in the way."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any, NoReturn

STOPPING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def exit_when_terminated() -> None:
    """Let SIGTERM, and SIGHUP unless `nohup` has it ignored, unwind as an exit does."""
    for number in STOPPING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _exit)


def _exit(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


@contextmanager
def ignored() -> Iterator[None]:
    """Let nothing interrupt a cleanup."""
    with _handlers(dict.fromkeys(STOPPING, signal.SIG_IGN)):
        yield


@contextmanager
def noted() -> Iterator[Callable[[], None]]:
    """Yields a function that stops the block if a signal should have stopped it already.

    Python drops an exception that a signal handler raises inside a destructor or a callback.
    """
    seen: list[Callable[[], Any]] = []

    def note(number: int, frame: FrameType | None) -> None:
        stop = partial(before[number], number, frame)
        seen.append(stop)
        stop()

    def honour() -> None:
        for stop in seen:
            stop()

    handlers = {number: signal.getsignal(number) for number in STOPPING}
    before: dict[int, Any] = {n: handler for n, handler in handlers.items() if callable(handler)}
    with _handlers(dict.fromkeys(before, note)):
        yield honour


@contextmanager
def _handlers(handlers: dict[int, Any]) -> Iterator[None]:
    """Only the main thread may set handlers, and only it is interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
