"""What people changed on the map: replayed over every draft, never undone by a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from synthesis.model import Draft, ProblemMap


@dataclass(frozen=True, slots=True)
class Edit:
    """One change by one person, with the members that the touched clusters had at that moment.

    ``kind`` is one of rename, merge, split, move, park, unpark, confirm, reopen, undo. ``clusters`` are the ids of the
    touched clusters (merge: the first one stays), ``members`` what each of them held before the change, so that the
    change can be replayed on a draft with other clusters. ``statements`` are the statements that move or split off,
    ``target`` the cluster they go to (``None``: to the single signals), or for split the id of the new cluster.
    ``undoes`` is the id of the edit that an undo takes back.
    """

    id: str
    kind: str
    clusters: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] | None = None
    statements: tuple[str, ...] = ()
    target: str | None = None
    title: str = ""
    undoes: str | None = None


def apply(draft: Draft, edits: Sequence[Edit]) -> ProblemMap:
    """The map that everybody sees: the draft with all edits replayed in order."""
    raise NotImplementedError


def to_json(edit: Edit) -> dict[str, Any]:
    """The edit as plain values, for storage."""
    raise NotImplementedError


def from_json(data: Mapping[str, Any]) -> Edit:
    """The edit that :func:`to_json` wrote. Raises ``ValueError`` where it is not one."""
    raise NotImplementedError
