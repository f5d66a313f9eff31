"""Where an answer goes on to another point: a small model over what stands before and after a mark.

Learned from answers that a careful reader parted (``python -m synthesis.train``): two points are about different
subjects, both clearly, and are long enough to be points; words that point back hold a point together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from synthesis.language import word_count
from synthesis.profiles import learned, scores, softmax
from synthesis.subjects import affinity

ADDS = (
    r"daarnaast|verder|bovendien|ten (?:tweede|derde)|tweede punt|daarbij komt|en ook|en verder|en daarnaast|plus|also"
)
CUT = re.compile(
    rf"(?P<mark>(?<=[.!?])[\"'’”)]?\s+|\s*;\s+|\s*,\s*(?=(?:{ADDS})\b)|,\s+(?=en\s+(?:een|de|het|dat|er)\s)|"
    rf"\s+(?=(?:en ook|en daarnaast|en verder)\b))",
    re.IGNORECASE,
)
_ADDS_A_POINT = re.compile(rf"(?:{ADDS})\b", re.IGNORECASE)
_ADDING = re.compile(rf"(?:{ADDS}|en (?:minstens|zeker|zo vaak|de|het|een derde|dan nog))\b", re.IGNORECASE)
_POINTING_BACK = re.compile(
    r"(?:en )?(?:dus|die|dat|dit|deze|daar\w*|hij|zij|ze|hun|hem|haar|het gaat|want|maar|omdat|doordat|zodat|waardoor|"
    r"wie|wat|waar\w*|ook|toch|toen|dan|zo|hier\w*|anders|vooral|zeker|vaak|soms|niemand|iedereen|they|it|this|that|so)\b",
    re.IGNORECASE,
)
_SHARPNESS = 16.0
# Who writes a semicolon often makes a list. The parted texts of the data hold none to learn that from.
_LISTED = 4.5
_FEW_WORDS, _MANY_WORDS, _MOST_WORDS = 4, 10, 15


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where an answer may go on to another point: the texts on both sides, and the mark between them."""

    before: str
    after: str
    mark: str


def adds_a_point(text: str) -> bool:
    """Whether a text opens with words that announce another point."""
    return _ADDS_A_POINT.match(text) is not None


def points_back(text: str) -> bool:
    """Whether a text opens with words that lean on what stands before."""
    return _POINTING_BACK.match(text) is not None


def features(cuts: Sequence[Cut]) -> NDArray[np.float64]:
    """What tells a new point from more of the same; shape (cuts, features)."""
    before = softmax(_SHARPNESS * scores([cut.before for cut in cuts]))
    after = softmax(_SHARPNESS * scores([cut.after for cut in cuts]))
    near = before @ affinity()
    own = np.sqrt((near * before).sum(axis=1) * ((after @ affinity()) * after).sum(axis=1))
    alike = np.round((near * after).sum(axis=1) / own, 4)
    sizes = np.array([[word_count(cut.before), word_count(cut.after)] for cut in cuts], dtype=np.float64)
    short = np.minimum(sizes.min(axis=1), _MANY_WORDS)
    return np.column_stack(
        [
            alike,
            np.log(alike + 0.01),
            np.round(np.minimum(before.max(axis=1), after.max(axis=1)), 4),
            short,
            np.minimum(sizes.max(axis=1), _MOST_WORDS),
            short < _FEW_WORDS,
            [points_back(cut.after) for cut in cuts],
            [bool(_ADDING.match(cut.after)) and "," not in cut.mark for cut in cuts],
            [adds_a_point(cut.after) for cut in cuts],
            np.zeros(len(cuts)),  # kept for semicolons, which have a weight of their own
            ["," in cut.mark for cut in cuts],
        ]
    )


def chances(cuts: Sequence[Cut]) -> NDArray[np.float64]:
    """How likely it is that each place parts two points; shape (cuts,)."""
    if not cuts:
        return np.zeros(0)
    arrays = learned()
    listed = np.array([";" in cut.mark for cut in cuts])
    return np.asarray(expit(features(cuts) @ arrays["cut_weights"] + float(arrays["cut_bias"]) + _LISTED * listed))
