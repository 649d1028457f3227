# Hypercorn terminates its workers as soon as one of them has ended, though it has told
# each of them to stop.
signal.signal(signal.SIGTERM, signal.SIG_IGN)


async def wait_closed(self: asyncio.Server) -> None:
    """Wait for no connection: those have graceful_timeout, which comes after this.

    From Python 3.12.1 on it is without end (github.com/pgjones/hypercorn/issues/308).
    """
    # Seconds for all of the stop: an answer that nobody reads has no other limit.
    limit = threading.Timer(8, os._exit, [1])
    limit.daemon = True
    limit.start()


# Hypercorn calls it when it stops, and nothing else has a server.
asyncio.Server.wait_closed = wait_closed  # type: ignore[method-assign] # replaced
