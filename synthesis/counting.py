"""Honest counts: organisations first, then people, then statements; never a percentage.

Several people of one organisation may report the same incident, so the number of organisations is the headline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles

from synthesis.language import content_words
from synthesis.model import Evidence, Kind, MapCluster, ProblemMap, Statement

FEWEST_ORGANISATIONS = 3
_QUOTE_LENGTHS = (25, 140)
_QUOTE_KINDS = (
    Kind.PROBLEM,
    Kind.EFFECT,
    Kind.CAUSE,
    Kind.STRENGTH,
    Kind.UNKNOWN,
    Kind.DESIRED,
    Kind.DOUBT,
    Kind.SOLUTION,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was named: ``name`` is a place, a group, or the value of a kind or of evidence."""

    name: str
    organisations: int
    respondents: int
    statements: int


@dataclass(frozen=True, slots=True)
class Severity:
    """What ``people`` think of the severity, 1 (small) to 5 (very large); each of them counts once.

    ``discuss`` says that they differ enough to speak about it: the middle half of five or more people lies at least 2
    apart, or fewer people are at least 2 apart. On a scale of five, a middle half within 1 is the usual sign of
    consensus (H.A. von der Gracht, Consensus measurement in Delphi studies, Technological Forecasting and Social
    Change 79(8), 2012).
    """

    people: int
    median: float
    lowest: float
    highest: float
    discuss: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of some statements.

    ``few`` is true below three organisations. Where it is true of a whole map, nobody should be shown a count of it:
    the count would point at a person. ``evidence`` runs from hard to soft and ``kinds`` in the order of :class:`Kind`,
    both without what is not there; ``no_evidence`` is the number of statements that do not tell how their author
    knows. ``places``, ``groups``, ``frequency`` and ``trend`` start with what most organisations named.
    """

    organisations: int
    respondents: int
    statements: int
    few: bool
    evidence: tuple[Tally, ...]
    no_evidence: int
    kinds: tuple[Tally, ...]
    places: tuple[Tally, ...]
    groups: tuple[Tally, ...]
    frequency: tuple[Tally, ...]
    trend: tuple[Tally, ...]
    severity: Severity | None


def count(statements: Iterable[Statement]) -> Counts:
    """Count organisations, people and statements, and what they say of place, evidence and severity."""
    found = list(statements)
    headline = _tally("", found)
    return Counts(
        organisations=headline.organisations,
        respondents=headline.respondents,
        statements=headline.statements,
        few=headline.organisations < FEWEST_ORGANISATIONS,
        evidence=_in_order(Evidence, [(one.answer.evidence, one) for one in found if one.answer.evidence is not None]),
        no_evidence=sum(one.answer.evidence is None for one in found),
        kinds=_in_order(Kind, [(one.kind, one) for one in found]),
        places=_most_first((one.answer.place, one) for one in found),
        groups=_most_first((group, one) for one in found for group in one.answer.groups),
        frequency=_most_first((one.answer.frequency, one) for one in found),
        trend=_most_first((one.answer.trend, one) for one in found),
        severity=severity(found),
    )


def severity(statements: Iterable[Statement]) -> Severity | None:
    """Median and spread over people; somebody who scored several statements counts once, with their own median."""
    scores: dict[str, list[int]] = {}
    for one in statements:
        if one.answer.severity is not None:
            scores.setdefault(one.answer.respondent, []).append(one.answer.severity)
    if not scores:
        return None
    each = sorted(float(median(own)) for own in scores.values())
    spread = each[-1] - each[0]
    if len(each) >= 5:
        low, _, high = quantiles(each, n=4, method="inclusive")
        spread = high - low
    return Severity(len(each), float(median(each)), each[0], each[-1], spread >= 2)


def members(problem_map: ProblemMap, cluster: MapCluster) -> tuple[Statement, ...]:
    """The statements of a cluster, by id."""
    inside = set(cluster.statement_ids)
    return tuple(sorted((one for one in problem_map.statements if one.id in inside), key=lambda one: one.id))


def ranked(problem_map: ProblemMap) -> tuple[MapCluster, ...]:
    """All clusters: most organisations first, then most people, most statements, title and id."""
    by_id = {one.id: one for one in problem_map.statements}

    def rank(cluster: MapCluster) -> tuple[int, int, int, str, str]:
        tally = _tally(cluster.title, [by_id[key] for key in cluster.statement_ids])
        return -tally.organisations, -tally.respondents, -tally.statements, cluster.title.casefold(), cluster.id

    return tuple(sorted(problem_map.clusters, key=rank))


def by_kind(problem_map: ProblemMap, cluster: MapCluster) -> Mapping[Kind, tuple[Statement, ...]]:
    """The statements of a cluster per kind; every kind is there, also where nobody said anything of it."""
    inside = members(problem_map, cluster)
    return {kind: tuple(one for one in inside if one.kind is kind) for kind in Kind}


def parking_list(problem_map: ProblemMap) -> tuple[Statement, ...]:
    """The solutions that people already wrote down, kept for when the group chooses its actions."""
    return tuple(one for one in problem_map.statements if one.kind is Kind.SOLUTION)


def new_for_group(problem_map: ProblemMap) -> tuple[MapCluster, ...]:
    """Clusters that hardly anybody named beforehand: by at most one organisation in step 1, by three or more in step 2.

    The step is the number before the point in the answer's question id ("1.4a", "2.1a"). Without any answer to step 1
    there is nothing to compare with, so then no cluster is new.
    """
    step = {one.id: one.answer.question.partition(".")[0] for one in problem_map.statements}
    if "1" not in step.values():
        return ()

    def organisations(cluster: MapCluster, number: str) -> int:
        return len({one.answer.organisation for one in members(problem_map, cluster) if step[one.id] == number} - {""})

    return tuple(
        cluster
        for cluster in ranked(problem_map)
        if organisations(cluster, "1") <= 1 and organisations(cluster, "2") >= 3
    )


def quotes(problem_map: ProblemMap, cluster: MapCluster, n: int = 2) -> tuple[Statement, ...]:
    """At most ``n`` short statements that tell most about a cluster, each from another organisation.

    Observations come first and solutions last; then what is short enough to take in at once, then what shares most
    words with what other organisations say.
    """
    inside = members(problem_map, cluster)
    stems = {one.id: frozenset(word.stem for word in content_words(one.text)) for one in inside}

    def shared(one: Statement) -> int:
        others = (stems[two.id] for two in inside if two.answer.organisation != one.answer.organisation)
        return sum(len(stems[one.id] & other) for other in others)

    shortest, longest = _QUOTE_LENGTHS
    best = sorted(
        inside,
        key=lambda one: (
            one.kind is Kind.SOLUTION,
            not shortest <= len(one.text) <= longest,
            _QUOTE_KINDS.index(one.kind),
            -shared(one),
            len(one.text),
            one.id,
        ),
    )
    chosen: dict[str, Statement] = {}
    for one in best:
        if one.text not in {two.text for two in chosen.values()}:
            chosen.setdefault(one.answer.organisation, one)
    return tuple(chosen.values())[:n]


def in_words(counts: Counts | Tally) -> str:
    """The headline of a card, such as "7 organisaties · 11 mensen · 14 kaarten"."""
    return " · ".join(
        (
            _number(counts.organisations, "organisatie", "organisaties"),
            _number(counts.respondents, "persoon", "mensen"),
            _number(counts.statements, "kaart", "kaarten"),
        )
    )


def _number(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _tally(name: str, statements: Iterable[Statement]) -> Tally:
    found = list(statements)
    return Tally(
        name,
        # A card from the room may not tell who said it: it counts as a card, and as nobody's.
        organisations=len({one.answer.organisation for one in found} - {""}),
        respondents=len({one.answer.respondent for one in found} - {""}),
        statements=len(found),
    )


def _grouped(named: Iterable[tuple[str, Statement]]) -> dict[str, list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for name, one in named:
        if name:
            groups.setdefault(name, []).append(one)
    return groups


def _in_order(order: Iterable[str], named: Iterable[tuple[str, Statement]]) -> tuple[Tally, ...]:
    groups = _grouped(named)
    return tuple(_tally(str(name), groups[name]) for name in order if name in groups)


def _most_first(named: Iterable[tuple[str, Statement]]) -> tuple[Tally, ...]:
    tallies = [_tally(name, found) for name, found in _grouped(named).items()]
    return tuple(sorted(tallies, key=lambda one: (-one.organisations, -one.respondents, -one.statements, one.name)))
