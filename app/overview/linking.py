"""What the page of links shows: how subjects hang together, what the area can carry, and who names what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask_babel import get_locale

from app.models import Membership, Phase
from app.overview import maps, queries, views
from app.overview.doing import Heirs
from app.projects.disciplines import disciplines
from app.results.answers import Beside, Given, Tally, counted, given
from synthesis import counting
from synthesis.linking import Link, Said, links, ring
from synthesis.model import MapCluster, ProblemMap, Standing

ONE, OTHER, HOW = "3.4a", "3.4b", "3.4c"
LOAD, STRENGTH, BECAUSE = "3.5a", "3.5b", "3.5c"
MOST_COLOURS = 7
RADIUS = 150


@dataclass(frozen=True, slots=True)
class Dot:
    """A subject on the picture of links: its number and where it stands."""

    cluster: MapCluster
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stack:
    """A subject with how many organisations of each field named it, in the order of the fields."""

    cluster: MapCluster
    parts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LinksPage:
    """``few``: too few organisations for any count. ``fields`` are at most seven fields of work; "" is all others."""

    few: bool
    names: bool
    dots: tuple[Dot, ...]
    drawn: tuple[tuple[Link, Dot, Dot], ...]
    load: Tally
    strength: Tally
    because: tuple[Given, ...]
    fields: tuple[str, ...]
    stacks: tuple[Stack, ...]


def page_for(phase: Phase, membership: Membership) -> LinksPage | None:
    """The links as far as somebody may see their subjects; ``None`` where there is nothing to see yet."""
    whole, shown = maps.map_of(phase), maps.map_for(phase, membership)
    if whole is None or shown is None:
        return None
    line = [one for one in maps.in_line(phase, shown) if one.standing is not Standing.PARKED]
    places = ring(len(line), RADIUS)
    dots = [Dot(one, place + 1, *places[place]) for place, one in enumerate(line)]
    by_id = {dot.cluster.id: dot for dot in dots}
    fields, stacks = _stacks(phase, shown, line)
    return LinksPage(
        few=views.few(whole),
        names=queries.names_organisations(membership),
        dots=tuple(dots),
        drawn=tuple((one, by_id[one.one], by_id[one.other]) for one in links(_said(phase, shown), list(by_id))),
        load=counted(phase, LOAD),
        strength=counted(phase, STRENGTH),
        because=tuple(given(phase, BECAUSE)),
        fields=fields,
        stacks=stacks,
    )


def _said(phase: Phase, shown: ProblemMap) -> list[Said]:
    found = given(phase, ONE, OTHER, HOW)
    if not found:
        return []
    beside = Beside(found)
    heirs = Heirs.of(phase, {cluster.id for cluster in shown.clusters})
    told = []
    for one in found:
        other, how = beside.text(one, OTHER), beside.text(one, HOW)
        if one.question_id == ONE and other and how:
            told.append(Said(heirs.present(one.text), heirs.present(other), how, one.organisation))
    return told


def _stacks(phase: Phase, shown: ProblemMap, line: list[MapCluster]) -> tuple[tuple[str, ...], tuple[Stack, ...]]:
    """How many organisations of each field of work named each subject; the smallest fields are one."""
    heading = {value: name for name, rows in disciplines(str(get_locale())).items() for value, _label in rows}
    field = {one.organisation.name: heading.get(one.discipline, "") for one in phase.project.memberships}
    named = {one.id: Counter[str]() for one in line}
    for cluster in line:
        for organisation in {said.answer.organisation for said in counting.members(shown, cluster)} - {""}:
            named[cluster.id][field.get(organisation, "")] += 1
    totals = sum(named.values(), Counter[str]())
    ranked = [name for name, _number in totals.most_common() if name]
    kept = ranked[: MOST_COLOURS - 1] if len(ranked) >= MOST_COLOURS or totals[""] else ranked
    others = totals.total() - sum(totals[name] for name in kept)
    fields = (*kept, *([""] if others else []))
    stacks = []
    for cluster in line:
        mine = named[cluster.id]
        parts = [mine[name] for name in kept] + ([mine.total() - sum(mine[name] for name in kept)] if others else [])
        stacks.append(Stack(cluster, tuple(parts), mine.total()))
    return fields, tuple(stacks)
