"""What this process made lately, by key: maps and drafts are pure values, so they can be kept and shared."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from flask import current_app

Value = TypeVar("Value")
MOST = 32
NAME = "overview_recent"


class Recent:
    """At most ``most`` values; the one that was not asked for the longest goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of ``key``, made when it is not there. Two threads at once may both make it: it is the same."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                kept: Value = self._values[key]
                return kept
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def __len__(self) -> int:
        return len(self._values)


def recent() -> Recent:
    """What this application remembers; each application has a database of its own, and so a memory of its own."""
    found: Recent = current_app.extensions.setdefault(NAME, Recent())
    return found
