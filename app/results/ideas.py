"""Ideas for solutions that came before their time: those on the map, and those kept on the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models import ParkedItem, Phase
from app.models.results import ParkedKind
from app.overview.queries import map_of
from app.results import operations, queries
from app.results.answers import Beside, given
from synthesis import counting
from synthesis.model import Statement

WHAT, WHEN, NEEDS = "5.5a", "5.5b", "5.5c"


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea: ``statement`` where the map has it now, ``item`` once it is kept on the list."""

    id: str
    text: str
    statement: Statement | None
    item: ParkedItem | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody's organisation can do, by when, and what it needs. ``id`` is the answer."""

    id: int
    text: str
    membership_id: int
    organisation: str
    due_on: date | None
    needs: str


@dataclass(frozen=True, slots=True)
class ParkedPage:
    """What waits for later."""

    waiting: tuple[ParkedItem, ...]
    taken: tuple[ParkedItem, ...]
    ideas: tuple[Idea, ...]
    may_act: bool


def ideas(phase: Phase) -> tuple[Idea, ...]:
    """Every idea of a phase once: kept ones first, then those that only the map has."""
    whole = map_of(phase)
    on_map = {said.id: said for said in counting.parking_list(whole)} if whole else {}
    rows = queries.parked(phase, ParkedKind.IDEA)
    kept_ids = {item.source for item in rows}
    listed = [Idea(item.source, item.text, on_map.get(item.source), item) for item in rows]
    return (*listed, *(Idea(key, said.text, said, None) for key, said in on_map.items() if key not in kept_ids))


def idea(phase: Phase, idea_id: str) -> Idea | None:
    """The idea with this id."""
    return next((one for one in ideas(phase) if one.id == idea_id), None)


def kept(phase: Phase, one: Idea) -> ParkedItem:
    """The idea as it is kept on the list, put there when it was not."""
    if one.item is not None:
        return one.item
    if one.statement is None:
        raise ValueError("an idea is on the map, on the list, or both")
    return operations.park_idea(phase, one.statement)


def offers(phase: Phase) -> list[Offer]:
    """What people said in step 5 that their organisation can do."""
    found = given(phase, WHAT, WHEN, NEEDS)
    beside = Beside(found)
    return [
        Offer(
            one.answer_id,
            one.text,
            one.membership_id,
            one.organisation,
            _day(beside.text(one, WHEN)),
            beside.text(one, NEEDS),
        )
        for one in found
        if one.question_id == WHAT
    ]


def _day(text: str) -> date | None:
    """A date as a form sends it; anything else is left for a person to read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parked_page(phase: Phase) -> ParkedPage:
    """Everything that is parked in a phase."""
    waiting = queries.parked_problems(phase)
    taken = [item for item in queries.parked(phase, ParkedKind.PROBLEM) if item.taken_phase_id is not None]
    return ParkedPage(tuple(waiting), tuple(taken), ideas(phase), queries.is_time_for_actions(phase))
