"""From what people wrote to a draft problem map: pure functions, without web code.

The front door. Each name is loaded when it is first used, since reading text takes libraries that take long to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_DOORS = {"synthesize": "pipeline", "suggest": "asking", "questions": "asking", "apply": "replay"}


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_DOORS[name]}"), name)
