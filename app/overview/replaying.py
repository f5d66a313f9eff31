"""Stepping through the map's history: the map as it was after each change."""

from __future__ import annotations

from dataclasses import dataclass

from app.models import Membership, Phase
from app.overview import maps, pages, views
from app.overview.maps import Moment
from app.overview.pages import Change
from app.overview.views import Card, Frame
from synthesis.model import Standing


@dataclass(frozen=True, slots=True)
class ReplayPage:
    """The map after one change. ``change`` is ``None`` before the first one; ``place`` counts from 0 to ``last``."""

    frame: Frame
    change: Change | None
    moment: Moment
    sequence: int
    before: int | None
    after: int | None
    place: int
    last: int
    few: bool
    cards: tuple[Card, ...]
    parked: tuple[Card, ...]
    signals: int


def replay_page(phase: Phase, membership: Membership, sequence: int, just: int | None) -> ReplayPage | None:
    """The map after the change with this number; ``None`` where there is no such moment."""
    changes = pages.changes_of(phase)
    numbers = [0, *(change.row.sequence for change in changes)]
    frame = pages.frame_of(phase, membership, just)
    if frame is None or not changes or sequence not in numbers:
        return None
    place = numbers.index(sequence)
    record = maps.draft_at(phase, changes[max(place - 1, 0)].row.made_at)
    moment = Moment(record.id, sequence) if record else None
    then = maps.map_at(phase, moment) if moment else None
    if moment is None or then is None:
        return None
    cards = [views.card_of(then, cluster) for cluster in maps.in_line(phase, then)]
    return ReplayPage(
        frame=frame,
        change=changes[place - 1] if place else None,
        moment=moment,
        sequence=sequence,
        before=numbers[place - 1] if place else None,
        after=numbers[place + 1] if place + 1 < len(numbers) else None,
        place=place,
        last=len(numbers) - 1,
        few=views.few(then),
        cards=tuple(card for card in cards if card.cluster.standing is not Standing.PARKED),
        parked=tuple(card for card in cards if card.cluster.standing is Standing.PARKED),
        signals=len(then.signals),
    )


def last_edit(phase: Phase, sequence: str) -> str | None:
    """The name of the change with this number; ``None`` for 0, before all of them. Raises ``LookupError``."""
    if sequence == "0":
        return None
    row = maps.edit_numbered(phase, sequence)
    if row is None:
        raise LookupError(sequence)
    return str(row.content["id"])
