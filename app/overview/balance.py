"""What the page of the balance shows, and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.access import Right, may
from app.models import Membership, Phase, Role
from app.overview import maps, queries, views
from app.overview.doing import activities
from synthesis import balance
from synthesis.balance import Activity, Grid, Known, Line
from synthesis.counting import FEWEST_ORGANISATIONS
from synthesis.model import MapCluster, ProblemMap, Standing


@dataclass(frozen=True, slots=True)
class Who:
    """Which organisation named a subject, and what it already does about it."""

    organisation: str
    named: frozenset[str]
    doing: Mapping[str, tuple[Activity, ...]]


@dataclass(frozen=True, slots=True)
class Work:
    """What is already done about one subject; without one, about subjects that are no longer on the map."""

    cluster: MapCluster | None
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class BalancePage:
    """The balance. ``few``: too few organisations for any count; ``few_doing``: too few told what they do.

    ``names``: this person may see which organisation said what; ``overlap``: and who works on the same.
    """

    few: bool
    few_doing: bool
    names: bool
    overlap: bool
    asked_doing: bool
    lines: tuple[Line, ...]
    slots: tuple[str, ...]
    known: tuple[Known, ...]
    grid: Grid
    subjects: tuple[MapCluster, ...]
    who: tuple[Who, ...]
    work: tuple[Work, ...]
    doubles: tuple[tuple[MapCluster, tuple[str, ...]], ...]
    gaps: tuple[MapCluster, ...]


def page_for(phase: Phase, membership: Membership) -> BalancePage | None:
    """The balance of the map as far as somebody may see it; ``None`` where there is nothing to see yet."""
    whole, shown = maps.map_of(phase), maps.map_for(phase, membership)
    if whole is None or shown is None:
        return None
    told = activities(phase, {cluster.id for cluster in whole.clusters})
    lines = balance.sheet(shown, told)
    names = queries.names_organisations(membership)
    overlap = may(membership, Right.FACILITATE) or membership.role is Role.CORE
    return BalancePage(
        few=views.few(whole),
        few_doing=len({one.organisation for one in told}) < FEWEST_ORGANISATIONS,
        names=names,
        overlap=overlap,
        asked_doing=bool(told),
        lines=lines,
        slots=_slots(lines, bool(told)),
        known=balance.how_known(shown),
        grid=balance.places_and_themes(shown),
        subjects=tuple(line.cluster for line in lines if line.cluster and line.cluster.standing is not Standing.PARKED),
        who=_who(shown, told) if names else (),
        work=_work(lines, told, everything=may(membership, Right.FACILITATE)),
        doubles=balance.doubles(shown, told) if overlap else (),
        gaps=balance.gaps(shown, told) if overlap and told else (),
    )


def _slots(lines: tuple[Line, ...], asked_doing: bool) -> tuple[str, ...]:
    """The columns: those to ask about, and what else was said."""
    filled = {slot for line in lines for slot in line.cells}
    wanted = tuple(slot for slot in balance.SLOTS if slot != balance.DOING or asked_doing)
    return wanted + tuple(slot for slot in balance.BESIDE if slot in filled)


def _who(shown: ProblemMap, told: tuple[Activity, ...]) -> tuple[Who, ...]:
    named = balance.named_by(shown)
    on_map = {cluster.id for cluster in shown.clusters}
    doing: dict[str, dict[str, list[Activity]]] = {}
    for one in told:
        if one.cluster_id in on_map:
            doing.setdefault(one.organisation, {}).setdefault(one.cluster_id, []).append(one)
    everybody = sorted({*named, *doing}, key=str.casefold)
    return tuple(
        Who(name, named.get(name, frozenset()), {key: tuple(many) for key, many in doing.get(name, {}).items()})
        for name in everybody
    )


def _work(lines: tuple[Line, ...], told: tuple[Activity, ...], *, everything: bool) -> tuple[Work, ...]:
    """What is done per subject. Only who sees the whole map knows that a subject is gone and not merely unconfirmed."""
    subjects = [line.cluster for line in lines if line.cluster]
    found = [Work(cluster, tuple(one for one in told if one.cluster_id == cluster.id)) for cluster in subjects]
    if everything:
        on_map = {cluster.id for cluster in subjects}
        found.append(Work(None, tuple(one for one in told if one.cluster_id not in on_map)))
    return tuple(one for one in found if one.activities)
