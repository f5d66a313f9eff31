"""The Dutch words of the balance: what its columns are called, and what an empty place asks of the group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from app.overview.words import EVIDENCE
from synthesis.balance import DOING, UNSAID
from synthesis.model import Evidence, Kind
from synthesis.themes import labels


@dataclass(frozen=True, slots=True)
class SlotWords:
    """A column: its heading, a mark beside its colour, and the question of an empty place, "" without one."""

    heading: Any
    mark: str
    colour: str
    question: Any


SLOTS: dict[str, SlotWords] = {
    Kind.PROBLEM: SlotWords(_l("gezien"), "●", "problem", _l("Wat zien we hiervan?")),
    Kind.CAUSE: SlotWords(_l("oorzaak"), "▲", "cause", _l("Hoe komt dit?")),
    Kind.EFFECT: SlotWords(_l("gevolg"), "▼", "problem", _l("Wat gebeurt er als we niets doen?")),
    Kind.STRENGTH: SlotWords(_l("kracht"), "✚", "strength", _l("Wie geeft hier kracht?")),
    Kind.UNKNOWN: SlotWords(_l("weten we niet"), "?", "unknown", _l("Wat weten we nog niet?")),
    DOING: SlotWords(_l("doen we al"), "■", "already", _l("Wie doet hier al iets aan?")),
    Kind.DESIRED: SlotWords(_l("gewenst"), "◆", "desired", _l("Wat willen we bereiken?")),
    Kind.SOLUTION: SlotWords(_l("idee"), "□", "already", ""),
    Kind.DOUBT: SlotWords(_l("andere kijk"), "≠", "doubt", ""),
}

# From hardest to softest, and last what nobody told.
KNOWN: dict[str, Any] = {
    Evidence.FIGURES: EVIDENCE[Evidence.FIGURES],
    Evidence.SEEN: EVIDENCE[Evidence.SEEN],
    Evidence.RESIDENTS: EVIDENCE[Evidence.RESIDENTS],
    Evidence.COLLEAGUE: EVIDENCE[Evidence.COLLEAGUE],
    Evidence.ASSUMPTION: EVIDENCE[Evidence.ASSUMPTION],
    UNSAID: _l("niet gezegd"),
}

WORKS: dict[str, Any] = {
    "yes": _l("werkt"),
    "partly": _l("werkt deels"),
    "no": _l("werkt niet"),
    "unknown": _l("nog niet bekend of het werkt"),
}


def theme(code: str) -> str:
    """The name of a theme in the language of the page."""
    return labels(str(get_locale())).get(code, code)
