"""Where it pays to look: the placements that the engine trusts least, and what it calls its doubts in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from synthesis.model import Draft, Kind, Placement, ProblemMap, Standing, Statement
from synthesis.replay import PLACED_BY_PEOPLE

LOOSE, FIRM = 0.6, 0.75

_READS_AS: Mapping[Kind, str] = {
    Kind.PROBLEM: "een probleem",
    Kind.CAUSE: "een oorzaak",
    Kind.EFFECT: "een gevolg",
    Kind.STRENGTH: "een kracht",
    Kind.UNKNOWN: "een vraag",
    Kind.DESIRED: "een wens",
    Kind.SOLUTION: "een oplossing",
    Kind.DOUBT: "een andere kijk",
}


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A placement to check: where the statement lies (``None``: on its own), where else it fits, and both in words."""

    statement_id: str
    cluster_id: str | None
    runner_up: str | None
    confidence: float
    sentence: str


def doubtful(found: Draft | ProblemMap, n: int = 10) -> tuple[Doubtful, ...]:
    """The ``n`` placements that are least sure, the least sure first, ties by id.

    Not those that people decided: a statement that they placed, one they were asked about within a subject, and what
    lies in a cluster that the group confirmed or parked, unless it came in later.
    """
    titles = {cluster.id: cluster.title for cluster in found.clusters}
    decided = _decided(found)
    open_ones = [place for place in found.placements if place.statement_id not in decided]
    order = sorted(open_ones, key=lambda place: (place.confidence, place.statement_id))
    return tuple(
        Doubtful(one.statement_id, one.cluster_id, one.runner_up, one.confidence, _sentence(one, titles))
        for one in order[:n]
    )


def misread(statement: Statement) -> str | None:
    """One Dutch sentence for a text that says another kind of thing than was asked; ``None`` where it does not."""
    asked = statement.answer.asked
    if statement.kind is asked:
        return None
    return f"Staat in het vak ‘{asked.value}’, leest als {_READS_AS[statement.kind]}."


def badge(stability: float | None) -> str:
    """How firm a cluster is, in Dutch words; "" where that was not measured.

    A mean Jaccard similarity under resampling below .6 should not be trusted, and from .75 up it is a stable cluster
    (C. Hennig, Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52(1), 2007).
    """
    if stability is None:
        return ""
    if stability < LOOSE:
        return "los verband"
    return "stevig" if stability >= FIRM else "redelijk"


def _decided(found: Draft | ProblemMap) -> frozenset[str]:
    decided = {place.statement_id for place in found.placements if place.reason == PLACED_BY_PEOPLE}
    home = {place.statement_id: place.cluster_id for place in found.placements}
    decided |= {
        one.id for one in found.statements if one.answer.about is not None and home.get(one.id) == one.answer.about
    }
    if isinstance(found, ProblemMap):
        for cluster in found.clusters:
            if cluster.standing is not Standing.OPEN:
                decided |= set(cluster.statement_ids) - set(cluster.new_ids)
    return frozenset(decided)


def _sentence(place: Placement, titles: Mapping[str, str]) -> str:
    here, there = titles.get(place.cluster_id or ""), titles.get(place.runner_up or "")
    if here and there:
        return f"Ligt bij ‘{here}’, maar lijkt ook op ‘{there}’."
    if here:
        return f"Ligt bij ‘{here}’, maar lijkt daar niet erg op."
    if there:
        return f"Ligt bij de losse signalen, maar lijkt wel iets op ‘{there}’."
    return "Ligt bij de losse signalen: lijkt nergens op."
