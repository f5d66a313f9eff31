"""What late answers would change on the map, as the page shows it: a facilitator takes it over or leaves it."""

from __future__ import annotations

from dataclasses import dataclass

from app.overview.views import Row, rows_of
from synthesis.model import MapCluster, ProblemMap


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal with its cards, where they are (``None``: among the signals) and where they would go.

    Without ``target`` they would form a new subject called ``title``. ``formed``: late answers formed the subject they
    are in, and that is what is proposed.
    """

    rows: tuple[Row, ...]
    home: MapCluster | None
    target: MapCluster | None
    title: str
    reason: str
    formed: bool


def suggestions(whole: ProblemMap, late: frozenset[str]) -> tuple[Suggestion, ...]:
    """The open proposals of a map. ``late`` are the statements that came in late."""
    clusters = {cluster.id: cluster for cluster in whole.clusters}
    found = []
    for proposal in whole.proposals:
        rows = rows_of(whole, [said for said in whole.statements if said.id in proposal.statement_ids], late)
        target = clusters.get(proposal.cluster_id or "")
        found.append(Suggestion(rows, rows[0].home, target, proposal.title, proposal.reason, proposal.formed))
    return tuple(found)
