"""Slows down guessing: the more failures, the longer the wait, per account and address, per address and per account."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

PER_PAIR = "5 per minute; 8 per 10 minutes; 12 per hour; 20 per day"
"""Failures of one account from one address: each step waits several times longer than the one before."""
PER_ADDRESS = "60 per hour; 200 per day"
"""Failures from one address, whatever the account: one address that tries a list of names."""
PER_ACCOUNT = "40 per hour; 100 per day"
"""Failures of one account, whatever the address: many addresses that try one name."""


@dataclass(slots=True)
class Throttle:
    """Counts failures in moving windows, in this process's memory, and says how long to wait."""

    limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def seconds_to_wait(self, account: str, address: str) -> int:
        """How long until another attempt is heard; 0 when it may be made now."""
        waits = [
            self._wait(item, key)
            for limits, key in _keys(account, address)
            for item in limits
            if not self.limiter.test(item, *key)
        ]
        return max(waits, default=0)

    def failed(self, account: str, address: str) -> None:
        """Remember a failure."""
        for limits, key in _keys(account, address):
            for item in limits:
                self.limiter.hit(item, *key)

    def succeeded(self, account: str, address: str) -> None:
        """Forget the failures of the pair; the counts per address and per account run on."""
        limits, key = _keys(account, address)[0]
        for item in limits:
            self.limiter.clear(item, *key)

    def _wait(self, item: RateLimitItem, key: tuple[str, ...]) -> int:
        reset = self.limiter.get_window_stats(item, *key).reset_time
        return max(1, math.ceil(reset - time.time()))


def _keys(account: str, address: str) -> tuple[tuple[list[RateLimitItem], tuple[str, ...]], ...]:
    name = account.strip().casefold()[:200]
    return (
        (parse_many(PER_PAIR), ("pair", name, address)),
        (parse_many(PER_ADDRESS), ("address", address)),
        (parse_many(PER_ACCOUNT), ("account", name)),
    )
