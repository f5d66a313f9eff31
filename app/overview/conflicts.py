"""Whether a change was made on something that is no longer as its author saw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.edits import Edit
from synthesis.model import MapCluster, ProblemMap


@dataclass(frozen=True, slots=True)
class Difference:
    """A subject as the author saw it, and as it is now. ``None``: it was not there, or is no longer there."""

    shown: MapCluster | None
    present: MapCluster | None


def meant(edit: Edit, earlier: Sequence[Edit]) -> Edit:
    """The edit that is about subjects: the edit itself, or for an undo the one that it takes back (or puts back)."""
    by_id = {known.id: known for known in earlier}
    while edit.kind == "undo" and edit.undoes is not None and edit.undoes in by_id:
        edit = by_id[edit.undoes]
    return edit


def touched(edit: Edit, earlier: Sequence[Edit]) -> tuple[str, ...]:
    """The ids of the subjects that an edit is about."""
    about = meant(edit, earlier)
    target = (about.target,) if about.target is not None else ()
    return tuple(dict.fromkeys((*about.clusters, *target)))


def differences(edit: Edit, earlier: Sequence[Edit], shown: ProblemMap, present: ProblemMap) -> tuple[Difference, ...]:
    """What the edit touches that is other now than when its author looked; empty when it can go through.

    A statement that moves, or stays on purpose, must still be where it was seen, and the subject it goes to must still
    be called the same.
    A card that is added may find its subject with other cards in it by now. A map that is put back wants all subjects
    as they were seen, and every other change wants its own so: same name, same statements, same standing, same mark.
    """
    before = {cluster.id: cluster for cluster in shown.clusters}
    after = {cluster.id: cluster for cluster in present.clusters}
    if edit.kind in {"move", "keep", "add"}:
        changed = [] if edit.kind == "add" else _moved(edit, shown, present)
        if edit.target is not None and _name(before.get(edit.target)) != _name(after.get(edit.target)):
            changed.append(edit.target)
    elif meant(edit, earlier).kind == "restore":
        changed = [key for key in before | after if _state(before.get(key)) != _state(after.get(key))]
    else:
        changed = [key for key in touched(edit, earlier) if _state(before.get(key)) != _state(after.get(key))]
    return tuple(Difference(before.get(key), after.get(key)) for key in dict.fromkeys(changed))


def _moved(edit: Edit, shown: ProblemMap, present: ProblemMap) -> list[str]:
    was, now = _homes(shown), _homes(present)
    elsewhere = (key for key in edit.statements if was.get(key) != now.get(key))
    return [home for key in elsewhere for home in (was.get(key), now.get(key)) if home is not None]


def _homes(found: ProblemMap) -> dict[str, str]:
    return {key: cluster.id for cluster in found.clusters for key in cluster.statement_ids}


def _name(cluster: MapCluster | None) -> object:
    return None if cluster is None else cluster.title


def _state(cluster: MapCluster | None) -> object:
    return (
        None if cluster is None else (cluster.title, frozenset(cluster.statement_ids), cluster.standing, cluster.mark)
    )
