"""How often one client may ask for one route."""

import logging
import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

logger = logging.getLogger(__name__)

# Seconds: a Redis that hangs must not hold requests for long.
REDIS_TIMEOUT = 1


class Throttle:
    """Counts in Redis, so that all workers count together, or else in this process.

    `rate` is a word such as `20/minute`, or `off`.
    """

    def __init__(self, rate: str, redis_url: str) -> None:
        self.rate: RateLimitItem | None = None if rate == "off" else parse(rate)
        self.limiters = [MovingWindowRateLimiter(MemoryStorage())]
        if redis_url:
            storage = RedisStorage(
                f"async+{redis_url}",
                wrap_exceptions=True,
                implementation="redispy",
                socket_connect_timeout=REDIS_TIMEOUT,
                socket_timeout=REDIS_TIMEOUT,
            )
            self.limiters.insert(0, MovingWindowRateLimiter(storage))

    async def seconds_to_wait(self, route: str, client: str) -> int:
        """Count this request; 0 lets it pass. Without Redis this process counts."""
        if self.rate is None:
            return 0
        for limiter in self.limiters:
            try:
                if await limiter.hit(self.rate, route, client):
                    return 0
                window = await limiter.get_window_stats(self.rate, route, client)
            except StorageError as error:
                logger.warning("Redis does not count requests: %s", error)
            else:
                return max(1, math.ceil(window.reset_time - time.time()))
        return 0
