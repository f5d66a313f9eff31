"""People's taps as votes: two statements are about the same problem, or are not.

Votes add up, so the odd mistake is outvoted. A "not the same" weighs little where the same person pointed at another
statement instead: who chooses one of five has hardly looked at the other four.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from synthesis.model import Tap
from synthesis.opinion import Opinion, links

SAME = 0.5
_NONE_OF_THESE = -0.5
_PASSED_OVER = -0.125
_READER = 0.2


def votes(places: Mapping[str, int], taps: Sequence[Tap], opinion: Opinion | None = None) -> NDArray[np.float64]:
    """What was said about every two statements; symmetric, shape (n, n).

    ``places`` maps a statement's id to its row. Taps about statements that are not there are passed over. The opinion
    of a reader counts for less than a person's tap.
    """
    table = np.zeros((len(places), len(places)))
    pointed = {tap.one for tap in taps if tap.same}
    for tap in taps:
        if tap.one in places and tap.other in places and tap.one != tap.other:
            missed = _PASSED_OVER if tap.one in pointed else _NONE_OF_THESE
            _add(table, places[tap.one], places[tap.other], SAME if tap.same else missed)
    for one, other in links(opinion) if opinion else ():
        if one in places and other in places:
            _add(table, places[one], places[other], _READER)
    return table


def _add(table: NDArray[np.float64], one: int, other: int, vote: float) -> None:
    table[one, other] += vote
    table[other, one] += vote
