"""What organisations say that they already do about a subject (question 3.6), laid on the map as it is now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.models import Phase
from app.overview import maps
from app.results.answers import Beside, given
from synthesis.balance import Activity
from synthesis.edits import active_ids

SUBJECT, WHAT, WORKS = "3.6a", "3.6b", "3.6c"


@dataclass(frozen=True, slots=True)
class Heirs:
    """Where the subjects of an older map went."""

    merged: Mapping[str, str]
    on_map: frozenset[str]

    @classmethod
    def of(cls, phase: Phase, on_map: Collection[str]) -> Heirs:
        """By the merges that still count."""
        log = maps.edits_of(phase)
        active = active_ids(log)
        merges = [edit for edit in log if edit.kind == "merge" and edit.id in active]
        return cls({gone: edit.clusters[0] for edit in merges for gone in edit.clusters[1:]}, frozenset(on_map))

    def present(self, key: str) -> str:
        """The subject on the map that this one became; itself where it became none."""
        passed: set[str] = set()
        found = key
        while found not in self.on_map and found in self.merged and found not in passed:
            passed.add(found)
            found = self.merged[found]
        return found if found in self.on_map else key


def activities(phase: Phase, on_map: Collection[str]) -> tuple[Activity, ...]:
    """What was sent in, by subject. A subject that was merged since is followed to where it went."""
    found = given(phase, SUBJECT, WHAT, WORKS)
    if not found:
        return ()
    beside = Beside(found)
    heirs = Heirs.of(phase, on_map)
    return tuple(
        Activity(
            cluster_id=heirs.present(one.text),
            organisation=one.organisation,
            respondent=str(one.membership_id),
            text=beside.text(one, WHAT),
            works=beside.text(one, WORKS),
        )
        for one in found
        if one.question_id == SUBJECT
    )
