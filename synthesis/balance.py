"""Where the group knows nothing yet: per subject what was said and what not, how people know it, where, and by whom.

Numbers come from ``synthesis.counting``: organisations first, never a percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from synthesis import counting
from synthesis.counting import Tally
from synthesis.model import Evidence, Kind, MapCluster, ProblemMap, Standing, Statement

DOING = "doing"
UNSAID = "none"
# In the order of the sheet. An empty place in one of these is a question for the group.
SLOTS: tuple[str, ...] = (
    Kind.PROBLEM,
    Kind.CAUSE,
    Kind.EFFECT,
    Kind.STRENGTH,
    Kind.UNKNOWN,
    DOING,
    Kind.DESIRED,
)
# Nobody needs to say these of a subject; they are on the sheet so that no statement is left out of it.
BESIDE: tuple[str, ...] = (Kind.SOLUTION, Kind.DOUBT)
FEWEST_IN_A_CELL = 2
"""A cell of place by theme that holds one organisation would point at it."""

_ABOUT_PROBLEMS = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.EFFECT})
_OF_PROBLEMS_ONLY = frozenset({Kind.CAUSE, Kind.EFFECT})


@dataclass(frozen=True, slots=True)
class Activity:
    """What an organisation already does about a subject. ``works`` is its own opinion of it, "" without one."""

    cluster_id: str
    organisation: str
    respondent: str
    text: str
    works: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A subject on the sheet, or with ``None`` the single signals. ``cells`` has only the slots that hold something.

    ``open`` are the slots about which nobody said anything: the questions for the group.
    """

    cluster: MapCluster | None
    cells: Mapping[str, Tally]
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """How people know a subject: per kind of evidence, and under ``UNSAID`` where they did not tell."""

    cluster: MapCluster
    cells: Mapping[str, Tally]

    @property
    def assumed_only(self) -> bool:
        """Whether all that anybody could say of how they know it, is that they assume it."""
        return set(self.cells) - {UNSAID} == {Evidence.ASSUMPTION}


@dataclass(frozen=True, slots=True)
class Grid:
    """Place by theme. ``cells`` are what may be shown; ``hidden`` are cells of one organisation, without a number."""

    places: tuple[str, ...]
    themes: tuple[str, ...]
    cells: Mapping[tuple[str, str], Tally]
    hidden: frozenset[tuple[str, str]]


def sheet(problem_map: ProblemMap, activities: Sequence[Activity] = ()) -> tuple[Line, ...]:
    """The balance sheet: the subjects as ranked on the map, then the parked ones, then the single signals.

    Every statement is in exactly one cell. Without any activity nobody was asked, so then that slot is no question.
    """
    asked = tuple(slot for slot in SLOTS if slot != DOING or activities)
    subjects = counting.ranked(problem_map)
    order = sorted(subjects, key=lambda cluster: cluster.standing is Standing.PARKED)
    lines = [_line(problem_map, cluster, activities, asked) for cluster in order]
    single = [one for one in problem_map.statements if one.id in set(problem_map.signals)]
    return (*lines, Line(None, _kinds(single))) if single else tuple(lines)


def how_known(problem_map: ProblemMap) -> tuple[Known, ...]:
    """How people know each subject that is not parked, as ranked on the map."""
    return tuple(
        Known(cluster, _evidence(counting.members(problem_map, cluster))) for cluster in _talked_of(problem_map)
    )


def places_and_themes(problem_map: ProblemMap) -> Grid:
    """What is said where: places with most organisations first, themes by code. One statement may have two themes."""
    located = [one for one in problem_map.statements if one.answer.place and one.themes]
    themes = tuple(sorted({theme for one in located for theme in one.themes}))
    found = {
        (tally.name, theme): tally
        for theme in themes
        for tally in counting.count(one for one in located if theme in one.themes).places
    }
    shown = {key: tally for key, tally in found.items() if tally.organisations >= FEWEST_IN_A_CELL}
    places = tuple(tally.name for tally in counting.count(located).places)
    return Grid(places, themes, shown, frozenset(found) - frozenset(shown))


def named_by(problem_map: ProblemMap) -> Mapping[str, frozenset[str]]:
    """Organisation → the ids of the subjects that it said something of; by name, also who gave only single signals."""
    home = {key: cluster.id for cluster in problem_map.clusters for key in cluster.statement_ids}
    found: dict[str, set[str]] = {}
    for one in problem_map.statements:
        if not one.answer.organisation:
            continue  # said in the room, without by whom
        mine = found.setdefault(one.answer.organisation, set())
        if one.id in home:
            mine.add(home[one.id])
    return {name: frozenset(found[name]) for name in sorted(found, key=str.casefold)}


def doubles(problem_map: ProblemMap, activities: Iterable[Activity]) -> tuple[tuple[MapCluster, tuple[str, ...]], ...]:
    """The subjects that more than one organisation already works on, with those organisations by name."""
    doing = _workers(activities)
    found = (
        (cluster, tuple(sorted(doing.get(cluster.id, ()), key=str.casefold))) for cluster in _talked_of(problem_map)
    )
    return tuple((cluster, names) for cluster, names in found if len(names) > 1)


def gaps(problem_map: ProblemMap, activities: Iterable[Activity]) -> tuple[MapCluster, ...]:
    """The confirmed problems that nobody works on yet. Only of what the group confirmed is asked who does something."""
    doing = _workers(activities)
    return tuple(
        cluster
        for cluster in _talked_of(problem_map)
        if cluster.standing is Standing.CONFIRMED
        and cluster.id not in doing
        and _about_problem(_kinds(counting.members(problem_map, cluster)))
    )


def _line(problem_map: ProblemMap, cluster: MapCluster, activities: Sequence[Activity], asked: Sequence[str]) -> Line:
    cells = _kinds(counting.members(problem_map, cluster))
    wanted = [slot for slot in asked if _about_problem(cells) or slot not in _OF_PROBLEMS_ONLY]
    mine = [one for one in activities if one.cluster_id == cluster.id]
    if mine:
        people, names = {one.respondent for one in mine}, {one.organisation for one in mine}
        cells[DOING] = Tally(DOING, len(names), len(people), len(mine))
    parked = cluster.standing is Standing.PARKED
    return Line(cluster, cells, () if parked else tuple(slot for slot in wanted if slot not in cells))


def _kinds(statements: Iterable[Statement]) -> dict[str, Tally]:
    return {tally.name: tally for tally in counting.count(statements).kinds}


def _evidence(statements: Sequence[Statement]) -> dict[str, Tally]:
    cells = {tally.name: tally for tally in counting.count(statements).evidence}
    unsaid = counting.count(one for one in statements if one.answer.evidence is None)
    if unsaid.statements:
        cells[UNSAID] = Tally(UNSAID, unsaid.organisations, unsaid.respondents, unsaid.statements)
    return cells


def _about_problem(cells: Mapping[str, Tally]) -> bool:
    return not _ABOUT_PROBLEMS.isdisjoint(cells)


def _talked_of(problem_map: ProblemMap) -> list[MapCluster]:
    return [cluster for cluster in counting.ranked(problem_map) if cluster.standing is not Standing.PARKED]


def _workers(activities: Iterable[Activity]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in activities:
        found.setdefault(one.cluster_id, set()).add(one.organisation)
    return found
