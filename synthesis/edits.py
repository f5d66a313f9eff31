"""What people change on the map: each change is checked here, kept in a log, and replayed over every draft.

The log only grows. The map that anyone sees is ``apply(draft, edits)``; nothing that a person decided is undone by a
new draft, only by an undo, which is a change in the log too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synthesis.edit_log import KINDS, Edit, Heard, active_ids, from_json, redoable, to_json, undoable
from synthesis.history import Phrase, told
from synthesis.model import Kind, MapCluster, Mark, ProblemMap, Standing
from synthesis.replay import apply

__all__ = [
    "KINDS",
    "LONGEST_CARD",
    "LONGEST_TITLE",
    "Edit",
    "EditError",
    "Heard",
    "active_ids",
    "add",
    "apply",
    "confirm",
    "describe",
    "from_json",
    "keep",
    "mark",
    "merge",
    "move",
    "park",
    "redo",
    "redoable",
    "rename",
    "reopen",
    "restore",
    "split",
    "to_json",
    "undo",
    "undoable",
    "unpark",
]

LONGEST_TITLE = 80
LONGEST_CARD = 280


class EditError(ValueError):
    """A change that cannot be made; the message is a Dutch sentence for the person who tried.

    ``phrase`` has it in parts, for another language.
    """

    def __init__(self, template: str, **names: str) -> None:
        self.phrase = Phrase(template, names)
        super().__init__(self.phrase.text())


def rename(problem_map: ProblemMap, edit_id: str, cluster: str, title: str) -> Edit:
    """Give a cluster another title."""
    return _edit(edit_id, "rename", [_found(problem_map, cluster)], title=_checked(title))


def merge(problem_map: ProblemMap, edit_id: str, clusters: Sequence[str], title: str = "") -> Edit:
    """Join clusters in the first one, which keeps its title unless there is a new one."""
    found = [_found(problem_map, key) for key in dict.fromkeys(clusters)]
    if len(found) < 2:
        raise EditError("Kies minstens twee onderwerpen om samen te voegen.")
    return _edit(edit_id, "merge", found, title=_checked(title) if title.strip() else "")


def split(problem_map: ProblemMap, edit_id: str, cluster: str | None, statements: Sequence[str], title: str) -> Edit:
    """Make a new cluster of some statements of a cluster, or with ``None`` of some single signals."""
    source = [] if cluster is None else [_found(problem_map, cluster)]
    inside = source[0].statement_ids if source else problem_map.signals
    chosen = _chosen(statements)
    if not set(chosen) <= set(inside):
        raise EditError("Een van deze kaarten ligt inmiddels ergens anders. Er is niets veranderd; kies opnieuw.")
    if source and len(chosen) == len(inside):
        raise EditError("Laat minstens één kaart liggen. Wil je een andere naam, kies dan voor hernoemen.")
    taken = {known.id for known in problem_map.clusters}
    target = f"n-{edit_id}"
    while target in taken:
        target += "x"
    return _edit(edit_id, "split", source, statements=chosen, target=target, title=_checked(title))


def move(problem_map: ProblemMap, edit_id: str, statements: Sequence[str], target: str | None) -> Edit:
    """Put statements with another cluster, or with ``None`` among the single signals."""
    goal = None if target is None else _found(problem_map, target)
    chosen = _chosen(statements)
    home = _homes(problem_map, chosen)
    moving = tuple(key for key in chosen if home.get(key) != goal)
    if not moving:
        raise EditError("Deze kaarten liggen daar al. Kies een ander onderwerp.")
    sources = {home[key].id: home[key] for key in moving if key in home}
    touched = [*sources.values(), *([goal] if goal else [])]
    return _edit(edit_id, "move", touched, statements=moving, target=target)


def keep(problem_map: ProblemMap, edit_id: str, statements: Sequence[str]) -> Edit:
    """Leave statements where they are, whatever the engine proposes."""
    chosen = _chosen(statements)
    home = _homes(problem_map, chosen)
    found = {home[key].id: home[key] for key in chosen if key in home}
    return _edit(edit_id, "keep", list(found.values()), statements=chosen)


def park(problem_map: ProblemMap, edit_id: str, cluster: str) -> Edit:
    """Put a cluster on the parking list, for a next phase."""
    found = _found(problem_map, cluster)
    if found.standing is Standing.PARKED:
        raise EditError("Dit onderwerp staat al op de parkeerplaats.")
    return _edit(edit_id, "park", [found])


def unpark(problem_map: ProblemMap, edit_id: str, cluster: str) -> Edit:
    """Take a cluster back from the parking list; what was confirmed before is confirmed again."""
    found = _found(problem_map, cluster)
    if found.standing is not Standing.PARKED:
        raise EditError("Dit onderwerp staat niet op de parkeerplaats.")
    return _edit(edit_id, "unpark", [found])


def confirm(problem_map: ProblemMap, edit_id: str, cluster: str) -> Edit:
    """Record that the group agrees with a cluster as it is."""
    found = _found(problem_map, cluster)
    if found.standing is Standing.PARKED:
        raise EditError("Dit onderwerp staat op de parkeerplaats. Haal het daar eerst weg.")
    if found.standing is Standing.CONFIRMED and not found.new_ids:
        raise EditError("Dit onderwerp is al bevestigd.")
    return _edit(edit_id, "confirm", [found])


def reopen(problem_map: ProblemMap, edit_id: str, cluster: str) -> Edit:
    """Take back that a cluster is confirmed, because the group wants to speak about it again."""
    found = _found(problem_map, cluster)
    if found.standing is not Standing.CONFIRMED:
        raise EditError("Dit onderwerp is nog niet bevestigd.")
    return _edit(edit_id, "reopen", [found])


def mark(problem_map: ProblemMap, edit_id: str, cluster: str, found: Mark | None) -> Edit:
    """Record whether the group recognises a subject, or take that back with ``None``."""
    subject = _found(problem_map, cluster)
    if subject.mark is found:
        if found is None:
            raise EditError("Dit onderwerp heeft geen teken.")
        raise EditError("Dit onderwerp heeft dat teken al.")
    return _edit(edit_id, "mark", [subject], title=found.value if found else "")


def add(problem_map: ProblemMap, edit_id: str, heard: Heard, cluster: str | None) -> Edit:
    """Put a card that was heard in the room with a subject, or with ``None`` among the single signals."""
    goal = [] if cluster is None else [_found(problem_map, cluster)]
    text = " ".join(heard.text.split())
    if not text:
        raise EditError("Schrijf op wat er gezegd is.")
    if len(text) > LONGEST_CARD:
        raise EditError(
            "Een kaart mag hoogstens %(most)s tekens lang zijn. Deze telt er %(number)s.",
            most=str(LONGEST_CARD),
            number=str(len(text)),
        )
    if heard.kind not in set(Kind):
        raise EditError("Kies wat voor kaart dit is.")
    made = _edit(edit_id, "add", goal, statements=(f"s-{edit_id}",), target=cluster)
    return replace(made, heard=replace(heard, text=text))


def restore(edits: Sequence[Edit], edit_id: str, last: str | None) -> Edit:
    """Take the map back to how it was after the edit with id ``last``; with ``None`` to the draft itself.

    Cards that were heard in the room stay. The edits in between stay in the log, and an undo brings them back.
    """
    known = [edit.id for edit in edits]
    if last is not None and last not in known:
        raise EditError("Dit moment staat niet in de geschiedenis. Er is niets veranderd.")
    if (known and known[-1] == last) or not known:
        raise EditError("Zo is de kaart nu al.")
    return Edit(edit_id, "restore", undoes=last)


def undo(edits: Sequence[Edit], edit_id: str, target: str | None = None) -> Edit:
    """Take back the last change, or the one with id ``target``, whatever came after it."""
    chosen = undoable(edits)
    if target is not None:
        active = active_ids(edits)
        chosen = next((edit for edit in edits if edit.id == target and edit.id in active), None)
    if chosen is None:
        raise EditError("Er is niets om ongedaan te maken.")
    return Edit(edit_id, "undo", undoes=chosen.id)


def redo(edits: Sequence[Edit], edit_id: str) -> Edit:
    """Make the change that was undone last once more."""
    chosen = redoable(edits)
    if chosen is None:
        raise EditError("Er is niets om opnieuw te doen.")
    return Edit(edit_id, "undo", undoes=chosen.id)


def describe(edit: Edit, before: ProblemMap, edits: Sequence[Edit] = ()) -> str:
    """One Dutch sentence for the history; ``edits`` is the log, in which an undo finds what it takes back."""
    return told(edit, before, edits).text()


def _edit(
    edit_id: str,
    kind: str,
    clusters: Sequence[MapCluster],
    *,
    statements: tuple[str, ...] = (),
    target: str | None = None,
    title: str = "",
) -> Edit:
    return Edit(
        id=edit_id,
        kind=kind,
        clusters=tuple(cluster.id for cluster in clusters),
        members={cluster.id: cluster.statement_ids for cluster in clusters},
        statements=statements,
        target=target,
        title=title,
        titles={cluster.id: cluster.title for cluster in clusters},
    )


def _found(problem_map: ProblemMap, key: str) -> MapCluster:
    for cluster in problem_map.clusters:
        if cluster.id == key:
            return cluster
    raise EditError("Dit onderwerp staat niet meer op de kaart. Er is niets veranderd.")


def _homes(problem_map: ProblemMap, statements: Sequence[str]) -> dict[str, MapCluster]:
    """The cluster of every statement that is in one; all of ``statements`` must be on the map."""
    home = {key: cluster for cluster in problem_map.clusters for key in cluster.statement_ids}
    if not all(key in home or key in problem_map.signals for key in statements):
        raise EditError("Een van deze kaarten bestaat niet meer. Er is niets veranderd; kies opnieuw.")
    return home


def _checked(title: str) -> str:
    tidy = " ".join(title.split())
    if not tidy:
        raise EditError("Vul een titel in.")
    if len(tidy) > LONGEST_TITLE:
        raise EditError(
            "Een titel mag hoogstens %(most)s tekens lang zijn. Deze telt er %(number)s.",
            most=str(LONGEST_TITLE),
            number=str(len(tidy)),
        )
    return tidy


def _chosen(statements: Sequence[str]) -> tuple[str, ...]:
    if not statements:
        raise EditError("Kies minstens één kaart.")
    return tuple(sorted(set(statements)))
