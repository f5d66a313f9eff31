"""Another view: where people see it differently. Listed, never averaged, and never outvoted.

A pair is only called opposed on clear language: one says more and the other less of the same thing, or one denies what
the other says. What is missed is no loss, for every statement stands on the page of its cluster anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from synthesis.counting import members
from synthesis.language import fold, negated
from synthesis.model import Kind, MapCluster, ProblemMap, Statement
from synthesis.telling import nouns, shared, telling

MORE = frozenset({"more", "meer", "wordt meer"})
LESS = frozenset({"less", "minder", "wordt minder"})

_CLAIMS = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.EFFECT, Kind.STRENGTH, Kind.DOUBT})
_NOT_LESS = re.compile(r"\b(?:niet|geen) minder\b")
_NO_LONGER = re.compile(rf"\b(?:geen|niet|niemand|nooit)\b[^.;,]*\bmeer\b|{_NOT_LESS.pattern}")
_UP = re.compile(r"\b(?:meer|vaker|steeds|toegenomen|toename|neemt toe|nemen toe|erger|groeit|stijgt|gestegen)\b")
_DOWN = re.compile(
    r"\b(?:minder|zeldener|afgenomen|afname|neemt af|nemen af|daalt|gedaald|rustiger|nauwelijks|zelden|verdwenen|"
    r"vallen? (?:\w+ )?mee|valt (?:\w+ )?mee)\b"
)
_SHARED_WORDS = 2


class Why(StrEnum):
    """What makes it another view: a doubt, claims that exclude each other, or more for one and less for another."""

    DOUBT = "doubt"
    CLAIM = "claim"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two sides, as ids of statements, sorted: ``one`` says so or sees more, ``other`` denies it or sees less.

    Of a doubt, ``other`` is the doubt and ``one`` what it is most about, which may be nothing.
    """

    why: Why
    one: tuple[str, ...]
    other: tuple[str, ...]


def oppositions(problem_map: ProblemMap, cluster: MapCluster) -> tuple[Opposition, ...]:
    """Every other view in a cluster: doubts, then claims, then trends, each by id.

    One person never stands against themselves. Another statement in the cluster takes no claim or doubt away.
    """
    inside = members(problem_map, cluster)
    return (*_doubts(inside), *_claims(inside), *_trends(inside))


def _doubts(inside: Sequence[Statement]) -> Iterable[Opposition]:
    words = {one.id: telling(one.text) for one in inside}
    for doubt in inside:
        if doubt.kind is not Kind.DOUBT:
            continue
        near = [
            (-len(shared(words[doubt.id], words[one.id])), one.id)
            for one in inside
            if one.kind in _CLAIMS - {Kind.DOUBT} and _differ(one, doubt)
        ]
        best = min((pair for pair in near if pair[0]), default=None)
        yield Opposition(Why.DOUBT, (best[1],) if best else (), (doubt.id,))


def _claims(inside: Sequence[Statement]) -> Iterable[Opposition]:
    said = [_Claim.of(one) for one in inside if one.kind in _CLAIMS]
    for one, other in combinations(said, 2):
        if not _differ(one.statement, other.statement):
            continue
        if other.denies(one):
            yield Opposition(Why.CLAIM, (one.statement.id,), (other.statement.id,))
        elif one.denies(other):
            yield Opposition(Why.CLAIM, (other.statement.id,), (one.statement.id,))


def _trends(inside: Sequence[Statement]) -> Iterable[Opposition]:
    first = _first_of_each_answer(inside)
    more = [one for one in first if one.answer.trend in MORE]
    less = [one for one in first if one.answer.trend in LESS]
    if any(_differ(one, other) for one in more for other in less):
        yield Opposition(Why.TREND, tuple(one.id for one in more), tuple(other.id for other in less))


def _first_of_each_answer(inside: Sequence[Statement]) -> list[Statement]:
    """One claim per answer, by id: somebody said once whether it becomes more, also where the answer has two points."""
    first: dict[str, Statement] = {}
    for one in sorted(inside, key=lambda one: (one.start, one.id)):
        if one.kind in _CLAIMS:
            first.setdefault(one.answer.key, one)
    return sorted(first.values(), key=lambda one: one.id)


def _differ(one: Statement, other: Statement) -> bool:
    return one.answer.respondent != other.answer.respondent


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a statement claims: its telling stems, the nouns it denies, and whether it says more (1) or less (-1)."""

    statement: Statement
    stems: frozenset[str]
    denied: frozenset[str]
    direction: int

    @classmethod
    def of(cls, statement: Statement) -> _Claim:
        return cls(statement, *_claimed(statement.text))

    def denies(self, other: _Claim) -> bool:
        """Whether this claim says less where the other says more, or no to what the other says yes to."""
        less = self.direction < 0 < other.direction
        refused = (
            self.denied
            and other.direction >= 0
            and shared(self.denied, other.stems) - shared(self.denied, other.denied)
        )
        if not less and not refused:
            return False
        # Last, since it is the slowest: whether they speak of the same thing at all.
        return all(
            len(shared(*pair)) >= _SHARED_WORDS for pair in ((self.stems, other.stems), (other.stems, self.stems))
        )


@lru_cache(maxsize=4096)
def _claimed(text: str) -> tuple[frozenset[str], frozenset[str], int]:
    """The stems, denied nouns and direction of a claim; a map is looked at again and again with the same texts."""
    whole = fold(text)
    folded = _NO_LONGER.sub(" ", whole)
    denying = not _NOT_LESS.search(whole)
    up, down = bool(_UP.search(folded)), bool(_DOWN.search(folded))
    denied = frozenset(word.stem for word in nouns(text) if denying and negated(text, word.start))
    return telling(text), denied, up - down
