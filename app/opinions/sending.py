"""Which statements the reader may see: nothing in which a person or an organisation may be named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forms import personal_data
from synthesis.model import Statement

_WORD = re.compile(r"[^\W\d_]+")
# Behind a word of the same sentence, such as a name: "de neef van Xander". An abbreviation (GGZ) is none.
_CAPITAL_WITHIN = re.compile(r"(?<=\w)[^\w.!?:\n]+(?P<word>[A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zß-ÿ][\w'’]*)")


def sendable(statements: Sequence[Statement], names: Iterable[str], places: Iterable[str]) -> list[Statement]:
    """The statements without personal data, without ``names``, and without any word that looks like a name.

    ``names`` are people and organisations of the traject; of these also each word with a capital counts. ``places`` may
    be named: the reader then learns which neighbourhood this is, which the statements say anyway.
    """
    allowed = {word for place in places for word in _WORD.findall(place)}
    known = _any_of(names, allowed)
    return [statement for statement in statements if _is_harmless(statement.text, known, allowed)]


def _is_harmless(text: str, known: re.Pattern[str] | None, allowed: set[str]) -> bool:
    if personal_data.find(text) or (known is not None and known.search(text)):
        return False
    return all(match["word"] in allowed for match in _CAPITAL_WITHIN.finditer(text))


def _any_of(names: Iterable[str], allowed: set[str]) -> re.Pattern[str] | None:
    """A pattern for whole names in any letters, and for their words with a capital as they are written."""
    whole = {name for name in names if name.strip()}
    if not whole:
        return None
    words = {word for name in whole for word in _WORD.findall(name) if len(word) > 2 and word[0].isupper()}
    either = [rf"(?i:{re.escape(name)})" for name in sorted(whole)] + sorted(words - allowed)
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)")
