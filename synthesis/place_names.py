"""Where a cluster's statements play, by the names of streets, squares and buildings that people write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from synthesis.model import Statement

_BEFORE = "in|op|aan|bij|rond|langs|onder|achter"
_ENDS = "kade|straat|laan|plein|park|strip|flat|hof|dijk|gracht|singel|tunnel|brug|markt|pad|steeg|poort"
_NAME = re.compile(rf"\b((?:{_BEFORE}) (?:(?:de|het) )?)?([A-Z][a-z]+(?:{_ENDS}))\b")
_ANY_PLACE = re.compile(rf"\b(?:{_BEFORE}) ")
_LEAST_SHARE = 0.25


def place_of(members: Sequence[Statement]) -> str:
    """The place that a quarter of the statements names, as people write it ("aan de Lepelaarkade"), or ""."""
    named: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for statement in members:
        found = _NAME.findall(statement.text)
        named.update({name for _, name in found})
        for before, name in found:
            written.setdefault(name, Counter()).update([before + name] if before else [])
    for name, count in sorted(named.items(), key=lambda pair: (-pair[1], pair[0])):
        if count > 1 and count >= _LEAST_SHARE * len(members) and written[name]:
            return min(written[name], key=lambda text: (-written[name][text], text))
    return ""


def has_place(title: str) -> bool:
    """Whether a title already tells where ("afval op straat")."""
    return _ANY_PLACE.search(title) is not None
