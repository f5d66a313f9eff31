"""What a change did, in words and as was/now: kept beside the change, so that history reads the same for ever.

The words are kept as a template and the names of that moment: each reader gets them in their own language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext

from app.overview.conflicts import meant, touched
from synthesis import history
from synthesis.edits import Edit
from synthesis.history import Phrase, told
from synthesis.model import MapCluster, Mark, ProblemMap, Standing


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A subject at a moment: its name, how many statements it held, what the group had said of it.

    Without an id it stands for the single signals.
    """

    id: str | None
    title: str
    size: int
    standing: Standing
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """One change: a sentence, and the subjects that held its statements before and after."""

    told: Phrase
    was: tuple[Snapshot, ...]
    now: tuple[Snapshot, ...]

    @property
    def text(self) -> str:
        """The sentence in the reader's language."""
        return self.told.text(gettext)


def summarise(edit: Edit, earlier: Sequence[Edit], before: ProblemMap, after: ProblemMap) -> Summary:
    """What an edit does to the map it is made on."""
    about = meant(edit, earlier)
    named = _other_now(before, after) if about.kind == "restore" else set(touched(edit, earlier))
    moving = set(about.statements)
    for found in (before, after):
        moving |= {key for cluster in found.clusters if cluster.id in named for key in cluster.statement_ids}
    return Summary(told(edit, before, earlier), _holding(before, moving), _holding(after, moving))


def _other_now(before: ProblemMap, after: ProblemMap) -> set[str]:
    """The ids of the subjects that are not the same on both maps."""
    was: dict[str, MapCluster] = {cluster.id: cluster for cluster in before.clusters}
    now = {cluster.id: cluster for cluster in after.clusters}
    return {key for key in was | now if was.get(key) != now.get(key)}


def _holding(found: ProblemMap, statement_ids: Iterable[str]) -> tuple[Snapshot, ...]:
    wanted = set(statement_ids)
    held = [
        Snapshot(cluster.id, cluster.title, len(cluster.statement_ids), cluster.standing, cluster.mark)
        for cluster in found.clusters
        if wanted & set(cluster.statement_ids)
    ]
    single = len(wanted & set(found.signals))
    return (*held, Snapshot(None, "", single, Standing.OPEN)) if single else tuple(held)


def to_plain(summary: Summary) -> dict[str, Any]:
    """The summary as plain values, for storage."""
    return {
        "told": history.to_plain(summary.told),
        "was": [asdict(shot) for shot in summary.was],
        "now": [asdict(shot) for shot in summary.now],
    }


def from_plain(data: Mapping[str, Any]) -> Summary:
    """The summary that :func:`to_plain` wrote."""
    was, now = (tuple(_snapshot(row) for row in data[name]) for name in ("was", "now"))
    kept = data.get("told")  # before it was kept in parts it was one Dutch text
    return Summary(history.from_plain(kept) if kept else Phrase("%(text)s", {"text": data["text"]}), was, now)


def _snapshot(row: Mapping[str, Any]) -> Snapshot:
    mark = row.get("mark")  # kept since subjects can have one
    return Snapshot(row["id"], row["title"], row["size"], Standing(row["standing"]), Mark(mark) if mark else None)
