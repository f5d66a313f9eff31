"""Candidate goals: only what people wrote, grouped per cluster, with what a measurable goal still lacks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence

from synthesis import pieces, wishes
from synthesis.language import fold, stop_words
from synthesis.model import CandidateGoal, Cluster, Kind, MapCluster, ProblemMap, Statement
from synthesis.telling import pointed, shared

WHERE = "Waar gaat het om?"
WHO = "Wie merkt het?"
SIGN = "Waaraan zie je het?"
MEASURE = "Hoe meten jullie het?"
WHEN = "Wanneer willen jullie dit bereiken?"

_PEOPLE = re.compile(
    r"\b\w*(?:kind|kinderen|jongeren|jongere|ouders|ouderen|senioren|bewoners?|mensen|iedereen|gezin|gezinnen|"
    r"moeders?|vaders?|vrouwen|meisjes|meiden|jongens|buren|huurders|mannen|leerlingen|ondernemers|huishoudens|niemand|patiënten|"
    r"mantelzorgers|vrijwilligers)\b",
    re.IGNORECASE,
)


def candidate_goals(clusters: Sequence[Cluster], found: Sequence[Statement]) -> tuple[CandidateGoal, ...]:
    """The candidate goals of all clusters, in their order; a cluster without a desired result has none.

    Desired results of a cluster that share a telling word, straight or by way of others, are one goal. Its text is what
    people wrote, with semicolons between; what they would see comes before what should go away.
    """
    by_id = {statement.id: statement for statement in found}
    return tuple(
        _goal(cluster, group)
        for cluster in clusters
        for group in _grouped([by_id[key] for key in cluster.statement_ids if by_id[key].kind is Kind.DESIRED])
    )


def without_wish(problem_map: ProblemMap) -> tuple[MapCluster, ...]:
    """The clusters that nobody wrote a desired result for, in the order of the map: no goal is made up for them."""
    wished = {one.id for one in problem_map.statements if one.kind is Kind.DESIRED}
    return tuple(cluster for cluster in problem_map.clusters if not wished.intersection(cluster.statement_ids))


def _goal(cluster: Cluster, group: Sequence[Statement]) -> CandidateGoal:
    lines = {wish.id: wishes.sentence(wish.text) for wish in group}
    away = {wish.id: wishes.worded_away(lines[wish.id]) for wish in group}
    order = sorted(group, key=lambda wish: (away[wish.id], wish.id))
    place = _listed(wish.answer.place for wish in order) or _given(pieces.place, order)
    given = {
        WHERE: place,
        WHO: any(wish.answer.groups or _PEOPLE.search(wish.text) for wish in order),
        SIGN: _given(pieces.sign, order),
        MEASURE: _given(pieces.indicator, order),
        WHEN: _given(pieces.term, order),
    }
    return CandidateGoal(
        id=_id(group),
        cluster_id=cluster.id,
        text=_joined([lines[wish.id] for wish in order]),
        statement_ids=tuple(sorted(wish.id for wish in group)),
        missing=tuple(question for question, piece in given.items() if not piece),
        place=place,
        sign=str(given[SIGN]),
        term=str(given[WHEN]),
        indicator=str(given[MEASURE]),
        negative=all(away.values()),
    )


def _id(group: Iterable[Statement]) -> str:
    """An id that stays while the first statement of the goal stays in it."""
    return f"g-{hashlib.sha256(min(wish.id for wish in group).encode()).hexdigest()[:8]}"


def _grouped(found: Sequence[Statement]) -> list[list[Statement]]:
    """The connected parts of "shares a telling word", each and all by id: the order they come in does not matter."""
    words = {wish.id: pointed(wish.text) for wish in found}
    groups: list[list[Statement]] = []
    for wish in sorted(found, key=lambda wish: wish.id):
        near = [group for group in groups if any(_tied(words[wish.id], words[other.id]) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([wish, *(one for group in near for one in group)], key=lambda one: one.id))
    return sorted(groups, key=lambda group: group[0].id)


def _tied(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(shared(one, other) or shared(other, one))


def _given(read: Callable[[str], str], order: Iterable[Statement]) -> str:
    return _listed(read(wish.text) for wish in order)


def _listed(found: Iterable[str]) -> str:
    """The pieces that people gave, each once, as they wrote them."""
    return "; ".join(dict.fromkeys(piece for piece in found if piece))


def _joined(lines: Sequence[str]) -> str:
    said: dict[str, str] = {}
    for line in lines:
        said.setdefault(line.casefold(), line)
    first, *others = said.values()
    return "; ".join([_capital(first), *map(_within, others)])


def _capital(line: str) -> str:
    capital = line[:1].upper()
    return capital + line[1:] if len(capital) == 1 else line  # the capital of ß is two letters


def _within(line: str) -> str:
    """A sentence behind a semicolon: a small first word loses its capital, a name or abbreviation keeps it."""
    first = line.split(maxsplit=1)[0] if line else ""
    return line[:1].lower() + line[1:] if fold(first) in stop_words() else line
