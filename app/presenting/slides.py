"""What stands on the big screen: one thing per slide, and nothing that names or points at anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Membership, Phase, ProblemStatement
from app.overview import insights, maps, views
from app.overview.recognising import recognised
from app.overview.views import Card
from app.phones.joining import address_of, picture_of
from app.phones.queries import Results, device_count, open_room_in, results
from app.presenting.kinds import SlideKind
from app.presenting.quoting import Quotable, quotable
from app.results import queries
from app.results.proposals import sentence
from synthesis import counting
from synthesis.model import Kind, ProblemMap, Standing

MOST_SUBJECTS = 7
MOST_LINES = 5
MOST_FIGURES = 3
QUOTES = 2


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen. ``part`` of ``parts`` where its subject takes several; ``content`` is what its template needs."""

    id: str
    kind: SlideKind
    title: str = ""
    part: int = 1
    parts: int = 1
    content: Any = None


@dataclass(frozen=True, slots=True)
class SubjectSlide:
    """A subject on the big screen, with the quotes that may be shown."""

    card: Card
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewSlide:
    """A subject that people see differently, with what may be shown of both sides."""

    title: str
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences of one kind that may be shown, and how many there are in all."""

    quotes: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PhonesSlide:
    """Where phones join, as text and as a picture, and what they say."""

    address: str
    picture: str
    devices: int
    results: Results | None


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What waits for a decision: subjects to confirm, the sentence of a problem, goals."""

    subjects: tuple[str, ...]
    problems: tuple[str, ...]
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """All slides. ``few``: so few organisations answered that no count is shown."""

    slides: tuple[Slide, ...]
    few: bool


def show(phase: Phase, membership: Membership) -> Show:
    """The slides for a meeting of this phase."""
    whole = maps.map_for(phase, membership)
    found = [Slide("start", SlideKind.START, phase.project.title)]
    found += _in_parts(SlideKind.GAPS, queries.open_gaps(phase), MOST_LINES)
    found += _in_parts(SlideKind.FIGURES, recognised(phase), MOST_FIGURES)
    if whole is not None:
        found += _of_map(phase, whole)
    found += _in_parts(SlideKind.PARKED, _parked(phase, whole), MOST_SUBJECTS)
    found += _phones(phase)
    found.append(Slide("decide", SlideKind.DECIDE, content=_to_decide(phase, whole)))
    return Show(tuple(found), whole is None or views.few(whole))


def _in_parts(kind: SlideKind, rows: Sequence[Any], most: int) -> list[Slide]:
    """As many slides as the rows need."""
    groups = [rows[start : start + most] for start in range(0, len(rows), most)]
    return [
        Slide(kind.value if place == 1 else f"{kind.value}-{place}", kind, part=place, parts=len(groups), content=group)
        for place, group in enumerate(groups, 1)
    ]


def _parked(phase: Phase, whole: ProblemMap | None) -> list[str]:
    """What is parked on the map, and what waits from earlier phases; each once."""
    here = [cluster.title for cluster in whole.clusters if cluster.standing is Standing.PARKED] if whole else []
    return list(dict.fromkeys([*here, *(item.text for item in queries.parked_problems(phase))]))


def _of_map(phase: Phase, whole: ProblemMap) -> list[Slide]:
    cards = [views.card_of(whole, cluster) for cluster in maps.in_line(phase, whole)]
    on_map = [card for card in cards if card.cluster.standing is not Standing.PARKED]
    quotes = quotable(phase, whole)
    found = _in_parts(SlideKind.SUBJECTS, on_map, MOST_SUBJECTS)
    found += [
        Slide(
            f"subject-{card.cluster.id}",
            SlideKind.SUBJECT,
            card.cluster.title,
            content=SubjectSlide(card, _quotes_of(whole, card, quotes)),
        )
        for card in on_map
    ]
    found += _views(whole, on_map, quotes)
    for kind, about in ((SlideKind.STRENGTHS, Kind.STRENGTH), (SlideKind.UNKNOWN, Kind.UNKNOWN)):
        said = sorted((one for one in whole.statements if one.kind is about), key=lambda one: len(one.text))
        if said:
            shown = quotes.some(said, MOST_LINES)
            found.append(Slide(kind.value, kind, content=Said(shown, len(said))))
    return found


def _quotes_of(whole: ProblemMap, card: Card, quotes: Quotable) -> tuple[str, ...]:
    """What the facilitator picked, and after that what says most."""
    picked = [one for one in counting.members(whole, card.cluster) if one.id in quotes.chosen]
    return quotes.some([*picked, *counting.quotes(whole, card.cluster, 2 * QUOTES)], QUOTES)


def _views(whole: ProblemMap, cards: Sequence[Card], quotes: Quotable) -> list[Slide]:
    found = []
    for card in cards:
        contrasts = insights.beside(whole, card.cluster).contrasts if card.contested else ()
        if contrasts:
            sides = [
                quotes.some([row.statement for each in contrasts for row in side(each)], QUOTES)
                for side in (lambda each: each.one, lambda each: each.other)
            ]
            content = ViewSlide(card.cluster.title, *sides)
            found.append(Slide(f"views-{card.cluster.id}", SlideKind.VIEWS, card.cluster.title, content=content))
    return found


def _phones(phase: Phase) -> list[Slide]:
    room = open_room_in(phase)
    if room is None:
        return []
    devices, address = device_count(room), address_of(room)
    content = PhonesSlide(address.partition("://")[2], picture_of(address), devices, results(room, devices))
    return [Slide("phones", SlideKind.PHONES, content=content)]


def _to_decide(phase: Phase, whole: ProblemMap | None) -> ToDecide:
    open_ = [cluster for cluster in counting.ranked(whole) if cluster.standing is Standing.OPEN] if whole else []
    waiting: list[ProblemStatement] = [one for one in queries.problems(phase) if one.decision_id is None]
    return ToDecide(
        subjects=tuple(cluster.title for cluster in open_),
        problems=tuple(sentence(one) for one in waiting),
        goals=tuple(goal.text for goal in queries.draft_goals(phase)),
    )
