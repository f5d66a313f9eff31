"""Openings: who may already know what somebody asks, and which strengths touch a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import log

from synthesis.counting import members
from synthesis.language import fold
from synthesis.model import Kind, MapCluster, ProblemMap, Statement
from synthesis.telling import nouns, pointed, related, shared, telling, vague

MOST_ANSWERS = 2
MOST_STRENGTHS = 3

_MAY_ANSWER = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.STRENGTH})
_PROBLEMS = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.EFFECT})
_COMMON_WORDS = 0.2
_COMMON_NOUNS = 0.05
_COMMON_LEAST = 4
_LONG_WORD = 7


@dataclass(frozen=True, slots=True)
class Touch:
    """A strength from elsewhere on the map that touches a cluster, by ``words`` that return there or by ``place``.

    Words are as the strength writes them, folded; ``place`` is "" where that is not what they share.
    """

    statement: Statement
    words: tuple[str, ...]
    place: str


def possible_answers(problem_map: ProblemMap, most: int = MOST_ANSWERS) -> Mapping[str, tuple[Statement, ...]]:
    """For every unknown, by its id, the statements of other people that may answer it; best first, often none.

    A statement must share two telling words with the question, or where it lies in the same cluster one that says
    enough on its own. Rare words weigh more (inverse document frequency; K. Spärck Jones, Journal of Documentation
    28(1), 1972), and words that a fifth of the map uses do not count.
    """
    asked = [one for one in problem_map.statements if one.kind is Kind.UNKNOWN]
    words = {one.id: telling(one.text) for one in problem_map.statements}
    weights = _weights(list(words.values()), _COMMON_WORDS)
    home = {key: cluster.id for cluster in problem_map.clusters for key in cluster.statement_ids}
    known = [one for one in problem_map.statements if one.kind in _MAY_ANSWER]
    found = {}
    for question in asked:
        wanted = frozenset(stem for stem in words[question.id] if stem in weights)
        here = home.get(question.id)
        ranked = []
        for one in known:
            common = shared(wanted, words[one.id])
            together = here is not None and home.get(one.id) == here
            enough = len(common) > 1 or (together and common - vague())
            if enough and one.answer.respondent != question.answer.respondent:
                ranked.append((-round(sum(weights[stem] for stem in common), 9), not together, one.id, one))
        found[question.id] = tuple(row[-1] for row in sorted(ranked, key=lambda row: row[:-1])[:most])
    return found


def strengths_near(problem_map: ProblemMap, cluster: MapCluster, most: int = MOST_STRENGTHS) -> tuple[Touch, ...]:
    """The strengths outside a cluster that touch its problems: they share a telling noun, or the place.

    A noun tells where at most a twentieth of the map uses it; a short one also has to be in the title or keywords of
    the cluster or in two of its problems. A place counts where two problems name it, or all that name any, and at most
    half of the clusters do. Those that share most come first.
    """
    problems = [one for one in members(problem_map, cluster) if one.kind in _PROBLEMS]
    words = {one.id: pointed(one.text) for one in problem_map.statements}
    weights = _weights(list(words.values()), _COMMON_NOUNS)
    long = frozenset(word.stem for one in problems for word in nouns(one.text) if len(word.text) >= _LONG_WORD)
    named = pointed(" ".join((cluster.title, *cluster.keywords)))
    theirs = long | named | _repeated([words[one.id] for one in problems])
    places = _repeated([{one.answer.place} for one in problems if one.answer.place]) - _everywhere(problem_map)
    touching = []
    for one in problem_map.statements:
        if one.kind is not Kind.STRENGTH or one.id in cluster.statement_ids:
            continue
        common = shared(frozenset(stem for stem in words[one.id] if stem in weights), theirs)
        place = one.answer.place if one.answer.place in places else ""
        if common or place:
            weight = round(sum(weights[stem] for stem in common), 9)
            touching.append((-weight - bool(place), one.id, Touch(one, _as_written(one, common), place)))
    return tuple(row[-1] for row in sorted(touching, key=lambda row: row[:-1])[:most])


def _repeated(said: Sequence[Set[str]]) -> frozenset[str]:
    """What at least two of them have, or all of them."""
    counted = Counter(each for one in said for each in one)
    return frozenset(each for each, number in counted.items() if number >= min(2, len(said)))


def _weights(said: Sequence[frozenset[str]], common_share: float) -> dict[str, float]:
    """The weight of every stem that at most a share of the statements uses."""
    counted = Counter(stem for stems in said for stem in stems)
    common = max(_COMMON_LEAST, common_share * len(said))
    return {stem: log(1 + len(said) / number) for stem, number in counted.items() if number <= common}


def _everywhere(problem_map: ProblemMap) -> frozenset[str]:
    """Places that more than half of the clusters name, and no place at all."""
    named = Counter(
        place
        for cluster in problem_map.clusters
        for place in {one.answer.place for one in members(problem_map, cluster)}
    )
    half = max(2, len(problem_map.clusters) / 2)
    return frozenset({"", *(place for place, number in named.items() if number > half)})


def _as_written(one: Statement, stems: frozenset[str]) -> tuple[str, ...]:
    said = [fold(word.text) for word in nouns(one.text) if any(related(word.stem, stem) for stem in stems)]
    return tuple(dict.fromkeys(said))
