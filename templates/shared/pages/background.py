"""Work that no response waits for; what is begun is done before the process ends."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

logger = logging.getLogger(__name__)

executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="background")


def run_later(work: Callable[..., object], *arguments: object) -> None:
    executor.submit(work, *arguments).add_done_callback(log_fault)


def log_fault(done: Future[object]) -> None:
    error = done.exception()
    if error is not None:
        logger.error("Work in the background failed", exc_info=error)
