"""What a process remembers of the site at one revision. Nothing outlives its revision, so nothing is ever stale."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

V = TypeVar("V")


class RevisionMemo:
    """Values worked out for one revision of the site; all forgotten when the revision moves on.

    limit  how much is kept together; what was not asked for longest goes first
    weigh  how much a value takes; 0 for one that is not to be kept. Without it each counts 1
    """

    def __init__(self, limit: int, weigh: Callable[[Any], int] = lambda _value: 1) -> None:
        self._limit, self._weigh = limit, weigh
        self._lock = Lock()
        self._revision: object = None
        self._weight = 0
        self._values: OrderedDict[object, Any] = OrderedDict()

    def get(self, revision: object, key: object, work_out: Callable[[], V]) -> V:
        """The value for `key` at `revision`, worked out when this process has not got it."""
        with self._lock:
            if revision != self._revision:  # later, or of a database that went back: either way another site
                self._forget(revision)
            if key in self._values:
                self._values.move_to_end(key)
                value: V = self._values[key]
                return value
        value = work_out()
        weight = self._weigh(value)
        with self._lock:
            if revision == self._revision and key not in self._values and 0 < weight <= self._limit:
                self._values[key] = value
                self._weight += weight
                while self._weight > self._limit:
                    self._weight -= self._weigh(self._values.popitem(last=False)[1])
        return value

    def clear(self) -> None:
        """Forget everything; for tests, whose revisions start over."""
        with self._lock:
            self._forget(None)

    def _forget(self, revision: object) -> None:
        self._values.clear()
        self._revision, self._weight = revision, 0


# Lists of ids, mostly: the longest takes 0.8 MB at 100,000 articles.
memo = RevisionMemo(limit=512)
