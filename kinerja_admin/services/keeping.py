"""What was made last is kept for a while, under a key that names everything it came from, so that it is never stale."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last so many things that were made, for every thread."""

    def __init__(self, most: int) -> None:
        """Keep so many."""
        self._most = most
        self._made: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """What is kept under a key."""
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
            return found

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, else what is made now; two threads may make the same once each."""
        found = self.get(key)
        if found is not None:
            return found
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
