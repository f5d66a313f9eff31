"""Why a statement sits where it sits, in one Dutch sentence."""

from __future__ import annotations

from collections.abc import Sequence

from synthesis.language import content_words
from synthesis.model import Statement


def shared_words(statement: Statement, others: Sequence[Statement], limit: int = 3) -> tuple[str, ...]:
    """Words of the statement whose stem other members use too."""
    known = {word.stem for other in others for word in content_words(other.text)}
    return tuple(dict.fromkeys(word.text.lower() for word in content_words(statement.text) if word.stem in known))[:limit]


def reason(statement: Statement, others: Sequence[Statement]) -> str:
    """One sentence that names what put the statement here."""
    if not others:
        return "Staat nog alleen: geen andere uitspraak gaat hier duidelijk over."
    shared = shared_words(statement, others)
    if shared:
        return f"Hier door de woorden {', '.join(f'‘{word}’' for word in shared)}, die anderen ook gebruiken."
    return f"Hier omdat het lijkt op: ‘{others[0].text}’"
