"""What the demo's group did to the draft map: the facilitator's titles, merges and moves, and the confirmation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from app.models import MapEdit, Person, Phase
from app.overview.maps import map_of
from app.overview.operations import change, confirm, new_id
from synthesis import edits
from synthesis.edits import Edit
from synthesis.model import MapCluster, ProblemMap

Make = Callable[[ProblemMap], Edit]


class Table:
    """The map of a phase with the facilitator's hands on it, at a moment in the past."""

    def __init__(self, phase: Phase, author: Person, at: datetime) -> None:
        self.phase, self.author, self.at = phase, author, at

    def arrange(self, subjects: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
        """Bring the clusters in line with how the group talked: ``subjects`` has the subject of each answer.

        Gives the cluster of each subject. Statements that nobody labelled stay where the draft put them.
        """
        self._merge(subjects)
        homes = {subject: cluster.id for subject, cluster in self._homes(subjects).items()}
        for subject, home in homes.items():
            self._gather(subject, home, subjects)
            cluster = next(one for one in self.present.clusters if one.id == home)
            if cluster.title != titles[subject]:
                self._do(lambda whole, home=home, subject=subject: edits.rename(whole, new_id(), home, titles[subject]))  # type: ignore[misc]
        return homes

    def park(self, cluster_id: str) -> None:
        """Keep a subject for later."""
        self._do(lambda whole: edits.park(whole, new_id(), cluster_id))

    def confirm(self, cluster_ids: list[str]) -> None:
        """What the group agreed on."""
        for row in confirm(self.phase, cluster_ids, self.author):
            row.made_at = self.at

    @property
    def present(self) -> ProblemMap:
        """The map as it is now."""
        whole = map_of(self.phase)
        if whole is None:
            raise LookupError("there is no draft")
        return whole

    def _merge(self, subjects: Mapping[str, str]) -> None:
        """Clusters that are mostly about the same subject become one."""
        mostly: dict[str, list[str]] = {}
        for cluster in self.present.clusters:
            about = _subjects_in(cluster, subjects)
            if about:
                mostly.setdefault(about.most_common(1)[0][0], []).append(cluster.id)
        for cluster_ids in mostly.values():
            if len(cluster_ids) > 1:
                self._do(lambda whole, ids=tuple(cluster_ids): edits.merge(whole, new_id(), ids))  # type: ignore[misc]

    def _homes(self, subjects: Mapping[str, str]) -> dict[str, MapCluster]:
        found: dict[str, tuple[int, MapCluster]] = {}
        for cluster in self.present.clusters:
            for subject, count in _subjects_in(cluster, subjects).most_common(1):
                if subject not in found or count > found[subject][0]:
                    found[subject] = (count, cluster)
        return {subject: cluster for subject, (_, cluster) in found.items()}

    def _gather(self, subject: str, home: str, subjects: Mapping[str, str]) -> None:
        whole = self.present
        here = next(cluster for cluster in whole.clusters if cluster.id == home)
        elsewhere = [
            said.id
            for said in whole.statements
            if subjects.get(said.answer.key) == subject and said.id not in here.statement_ids
        ]
        if elsewhere:
            self._do(lambda now: edits.move(now, new_id(), elsewhere, home))

    def _do(self, make: Make) -> MapEdit:
        row = change(self.phase, make(self.present), self.author)
        row.made_at = self.at
        return row


def _subjects_in(cluster: MapCluster, subjects: Mapping[str, str]) -> Counter[str]:
    """How many labelled statements of each subject a cluster holds; on a tie the subject's name decides."""
    found = Counter(
        subjects[key]
        for key in (statement_id.rsplit(".", 1)[0] for statement_id in cluster.statement_ids)
        if key in subjects
    )
    return Counter(dict(sorted(found.items())))
