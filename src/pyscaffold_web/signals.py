"""Interrupts that are neither lost nor in the way."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

STOPPING = (signal.SIGINT, signal.SIGTERM)


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
        handler = before[signal.Signals(number)]
        if callable(handler):
            seen.append(lambda: handler(number, frame))
            handler(number, frame)

    def honour() -> None:
        for stop in seen:
            stop()

    before = {number: signal.getsignal(number) for number in STOPPING}
    with _handlers(dict.fromkeys(STOPPING, note)):
        yield honour


@contextmanager
def _handlers(handlers: dict[signal.Signals, Any]) -> Iterator[None]:
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
