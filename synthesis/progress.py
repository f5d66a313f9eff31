"""A bar for work that takes long, where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

PATIENCE = 3.0
_FORMAT = "{desc}: {percentage:3.0f}% |{bar:30}| nog {remaining}"


class Progress(Protocol):
    """What long work tells how far it is."""

    def advance(self, n: int = 1, total: int | None = None) -> None:
        """``n`` more are done; ``total`` says out of how many, where that was not known at the start."""


@contextmanager
def bar(total: int, label: str, patience: float = PATIENCE) -> Iterator[Progress]:
    """A bar on stderr for ``total`` parts of work, under a Dutch ``label``; it is gone when the work is done.

    Nothing is shown where stderr is no terminal, and nothing in the first ``patience`` seconds.
    """
    if not sys.stderr.isatty():
        yield _Silent()
        return
    from tqdm import tqdm  # noqa: PLC0415 - only where somebody is looking

    with tqdm(
        total=total, desc=label, delay=patience, file=sys.stderr, leave=False, miniters=1, bar_format=_FORMAT
    ) as shown:
        yield _Shown(shown)


class _Silent:
    def advance(self, n: int = 1, total: int | None = None) -> None:
        pass


class _Shown:
    def __init__(self, shown: Any) -> None:
        self._shown = shown

    def advance(self, n: int = 1, total: int | None = None) -> None:
        if total is not None:
            self._shown.total = total
        self._shown.update(n)
