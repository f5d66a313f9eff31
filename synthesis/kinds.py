"""What a statement is: it starts from what was asked and yields only to clear language."""

from __future__ import annotations

import re

from synthesis.model import Kind

_SOLUTION = re.compile(
    r"\b(moet(en)? (er )?(meer |extra |gewoon )?\S* ?komen|meer inzet(ten)?|we zouden|zou(den)? (we|moeten)|oplossing|"
    r"campagne|voorlichting|aanpakken|extra (camera|handhav|capaciteit)\w*|organiseer|meer geld voor|gewoon regelen)\b",
    re.IGNORECASE,
)


def kind_of(text: str, asked: Kind) -> Kind:
    """What the text is, given what was asked."""
    if asked in {Kind.PROBLEM, Kind.CAUSE, Kind.DESIRED} and _SOLUTION.search(text):
        return Kind.SOLUTION
    return asked
