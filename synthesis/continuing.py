"""A new draft beside the map that people work on: what stood somewhere stays there, what is new is placed beside it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from synthesis.goals import candidate_goals
from synthesis.model import Cluster, Draft, Placement, Withdrawn
from synthesis.proposing import Layout, proposals, stays, unlike

NEW_AND_ALONE = "Nieuw, en past nog bij geen onderwerp dat er al stond."


def continued(earlier: Draft, fresh: Draft) -> Draft:
    """The draft of all answers now (``fresh``), laid over the one that people work on (``earlier``).

    An old statement, known by its id, keeps its cluster or stays a single signal; a cluster keeps its id, title,
    keywords and theme, and is gone with its last statement. A new statement goes to the cluster that its fresh cluster
    follows (:func:`follows`); where there is none, two or more from one fresh cluster form a new one, and one alone is
    a single signal. What somebody said about a named subject goes there. Where the fresh draft would put an old
    statement elsewhere, that is a proposal. The same answers and engine give ``earlier`` itself.
    """
    if (earlier.input_hash, earlier.engine) == (fresh.input_hash, fresh.engine):
        return earlier
    was = _homes(earlier)
    home = _placed(earlier, fresh, was)
    clusters = _clusters(earlier, fresh, home)
    by_id = {statement.id: statement for statement in fresh.statements}
    sizes = Counter(key for key in home.values() if key is not None)
    layout = Layout(
        home=home,
        follows={cluster.id: follows(cluster.statement_ids, home, sizes) for cluster in fresh.clusters},
        titles={cluster.id: cluster.title for cluster in clusters},
        fresh_titles={cluster.id: cluster.title for cluster in fresh.clusters},
        fixed=frozenset(key for key, statement in by_id.items() if statement.answer.about is not None),
    )
    return replace(
        fresh,
        clusters=clusters,
        signals=tuple(key for key in by_id if home[key] is None),
        placements=tuple(_placement(place, layout, was) for place in fresh.placements),
        goals=candidate_goals(clusters, fresh.statements),
        proposals=proposals(earlier, fresh, layout),
        withdrawn=tuple(Withdrawn(key, was[key]) for key in sorted(was) if key not in by_id),
        earlier_hash=draft_hash(earlier),
    )


def draft_hash(draft: Draft) -> str:
    """The name of a draft: the hash of its answers, or for one that continues another a hash over that one too."""
    if not draft.earlier_hash:
        return draft.input_hash
    return hashlib.sha256("\n".join((draft.earlier_hash, draft.input_hash, draft.engine)).encode()).hexdigest()


def follows(members: Iterable[str], home: Mapping[str, str | None], sizes: Mapping[str, int]) -> str | None:
    """The cluster on the map that a fresh cluster with these members goes on with; ``None``: a subject of its own.

    It holds at least half of the members that stand in a cluster on the map (of two halves: the smaller cluster, then
    the first by id). And it is itself mostly here, or not outnumbered by what is new: one old statement does not pull
    a new subject into the large cluster where it happened to stand. ``sizes`` are those of the clusters on the map.
    """
    keys = list(members)
    held = Counter(cluster for key in keys if (cluster := home.get(key)) is not None)
    best = min(held, key=lambda cluster: (-held[cluster], sizes[cluster], cluster), default=None)
    if best is None or 2 * held[best] < held.total():
        return None
    new = sum(key not in home for key in keys)
    return best if 2 * held[best] >= sizes[best] or held[best] >= new else None


def _homes(earlier: Draft) -> dict[str, str | None]:
    """Where every statement of a draft stands, and where those that are gone stood."""
    gone = {each.statement_id: each.cluster_id for each in earlier.withdrawn}
    inside = {key: cluster.id for cluster in earlier.clusters for key in cluster.statement_ids}
    return gone | dict.fromkeys(earlier.signals) | inside


def _placed(earlier: Draft, fresh: Draft, was: Mapping[str, str | None]) -> dict[str, str | None]:
    """Where every statement stands now. What comes back after it was gone finds its place while that is still there."""
    on_map = {statement.id for statement in earlier.statements}
    there = {None, *(cluster.id for cluster in earlier.clusters)}
    inside = {key for cluster in fresh.clusters for key in cluster.statement_ids}
    home: dict[str, str | None] = {}
    for statement in fresh.statements:
        key, about = statement.id, statement.answer.about
        if key not in on_map and about is not None and key in inside:
            home[key] = about
        elif key in was and was[key] in there:
            home[key] = was[key]
    sizes = Counter(cluster for cluster in home.values() if cluster is not None)
    taken = {cluster for cluster in (*was.values(), *home.values()) if cluster is not None}
    added: dict[str, str | None] = {}
    for cluster in sorted(fresh.clusters, key=lambda cluster: cluster.id):
        new = [key for key in cluster.statement_ids if key not in home]
        place = follows(cluster.statement_ids, home, sizes)
        if place is None and len(new) > 1:
            place = unlike(cluster.id, taken, "-")
            taken.add(place)
        added |= dict.fromkeys(new, place)
    home |= added
    return {statement.id: home.get(statement.id) for statement in fresh.statements}


def _clusters(earlier: Draft, fresh: Draft, home: Mapping[str, str | None]) -> tuple[Cluster, ...]:
    """The earlier clusters that still hold a statement, then the new ones with what the fresh draft calls them."""
    members: dict[str, list[str]] = {}
    for key, cluster_id in sorted(home.items()):
        if cluster_id is not None:
            members.setdefault(cluster_id, []).append(key)
    known = [cluster for cluster in earlier.clusters if cluster.id in members]
    titles = {cluster.title for cluster in known}
    source = {key: cluster for cluster in fresh.clusters for key in cluster.statement_ids}
    for cluster_id in sorted(members.keys() - {cluster.id for cluster in known}):
        model = source[members[cluster_id][0]]
        title = unlike(model.title, titles, " ")
        titles.add(title)
        known.append(replace(model, id=cluster_id, title=title))
    return tuple(
        replace(each, statement_ids=tuple(members[each.id]), stability=_stability(members[each.id], source))
        for each in known
    )


def _stability(members: Iterable[str], source: Mapping[str, Cluster]) -> float | None:
    """How well the subject returns now: that of the fresh cluster with more than half of it; without one unknown."""
    keys = list(members)
    held = Counter(source[key].id for key in keys if key in source)
    return next((source[key].stability for key in keys if key in source and 2 * held[source[key].id] > len(keys)), None)


def _placement(place: Placement, layout: Layout, was: Mapping[str, str | None]) -> Placement:
    """The fresh placement as it is on the map; where the fresh draft would have the statement elsewhere, it says so."""
    key, home = place.statement_id, layout.home[place.statement_id]
    target, second = layout.target(place.cluster_id), layout.target(place.runner_up)
    runner_up = second if second != home else None
    old = key in was and was[key] == home and key not in layout.fixed
    alike = target == home and (place.cluster_id is None) == (home is None)
    doubt = round(1 - place.confidence, 3)
    if old and not alike:
        return Placement(key, home, doubt, stays(layout.title(place.cluster_id)), target or runner_up)
    if home is None and place.cluster_id is not None and not old:
        return Placement(key, None, doubt, NEW_AND_ALONE, runner_up)
    return replace(place, cluster_id=home, runner_up=runner_up)
