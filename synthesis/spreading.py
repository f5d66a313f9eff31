"""Work in pieces, spread by joblib.

Without a word of the caller everything happens here, one piece after the other, so that a laptop is not surprised.
Under ``joblib.parallel_config(backend="dask")`` the pieces go to the workers of a Dask cluster, and with ``n_jobs=4``
to four processes. What comes out is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from joblib import Parallel, delayed

One = TypeVar("One")
Made = TypeVar("Made")


def spread(work: Callable[[One], Made], pieces: Sequence[One]) -> list[Made]:
    """What ``work`` makes of every piece, in their order; ``work`` is a function that a worker can import."""
    if len(pieces) < 2:
        return [work(piece) for piece in pieces]
    return list(Parallel()(delayed(work)(piece) for piece in pieces))
