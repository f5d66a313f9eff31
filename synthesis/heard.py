"""Cards that nobody wrote beforehand, but somebody said in a meeting: how they stand among the other statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from synthesis.edit_log import Edit
from synthesis.model import Answer, Draft, Kind, Placement, Statement

IN_THE_ROOM = "room"
"""What stands in the place of the question's id at such a card."""

_REASON = "In de bijeenkomst gezegd, en hier neergelegd."


def said_in_the_room(edit: Edit) -> Statement | None:
    """The card that an edit adds, as a statement; ``None`` where the edit adds none."""
    if edit.heard is None or len(edit.statements) != 1 or edit.heard.kind not in set(Kind):
        return None
    (key,), heard, kind = edit.statements, edit.heard, Kind(edit.heard.kind)
    answer = Answer(
        key=key,
        respondent="",
        organisation=heard.organisation,
        asked=kind,
        text=heard.text,
        question=IN_THE_ROOM,
        place=heard.place,
    )
    return Statement(key, answer, 0, len(heard.text), heard.text, kind)


def with_heard(draft: Draft, heard: Mapping[str, Statement]) -> Draft:
    """The draft with the cards of the room among its statements, each placed by hand."""
    if not heard:
        return draft
    placements = (Placement(key, None, 1.0, _REASON) for key in heard)
    return replace(draft, statements=(*draft.statements, *heard.values()), placements=(*draft.placements, *placements))
