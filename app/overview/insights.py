"""What the engine notices on a map, ready to be shown: other views, who may know, strengths nearby, what to check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.overview.views import Row, rows_of
from synthesis.doubts import badge, doubtful
from synthesis.model import Draft, MapCluster, ProblemMap, Statement
from synthesis.openings import Touch, possible_answers, strengths_near
from synthesis.opposed import Why, oppositions

MOST_CHECKS = 10

Firmness = Mapping[tuple[str, ...], str]
Answers = Mapping[str, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two sides of a subject: ``one`` says so or sees more, ``other`` sees it differently."""

    why: Why
    one: tuple[Row, ...]
    other: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A placement that is worth a look. ``row.home`` is where it lies, ``row.runner_up`` where else it fits."""

    row: Row
    confidence: float


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the statements of one subject."""

    contrasts: tuple[Contrast, ...]
    strengths: tuple[Touch, ...]
    answers: Answers


def firmness(draft: Draft) -> Firmness:
    """How firm each drafted subject is, by its statements: once people change those, it no longer says anything."""
    return {cluster.statement_ids: badge(cluster.stability) for cluster in draft.clusters}


def beside(shown: ProblemMap, cluster: MapCluster) -> Beside:
    """What to show with a subject. A doubt that is about nothing else here stands under its own heading already."""
    rows = {row.statement.id: row for row in rows_of(shown, shown.statements, frozenset())}
    contrasts = tuple(
        Contrast(found.why, tuple(rows[key] for key in found.one), tuple(rows[key] for key in found.other))
        for found in oppositions(shown, cluster)
        if found.one
    )
    return Beside(contrasts, strengths_near(shown, cluster), answers(shown, cluster.statement_ids))


def answers(shown: ProblemMap, wanted: Collection[str]) -> Answers:
    """For the questions among the statements that are wanted, what others said that may answer them."""
    return {key: known for key, known in possible_answers(shown).items() if key in wanted and known}


def checks(whole: ProblemMap, late: frozenset[str]) -> tuple[Check, ...]:
    """The placements that are least sure and that people have not decided on."""
    rows = {row.statement.id: row for row in rows_of(whole, whole.statements, late)}
    return tuple(Check(rows[found.statement_id], found.confidence) for found in doubtful(whole, MOST_CHECKS))
