"""What organisations say that they already do about a subject (question 3.6), laid on the map as it is now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.models import Phase
from app.overview import maps
from app.results.answers import given
from synthesis.balance import Activity
from synthesis.edits import Edit, active_ids

SUBJECT, WHAT, WORKS = "3.6a", "3.6b", "3.6c"


def activities(phase: Phase, on_map: Collection[str]) -> tuple[Activity, ...]:
    """What was sent in, by subject. A subject that was merged since is followed to where it went."""
    found = given(phase, SUBJECT, WHAT, WORKS)
    beside = {(one.question_id, one.membership_id, one.repeat): one.text for one in found}
    heirs = _heirs(maps.edits_of(phase)) if found else {}
    told = [
        Activity(
            cluster_id=one.text,
            organisation=one.organisation,
            respondent=str(one.membership_id),
            text=beside.get((WHAT, one.membership_id, one.repeat), ""),
            works=beside.get((WORKS, one.membership_id, one.repeat), ""),
        )
        for one in found
        if one.question_id == SUBJECT
    ]
    return tuple(replace(one, cluster_id=_present(one.cluster_id, heirs, on_map)) for one in told)


def _heirs(log: Sequence[Edit]) -> Mapping[str, str]:
    """Where each subject went that was merged into another one, by the merges that still count."""
    active = active_ids(log)
    merges = [edit for edit in log if edit.kind == "merge" and edit.id in active]
    return {gone: edit.clusters[0] for edit in merges for gone in edit.clusters[1:]}


def _present(key: str, heirs: Mapping[str, str], on_map: Collection[str]) -> str:
    """The subject on the map that this one became; itself where it became none."""
    passed: set[str] = set()
    found = key
    while found not in on_map and found in heirs and found not in passed:
        passed.add(found)
        found = heirs[found]
    return found if found in on_map else key
