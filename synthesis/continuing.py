"""A new draft beside the map that people work on: what stood somewhere stays there, what is new is placed beside it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from synthesis.edit_log import Edit
from synthesis.goals import candidate_goals
from synthesis.model import Cluster, Draft, Placement, ProblemMap, Withdrawn
from synthesis.proposing import Layout, proposals, stays, unlike
from synthesis.replay import apply

NEW_AND_ALONE = "Nieuw, en past nog bij geen onderwerp dat er al stond."

Homes = Mapping[str, str | None]


def continued(earlier: Draft, fresh: Draft, edits: Sequence[Edit] = ()) -> Draft:
    """The draft of all answers now (``fresh``), laid over the one that people work on (``earlier`` with their edits).

    An old statement, known by its id, keeps its cluster or stays a single signal; a cluster keeps its id, title,
    keywords and theme, and is gone with its last statement. A new statement goes to the cluster on people's map that
    its fresh cluster follows (:func:`follows`); where there is none, two or more from one fresh cluster form a new one,
    and one alone is a single signal. What somebody said about a named subject goes there. Where the fresh draft would
    have an old statement elsewhere, that is a proposal. The same answers and engine give ``earlier`` itself.
    """
    if (earlier.input_hash, earlier.engine) == (fresh.input_hash, fresh.engine):
        return earlier
    was = _homes(earlier)
    known = _known(earlier, fresh, was)
    before = apply(_laid(earlier, fresh, edits, known), edits)
    added, formed = _placed(fresh, _on_map(before), _taken(was, edits))
    titles = {cluster.id: cluster.title for cluster in before.clusters}
    home = {**known, **added}
    draft = _laid(earlier, fresh, edits, home, titles)
    layout = _layout(fresh, apply(draft, edits))
    proposed = {each.cluster_id for each in earlier.proposals if each.formed}
    return replace(
        draft,
        placements=tuple(_placement(place, layout, home, known) for place in fresh.placements),
        goals=candidate_goals(draft.clusters, draft.statements),
        proposals=proposals(draft, fresh, layout, formed | proposed),
    )


def draft_hash(draft: Draft) -> str:
    """The name of a draft: the hash of its answers, or for one that continues another a hash over that one too."""
    if not draft.earlier_hash:
        return draft.input_hash
    return _hash(draft.earlier_hash, draft.input_hash, draft.engine)


def follows(members: Iterable[str], home: Homes, sizes: Mapping[str, int]) -> str | None:
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


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _homes(earlier: Draft) -> Homes:
    """Where every statement of a draft stands, and where those that are gone stood."""
    gone = {each.statement_id: each.cluster_id for each in earlier.withdrawn}
    inside = {key: cluster.id for cluster in earlier.clusters for key in cluster.statement_ids}
    return gone | dict.fromkeys(earlier.signals) | inside


def _on_map(found: ProblemMap) -> Homes:
    inside = {key: cluster.id for cluster in found.clusters for key in cluster.statement_ids}
    return dict.fromkeys(found.signals) | inside


def _known(earlier: Draft, fresh: Draft, was: Homes) -> Homes:
    """Where the old statements stand in the draft, and what a respondent said about a named subject.

    What comes back after it was gone finds its place while that is still there.
    """
    current = {statement.id for statement in earlier.statements}
    there = {None, *(cluster.id for cluster in earlier.clusters)}
    inside = {key for cluster in fresh.clusters for key in cluster.statement_ids}
    known: dict[str, str | None] = {}
    for statement in fresh.statements:
        key, about = statement.id, statement.answer.about
        if key not in current and about is not None and key in inside:
            known[key] = about
        elif key in was and was[key] in there:
            known[key] = was[key]
    return known


def _taken(was: Homes, edits: Iterable[Edit]) -> frozenset[str]:
    """The ids that clusters had before, of the drafts or of people's making: a new cluster takes none of them."""
    ids = frozenset(was.values()).union(*((*edit.clusters, edit.target) for edit in edits))
    return frozenset(name for name in ids if name is not None)


def _placed(fresh: Draft, home: Homes, taken: frozenset[str]) -> tuple[Homes, frozenset[str]]:
    """Where the statements go that are not on the map yet, and which clusters they form; ``home`` is the map."""
    sizes = Counter(cluster for cluster in home.values() if cluster is not None)
    added: dict[str, str | None] = {statement.id: None for statement in fresh.statements if statement.id not in home}
    formed: set[str] = set()
    for cluster in sorted(fresh.clusters, key=lambda cluster: cluster.id):
        new = [key for key in cluster.statement_ids if key in added]
        place = follows(cluster.statement_ids, home, sizes)
        if place is None and len(new) > 1:
            place = unlike(cluster.id, taken | sizes.keys() | formed, "-")
            formed.add(place)
        added |= dict.fromkeys(new, place)
    return added, frozenset(formed)


def _laid(
    earlier: Draft, fresh: Draft, edits: Sequence[Edit], home: Homes, titles: Mapping[str, str] | None = None
) -> Draft:
    """The draft with every statement of ``home`` in its cluster; the others are not there, or not there yet.

    ``titles`` are those of people's map, for the clusters that are of their making.
    """
    return replace(
        fresh,
        statements=tuple(statement for statement in fresh.statements if statement.id in home),
        clusters=_clusters(earlier, fresh, home, titles or {}),
        signals=tuple(statement.id for statement in fresh.statements if home.get(statement.id, "") is None),
        withdrawn=tuple(Withdrawn(key, place) for key, place in sorted(_homes(earlier).items()) if key not in home),
        # The map that it continues: a draft, and what people had changed on it by then.
        earlier_hash=_hash(draft_hash(earlier), *(edit.id for edit in edits)) if edits else draft_hash(earlier),
        placements=(),
        goals=(),
        proposals=(),
    )


def _clusters(earlier: Draft, fresh: Draft, home: Homes, titles: Mapping[str, str]) -> tuple[Cluster, ...]:
    """The earlier clusters that still hold a statement, then the new ones as people or the fresh draft call them."""
    members: dict[str, list[str]] = {}
    for key, cluster_id in sorted(home.items()):
        if cluster_id is not None:
            members.setdefault(cluster_id, []).append(key)
    found = [cluster for cluster in earlier.clusters if cluster.id in members]
    taken = {cluster.title for cluster in found}
    source = {key: cluster for cluster in fresh.clusters for key in cluster.statement_ids}
    for cluster_id in sorted(members.keys() - {cluster.id for cluster in found}):
        model = source[members[cluster_id][0]]
        title = titles.get(cluster_id) or unlike(model.title, taken, " ")
        taken.add(title)
        found.append(replace(model, id=cluster_id, title=title))
    return tuple(
        replace(each, statement_ids=tuple(members[each.id]), stability=_stability(members[each.id], source))
        for each in found
    )


def _stability(members: Iterable[str], source: Mapping[str, Cluster]) -> float | None:
    """How well the subject returns now: that of the fresh cluster with more than half of it; without one unknown."""
    keys = list(members)
    held = Counter(source[key].id for key in keys if key in source)
    return next((source[key].stability for key in keys if key in source and 2 * held[source[key].id] > len(keys)), None)


def _layout(fresh: Draft, found: ProblemMap) -> Layout:
    home = _on_map(found)
    sizes = Counter(cluster for cluster in home.values() if cluster is not None)
    return Layout(
        home=home,
        follows={cluster.id: follows(cluster.statement_ids, home, sizes) for cluster in fresh.clusters},
        titles={cluster.id: cluster.title for cluster in found.clusters},
        fresh_titles={cluster.id: cluster.title for cluster in fresh.clusters},
        fixed=frozenset(said.id for said in fresh.statements if said.answer.about is not None),
    )


def _placement(place: Placement, layout: Layout, draft_home: Homes, old: Container[str]) -> Placement:
    """The fresh placement, with its place in the draft; where the engine would have it elsewhere, it says so."""
    key = place.statement_id
    target, second, here = layout.target(place.cluster_id), layout.target(place.runner_up), layout.home[key]
    doubt = round(1 - place.confidence, 3)
    alike = target == here and (place.cluster_id is None) == (here is None)
    if key in old and key not in layout.fixed and not alike:
        return Placement(key, draft_home[key], doubt, stays(layout.title(place.cluster_id)), target)
    if key not in old and here is None and place.cluster_id is not None:
        return Placement(key, None, doubt, NEW_AND_ALONE, second)
    return replace(place, cluster_id=draft_home[key], runner_up=second if second != here else None)
