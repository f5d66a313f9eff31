"""Candidate goals: only what people wrote, grouped per cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from synthesis.model import CandidateGoal, Cluster, Kind, Statement

WHO = "Wie merkt het?"
MEASURE = "Hoe meten jullie het?"
WHEN = "Wanneer moet het er zijn?"


def candidate_goals(clusters: Sequence[Cluster], by_id: Mapping[str, Statement]) -> tuple[CandidateGoal, ...]:
    """One candidate per cluster with desired results; a cluster without them gets none."""
    goals = []
    for cluster in clusters:
        wishes = [by_id[key] for key in cluster.statement_ids if by_id[key].kind is Kind.DESIRED]
        if wishes:
            goals.append(
                CandidateGoal(
                    f"g-{cluster.id}", cluster.id, wishes[0].text, tuple(wish.id for wish in wishes), (WHO, MEASURE, WHEN)
                )
            )
    return tuple(goals)
