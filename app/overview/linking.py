"""What the page of links shows: how subjects hang together, what the area can carry, and who names what."""

from __future__ import annotations

from dataclasses import dataclass

from app.models import Membership, Phase
from app.overview import maps, queries, views
from app.overview.doing import Heirs
from app.overview.fields import Fields, fields_of
from app.results.answers import Beside, Given, Tally, counted, given
from synthesis.linking import Link, Said, links, ring
from synthesis.model import MapCluster, ProblemMap, Standing

ONE, OTHER, HOW = "3.4a", "3.4b", "3.4c"
LOAD, STRENGTH, BECAUSE = "3.5a", "3.5b", "3.5c"
RADIUS = 150


@dataclass(frozen=True, slots=True)
class Dot:
    """A subject on the picture of links: its number and where it stands."""

    cluster: MapCluster
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LinksPage:
    """``few``: too few organisations for any count. ``fields`` is ``None`` for who may not know who said what."""

    few: bool
    names: bool
    dots: tuple[Dot, ...]
    drawn: tuple[tuple[Link, Dot, Dot], ...]
    load: Tally
    strength: Tally
    because: tuple[Given, ...]
    fields: Fields | None
    line: tuple[MapCluster, ...]


def page_for(phase: Phase, membership: Membership) -> LinksPage | None:
    """The links as far as somebody may see their subjects; ``None`` where there is nothing to see yet."""
    whole, shown = maps.map_of(phase), maps.map_for(phase, membership)
    if whole is None or shown is None:
        return None
    line = [one for one in maps.in_line(phase, shown) if one.standing is not Standing.PARKED]
    places = ring(len(line), RADIUS)
    dots = [Dot(one, place + 1, *places[place]) for place, one in enumerate(line)]
    by_id = {dot.cluster.id: dot for dot in dots}
    names = queries.names_organisations(membership)
    return LinksPage(
        few=views.few(whole),
        names=names,
        dots=tuple(dots),
        drawn=tuple((one, by_id[one.one], by_id[one.other]) for one in links(_said(phase, shown), list(by_id))),
        load=counted(phase, LOAD),
        strength=counted(phase, STRENGTH),
        because=tuple(given(phase, BECAUSE)),
        fields=fields_of(phase, shown) if names else None,
        line=tuple(line),
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
