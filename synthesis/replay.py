"""The map that everybody sees: a draft with people's edits replayed over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from synthesis.edit_log import Edit, effective
from synthesis.heard import said_in_the_room, with_heard
from synthesis.model import (
    CandidateGoal,
    Cluster,
    Draft,
    MapCluster,
    Mark,
    Placement,
    ProblemMap,
    Standing,
    Statement,
)
from synthesis.proposing import Board, is_stay, stays, still_open

UNTITLED = "Zonder titel"
PLACED_BY_PEOPLE = "Staat hier omdat de groep dit zo heeft ingedeeld."
STOOD_HERE = "Stond hier al."


def apply(draft: Draft, edits: Sequence[Edit]) -> ProblemMap:
    """The draft with all edits replayed in order. Pure, and total: whatever no longer exists is passed over.

    A cluster that somebody touched keeps the statements it had at that moment, its title and its standing, whatever
    a later draft makes of them. A statement that nobody placed stands in its cluster of the draft, or where people
    brought that cluster; what a touched cluster got so is listed in ``new_ids``. On a draft that continues the one
    before (``synthesis.continuing``) nothing moves: a cluster is known by its id. On one that stands on its own a
    touched cluster is known by the statements in it. Every statement of the draft is in exactly one cluster or in
    ``signals``.
    """
    hands = _Hands(draft)
    for edit, counts in effective(edits):
        hands.replay(edit, counts)
    draft = with_heard(draft, hands.heard)
    home, fresh, untouched = _settle(draft, hands)
    clusters = _clusters(draft, hands, home, fresh, untouched)
    told = {place.runner_up for place in draft.placements} | {each.cluster_id for each in draft.proposals}
    board = Board(
        home=home,
        clusters={cluster.id: cluster for cluster in clusters},
        heirs={key: hands.heir(key) for key in told if key is not None},
        touched=frozenset(hands.subjects),
        placed=frozenset(hands.placed),
    )
    return ProblemMap(
        input_hash=draft.input_hash,
        statements=draft.statements,
        clusters=clusters,
        signals=tuple(sorted(key for key, cluster in home.items() if cluster is None)),
        goals=tuple(_hung(goal, home) for goal in draft.goals if any(home.get(key) for key in goal.statement_ids)),
        placements=tuple(_placed(placement, hands, board) for placement in draft.placements),
        proposals=still_open(draft.proposals, board),
    )


@dataclass(slots=True)
class _Subject:
    """A cluster that somebody touched."""

    title: str
    by_person: bool = False
    confirmed: bool = False
    parked: bool = False
    mark: Mark | None = None

    @property
    def standing(self) -> Standing:
        if self.parked:
            return Standing.PARKED
        return Standing.CONFIRMED if self.confirmed else Standing.OPEN


class _Hands:
    """What people hold: the clusters they touched and where each statement in them belongs.

    ``home`` maps a statement to its cluster, ``None`` to the single signals; a statement that is not in it follows
    the draft. ``part`` tells which cluster a statement came from when clusters were merged, ``heirs`` where the last
    statements of a cluster went when people emptied it, and ``placed`` which statements somebody chose a place for.
    ``heard`` are the cards that were added in the room.
    What was withdrawn is held like the rest, so that nothing else moves.
    """

    def __init__(self, draft: Draft) -> None:
        self.drafted: Mapping[str, Cluster] = {cluster.id: cluster for cluster in draft.clusters}
        self.exists = {statement.id for statement in draft.statements} | {gone.statement_id for gone in draft.withdrawn}
        self.subjects: dict[str, _Subject] = {}
        self.home: dict[str, str | None] = {}
        self.part: dict[str, str] = {}
        self.heirs: dict[str, str | None] = {}
        self.placed: set[str] = set()
        self.heard: dict[str, Statement] = {}
        self._changes: Mapping[str, Callable[[Edit], None]] = {
            "rename": self._rename,
            "merge": self._merge,
            "split": self._split,
            "move": self._move,
            "keep": self._keep,
            "park": self._stand,
            "unpark": self._stand,
            "confirm": self._stand,
            "reopen": self._stand,
            "mark": self._mark,
            "add": self._add,
        }

    def replay(self, edit: Edit, counts: bool) -> None:
        """Do what the edit says, or where it was taken back only hold what it touched."""
        if not counts:
            self._hold(edit)
        elif edit.kind in self._changes:
            self._changes[edit.kind](edit)
        filled = set(self.home.values())
        self.heirs |= {key: edit.target for key in self.subjects if key not in filled}
        self.subjects = {key: subject for key, subject in self.subjects.items() if key in filled}

    def heir(self, key: str) -> str | None:
        """Where people brought a cluster: it may be itself; ``None`` for the single signals."""
        found: str | None = key
        passed: set[str | None] = set()
        while found is not None and found not in self.subjects and found in self.heirs:
            passed.add(found)
            found = self.heirs[found] if self.heirs[found] not in passed else None
        return found

    def _touch(self, edit: Edit, key: str) -> bool:
        """Take a cluster in hand with the members that the edit saw in it; ``False`` where nothing of it is left."""
        drafted = self.drafted.get(key)
        seen: Iterable[str] = drafted.statement_ids if drafted else ()
        if edit.members is not None:
            seen = edit.members.get(key, ())
        found = [statement for statement in seen if statement in self.exists and self.home.get(statement, key) == key]
        if key not in self.subjects:
            if not found:
                return False
            self.subjects[key] = _Subject(self._title(edit, key))
        for statement in found:
            self._place(statement, key, self.part.get(statement, key))
        return True

    def _title(self, edit: Edit, key: str) -> str:
        drafted = self.drafted.get(key)
        return (edit.titles or {}).get(key) or (drafted.title if drafted else "")

    def _place(self, statement: str, key: str | None, part: str) -> None:
        self.home[statement] = key
        self.part[statement] = part

    def _choose(self, statements: Iterable[str], key: str | None) -> None:
        """Put statements where somebody chose."""
        for statement in statements:
            self._place(statement, key, key or "")
            self.placed.add(statement)

    def _hold(self, edit: Edit) -> None:
        for key in edit.clusters:
            self._touch(edit, key)
        for statement in edit.statements:
            if statement in self.exists:
                self.home.setdefault(statement, None)

    def _rename(self, edit: Edit) -> None:
        for key in edit.clusters[:1]:
            if edit.title and self._touch(edit, key):
                self.subjects[key].title = edit.title
                self.subjects[key].by_person = True

    def _stand(self, edit: Edit) -> None:
        for key in edit.clusters:
            if self._touch(edit, key):
                subject = self.subjects[key]
                if edit.kind in {"park", "unpark"}:
                    subject.parked = edit.kind == "park"
                else:
                    subject.confirmed = edit.kind == "confirm"

    def _mark(self, edit: Edit) -> None:
        for key in edit.clusters[:1]:
            if self._touch(edit, key):
                self.subjects[key].mark = Mark(edit.title) if edit.title in set(Mark) else None

    def _add(self, edit: Edit) -> None:
        card = said_in_the_room(edit)
        if card is None or card.id in self.exists:
            return
        self.exists.add(card.id)
        self.heard[card.id] = card
        self._choose([card.id], edit.target if edit.target is not None and self._touch(edit, edit.target) else None)

    def _merge(self, edit: Edit) -> None:
        found = [key for key in dict.fromkeys(edit.clusters) if self._touch(edit, key)]
        if not found:
            return
        first = edit.clusters[0]
        merged = self.subjects.get(first) or _Subject(self._title(edit, first) or self.subjects[found[0]].title)
        # What is agreed or parked of only one of them is not agreed or parked of the whole.
        merged.confirmed = all(self.subjects[key].confirmed for key in found)
        merged.parked = all(self.subjects[key].parked for key in found)
        marks = {self.subjects[key].mark for key in found}
        merged.mark = marks.pop() if len(marks) == 1 else None
        if edit.title:
            merged.title, merged.by_person = edit.title, True
        gone = set(found) - {first}
        self.subjects = {key: subject for key, subject in self.subjects.items() if key not in gone} | {first: merged}
        self.home = {statement: first if key in gone else key for statement, key in self.home.items()}
        self.heirs |= dict.fromkeys(gone, first)

    def _split(self, edit: Edit) -> None:
        source = edit.clusters[0] if edit.clusters else None
        if edit.target is None or (source is not None and not self._touch(edit, source)):
            return
        chosen = [key for key in edit.statements if key in self.exists and self.home.get(key, source) == source]
        if not chosen:
            return
        parked = source is not None and self.subjects[source].parked
        self.subjects[edit.target] = _Subject(edit.title, by_person=True, parked=parked)
        self._choose(chosen, edit.target)

    def _move(self, edit: Edit) -> None:
        target = edit.target
        chosen = [statement for statement in edit.statements if statement in self.exists]
        if target is not None and not self._touch(edit, target):
            title = self._title(edit, target)
            if not title or not chosen:
                return
            self.subjects[target] = _Subject(title)
        for key in edit.clusters:
            self._touch(edit, key)
        self._choose(chosen, target)

    def _keep(self, edit: Edit) -> None:
        self._hold(edit)
        self.placed |= self.exists & set(edit.statements)


def _settle(draft: Draft, hands: _Hands) -> tuple[dict[str, str | None], dict[str, set[str]], dict[str, Cluster]]:
    """Where every statement is, the newcomers of each touched cluster, and the untouched clusters by their id."""
    home = {statement.id: hands.home.get(statement.id) for statement in draft.statements}
    fresh: dict[str, set[str]] = {}
    untouched: dict[str, Cluster] = {}
    sizes = Counter((key, hands.part[statement]) for statement, key in hands.home.items() if key is not None)
    for cluster in sorted(draft.clusters, key=lambda cluster: cluster.id):
        free = [key for key in cluster.statement_ids if key in home and key not in hands.home]
        if not free:
            continue
        key = hands.heir(cluster.id) if draft.earlier_hash else _heir(cluster, hands, sizes)
        if key is None and not draft.earlier_hash and (len(free) > 1 or len(cluster.statement_ids) == 1):
            key = _unused(cluster.id, hands.subjects, hands.drafted, untouched)
        # Else it stays alone because people placed all the others elsewhere: a single signal.
        home |= dict.fromkeys(free, key)
        if key in hands.subjects:
            fresh.setdefault(key, set()).update(free)
        elif key is not None:
            untouched[key] = cluster
    return home, fresh, untouched


def _heir(cluster: Cluster, hands: _Hands, sizes: Mapping[tuple[str, str], int]) -> str | None:
    """The touched cluster that newcomers in a draft cluster go to, because most of it is in that draft cluster too.

    This is for a draft that stands on its own; its clusters need not be those that people had before them. Of a merged
    cluster, most of one of its parts is enough. Where several qualify, it is the one with most statements here, then
    the one that kept the draft cluster's id.
    """
    here: Counter[tuple[str, str]] = Counter()
    for statement in cluster.statement_ids:
        key = hands.home.get(statement)
        if key is not None:
            here[key, hands.part[statement]] += 1
    weight: Counter[str] = Counter()
    for (key, _), number in here.items():
        weight[key] += number
    likely = {key for (key, part), number in here.items() if 2 * number > sizes[key, part]}
    return min(likely, key=lambda key: (-weight[key], key != cluster.id, key), default=None)


def _unused(
    key: str, subjects: Mapping[str, _Subject], drafted: Mapping[str, Cluster], given: Mapping[str, object]
) -> str:
    """The draft cluster's own id, or one like it where people hold another cluster under that id."""
    if key not in subjects and key not in given:
        return key
    number = 2
    while any(f"{key}-{number}" in taken for taken in (subjects, drafted, given)):
        number += 1
    return f"{key}-{number}"


def _clusters(
    draft: Draft,
    hands: _Hands,
    home: Mapping[str, str | None],
    fresh: Mapping[str, set[str]],
    untouched: Mapping[str, Cluster],
) -> tuple[MapCluster, ...]:
    """All clusters with a statement in them, by id."""
    members: dict[str, list[str]] = {}
    for statement, key in sorted(home.items()):
        if key is not None:
            members.setdefault(key, []).append(statement)
    drafted_in = {statement: cluster for cluster in draft.clusters for statement in cluster.statement_ids}
    found = []
    for key, ids in sorted(members.items()):
        if key in untouched:
            cluster = untouched[key]
            found.append(MapCluster(key, cluster.title, cluster.keywords, tuple(ids), theme=cluster.theme))
            continue
        subject = hands.subjects[key]
        main = _most_of(drafted_in[statement] for statement in ids if statement in drafted_in)
        found.append(
            MapCluster(
                id=key,
                title=subject.title or (main.title if main else UNTITLED),
                keywords=main.keywords if main else (),
                statement_ids=tuple(ids),
                new_ids=tuple(sorted(fresh.get(key, ()))),
                standing=subject.standing,
                mark=subject.mark,
                titled_by_person=subject.by_person,
                theme=main.theme if main else None,
            )
        )
    return tuple(found)


def _most_of(clusters: Iterable[Cluster]) -> Cluster | None:
    by_id: dict[str, Cluster] = {}
    counted: Counter[str] = Counter()
    for cluster in clusters:
        by_id[cluster.id] = cluster
        counted[cluster.id] += 1
    return by_id[min(counted, key=lambda key: (-counted[key], key))] if counted else None


def _hung(goal: CandidateGoal, home: Mapping[str, str | None]) -> CandidateGoal:
    """The goal on the cluster where most of its statements are now."""
    counted = Counter(key for key in map(home.get, goal.statement_ids) if key is not None)
    return replace(goal, cluster_id=min(counted, key=lambda key: (-counted[key], key != goal.cluster_id, key)))


def _placed(placement: Placement, hands: _Hands, board: Board) -> Placement:
    """The placement as it is on the map; where people decided otherwise than the draft, it says so."""
    key, second = board.home.get(placement.statement_id), board.heirs.get(placement.runner_up or "")
    if placement.statement_id in hands.heard:
        return replace(placement, cluster_id=key)
    runner_up = second if second in board.clusters and second != key else None
    by_people = placement.statement_id in hands.home and key != placement.cluster_id
    reason = placement.reason
    if placement.runner_up is not None and is_stay(reason):
        # The engine would have it in a cluster that people may have renamed, taken apart, or joined with this one.
        by_people = by_people or second == key
        reason = stays(board.clusters[runner_up].title) if runner_up is not None else STOOD_HERE
    if by_people:
        return Placement(placement.statement_id, key, 1.0, PLACED_BY_PEOPLE, runner_up)
    return replace(placement, cluster_id=key, reason=reason, runner_up=runner_up)
