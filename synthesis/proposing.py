"""What late answers would change on a map that people work on: proposed, with one sentence why, never just done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from synthesis.model import Draft, MapCluster, Proposal, Standing

SURE = 0.5
FEWEST_TO_PART = 3

NEW = "Deze nieuwe kaarten lijken op elkaar en passen bij geen onderwerp dat er al stond."
GATHER = "Deze losse signalen lijken op elkaar en samen op geen onderwerp dat er al staat."
PART = "Deze kaarten lijken meer op elkaar dan op de rest van hun onderwerp."
MOVE = "Deze kaart lijkt nu meer op de kaarten daar."

_HERE = "Staat hier "
_STOOD = "Stond hier al; "


@dataclass(frozen=True, slots=True)
class Layout:
    """Where every statement stands on people's map, and which cluster on it each fresh cluster goes on with.

    ``titles`` are those of the clusters on the map, ``fresh_titles`` those of the fresh ones; ``fixed`` are the
    statements whose author named the subject, which nothing can be proposed about.
    """

    home: Mapping[str, str | None]
    follows: Mapping[str, str | None]
    titles: Mapping[str, str]
    fresh_titles: Mapping[str, str]
    fixed: frozenset[str]

    def target(self, fresh_cluster: str | None) -> str | None:
        """The cluster on the map that a fresh cluster goes on with."""
        return None if fresh_cluster is None else self.follows.get(fresh_cluster)

    def title(self, fresh_cluster: str | None) -> str | None:
        """What a fresh cluster is called on the map."""
        if fresh_cluster is None:
            return None
        target = self.follows.get(fresh_cluster)
        return self.fresh_titles.get(fresh_cluster) if target is None else self.titles[target]


def stays(title: str | None) -> str:
    """Why an old statement is where it is, although the engine would now have it elsewhere; without a title: alone."""
    place = "de losse signalen" if title is None else f"‘{title}’"
    return f"{_STOOD}de computer zou deze kaart nu bij {place} leggen."


def is_stay(reason: str) -> bool:
    """Whether it is a reason of :func:`stays`."""
    return reason.startswith(_STOOD)


def unlike(name: str, taken: Container[str], mark: str) -> str:
    """The name itself, or with the first number after it that makes it unlike those that are taken."""
    number, found = 2, name
    while found in taken:
        found, number = f"{name}{mark}{number}", number + 1
    return found


def proposals(draft: Draft, fresh: Draft, layout: Layout, formed: Container[str | None]) -> tuple[Proposal, ...]:
    """What the fresh draft would have otherwise than the ``draft``, where it is at least fairly sure.

    First the subjects that late answers ``formed``, then those that statements on the map could form together, then
    the single statements that it would have in another subject.
    """
    subjects = (
        Proposal(cluster.statement_ids, cluster.id, cluster.title, NEW, formed=True)
        for cluster in sorted(draft.clusters, key=lambda cluster: cluster.id)
        if cluster.id in formed
    )
    return (*subjects, *_apart(fresh, layout), *_moves(fresh, layout))


def _apart(fresh: Draft, layout: Layout) -> Iterator[Proposal]:
    """Single signals that are a fresh cluster, and fresh clusters that are the smaller part of one on the map."""
    sure = _sure(fresh, layout)
    sizes = Counter(layout.home.values())
    largest = _largest_parts(fresh, layout)
    taken = set(layout.titles.values())
    for cluster in sorted(fresh.clusters, key=lambda cluster: cluster.id):
        place = layout.follows[cluster.id]
        ids = tuple(sorted(key for key in cluster.statement_ids if key in sure and layout.home[key] == place))
        title = unlike(cluster.title, taken, " ")
        if place is None and len(ids) > 1:
            yield Proposal(ids, None, title, GATHER)
        elif place is not None and largest[place] != cluster.id and FEWEST_TO_PART <= len(ids) < sizes[place]:
            yield Proposal(ids, None, title, PART)


def _largest_parts(fresh: Draft, layout: Layout) -> dict[str | None, str]:
    """Of each cluster on the map the fresh cluster that holds most of it; of equals the first by id."""
    held = Counter((layout.home[key], cluster.id) for cluster in fresh.clusters for key in cluster.statement_ids)
    largest: dict[str | None, str] = {}
    for place, cluster_id in sorted(held, key=lambda pair: (-held[pair], pair[1])):
        largest.setdefault(place, cluster_id)
    return largest


def _moves(fresh: Draft, layout: Layout) -> Iterator[Proposal]:
    """Statements in a fresh cluster that goes on with another cluster than theirs, by that cluster."""
    sure = _sure(fresh, layout)
    found = []
    for place in fresh.placements:
        key, target = place.statement_id, layout.target(place.cluster_id)
        if target is not None and target != layout.home[key] and key in sure:
            found.append((target, key, _why(place.reason)))
    for target, key, reason in sorted(found):
        yield Proposal((key,), target, layout.titles[target], reason)


def _sure(fresh: Draft, layout: Layout) -> frozenset[str]:
    return frozenset(
        place.statement_id
        for place in fresh.placements
        if place.confidence >= SURE and place.statement_id not in layout.fixed
    )


def _why(reason: str) -> str:
    """Why the engine put a statement in its fresh cluster, said of a place where it does not stand."""
    if not reason.startswith(_HERE):
        return MOVE
    return f"De computer legt deze kaart nu daar {reason.removeprefix(_HERE).replace('bij dit', 'bij dat')}"


@dataclass(frozen=True, slots=True)
class Board:
    """What people made of a draft: where every statement is, the clusters by id, and what they touched.

    ``heirs`` tells where people brought the clusters that the draft speaks of, and ``placed`` are the statements
    somebody chose a place for.
    """

    home: Mapping[str, str | None]
    clusters: Mapping[str, MapCluster]
    heirs: Mapping[str, str | None]
    touched: frozenset[str]
    placed: frozenset[str]


def still_open(found: Sequence[Proposal], board: Board) -> tuple[Proposal, ...]:
    """The proposals of a draft that people have not answered yet, with the clusters as they are on the map.

    Nothing is proposed of a statement that somebody placed, of a subject that is confirmed or parked, or towards a
    parked one. A new subject is no longer proposed once somebody touched it.
    """
    read = (_subject(each, board) if each.formed else _change(each, board) for each in found)
    return tuple(proposal for proposal in read if proposal is not None)


def _subject(proposal: Proposal, board: Board) -> Proposal | None:
    cluster = board.clusters.get(proposal.cluster_id or "")
    if cluster is None or cluster.id in board.touched or not board.placed.isdisjoint(proposal.statement_ids):
        return None
    return replace(proposal, statement_ids=cluster.statement_ids, title=cluster.title)


def _change(proposal: Proposal, board: Board) -> Proposal | None:
    target = board.heirs.get(proposal.cluster_id or "")
    ids = tuple(key for key in proposal.statement_ids if _free(key, target, board))
    if proposal.cluster_id is not None:
        cluster = board.clusters.get(target or "")
        if cluster is None or cluster.standing is Standing.PARKED or not ids:
            return None
        return Proposal(ids, cluster.id, cluster.title, proposal.reason)
    homes = {board.home[key] for key in ids}
    if len(ids) < 2 or len(homes) > 1:
        return None
    source = board.clusters.get(homes.pop() or "")
    if source is not None and len(ids) == len(source.statement_ids):
        return None
    return replace(proposal, statement_ids=ids)


def _free(key: str, target: str | None, board: Board) -> bool:
    """Whether a statement can be proposed to go to ``target``."""
    if key not in board.home or key in board.placed:
        return False
    home = board.home[key]
    if home is None:
        return True
    return home != target and board.clusters[home].standing is Standing.OPEN
