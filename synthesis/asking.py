"""Which questions help most: "waar hoort dit bij?", answered with one tap, and what a text may be about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from synthesis import clustering, embedding, profiles
from synthesis.clustering import Items
from synthesis.evidence import pair_odds, read
from synthesis.grouping import MOST_PAIRED
from synthesis.model import Draft, Kind, Option, Question, Tap
from synthesis.profiles import softmax
from synthesis.subjects import subjects
from synthesis.taps import votes

MOST_OPTIONS = 5
EXAMPLES = 2
_SUGGESTIONS = 5
_SHARPNESS = 1.2
_MERGE_HOPE = 1.0
_HEAD_WORTH = 0.15
_ALONE_WORTH = 0.3


def suggest(text: str, n: int = _SUGGESTIONS, encoder: str = embedding.AUTO) -> tuple[str, ...]:
    """The ``n`` subjects that a text is most likely about, in a few words each, the likeliest first.

    Of the encoders that the setting ``encoder`` allows only the fast one is used.
    """
    if not text.strip():
        return ()
    encoders = [name for name in embedding.chosen(encoder) if name == embedding.USE]
    store: dict[str, embedding.Vectors] = {}  # else the process would remember every text it saw
    scores = np.round(
        profiles.scores([text], {name: embedding.vectors([text], name, store) for name in encoders})[0], 4
    )
    return tuple(subjects()[place].name for place in np.argsort(-scores, kind="stable")[:n].tolist())


def questions(
    draft: Draft,
    taps: Sequence[Tap] = (),
    n: int = 20,
    encoder: str = embedding.AUTO,
    store: embedding.VectorCache | None = None,
) -> tuple[Question, ...]:
    """The ``n`` statements whose answer helps most, each with the clusters it may belong to; the most helpful first.

    ``encoder`` and ``store`` are those that the draft was made with.

    The most central statement of a cluster is asked with other clusters than its own: that tells whether two clusters
    are one problem. Any other statement is asked with its own cluster among the options. A statement that was asked
    already, as the first of a tap, is not asked again.
    """
    done = {tap.one for tap in taps}
    if not draft.clusters:
        return ()
    if len(draft.statements) > MOST_PAIRED:
        return _doubtful(draft, done)[:n]
    return _Round(draft, taps, encoder, store).questions(done, n)


class _Round:
    """The tables of a draft, statement by statement."""

    def __init__(self, draft: Draft, taps: Sequence[Tap], encoder: str, store: embedding.VectorCache | None) -> None:
        self._draft = draft
        ids = [statement.id for statement in draft.statements]
        row_of = {key: row for row, key in enumerate(ids)}
        encoders = embedding.chosen(encoder, len(ids))
        self._given: Items = clustering.items(pair_odds(read(draft.statements, encoders, store)), votes(row_of, taps))
        self._members = [[row_of[key] for key in cluster.statement_ids] for cluster in draft.clusters]
        count = len(self._members)
        self._labels = np.arange(count, count + len(ids), dtype=np.int64)
        for number, rows in enumerate(self._members):
            self._labels[rows] = number
        self._ids = ids
        self._means = clustering.mean_odds(self._given, _dense(self._labels))[:, :count]
        self._apart = clustering.between(self._given, _dense(self._labels))[:count, :count]
        self._central = [self._by_clarity(number) for number in range(count)]

    def _by_clarity(self, number: int) -> list[int]:
        """The members of a cluster, those that speak for it most clearly first.

        Clear is what resembles this cluster and no other; what somebody pointed out as belonging to it comes before.
        """
        rows = self._members[number]
        chances = softmax(_SHARPNESS * self._means[rows])[:, number]
        said = np.maximum(self._given.votes[np.ix_(rows, rows)], 0.0).sum(axis=1)
        observed = np.array([self._draft.statements[row].kind is Kind.PROBLEM for row in rows])
        worth = np.round(chances + 0.05 * self._means[rows, number] + 0.1 * observed + np.minimum(said, 1.0), 4)
        return [rows[place] for place in np.argsort(-worth, kind="stable").tolist()]

    def questions(self, done: set[str], n: int) -> tuple[Question, ...]:
        heads = {rows[0]: number for number, rows in enumerate(self._central)}
        asked = []
        for row, key in enumerate(self._ids):
            if key not in done and self._draft.statements[row].answer.about is None:
                worth, numbers = self._of_head(heads[row]) if row in heads else self._of_member(row)
                options = tuple(self._options(row, numbers))
                if options:
                    asked.append((-round(worth, 6), key, Question(key, options)))
        return tuple(question for _, _, question in sorted(asked, key=lambda one: one[:2])[:n])

    def _of_head(self, own: int) -> tuple[float, list[int]]:
        nearness = self._apart[own]
        order = [place for place in np.argsort(-nearness, kind="stable").tolist() if place != own][:MOST_OPTIONS]
        hope = float(expit(nearness[order].max() + _MERGE_HOPE)) if order else 0.0
        return hope + _HEAD_WORTH, order

    def _of_member(self, row: int) -> tuple[float, list[int]]:
        means, own = self._means[row], int(self._labels[row])
        order = np.argsort(-means, kind="stable").tolist()
        if own >= len(self._members):
            return _ALONE_WORTH + float(expit(means.max() + _MERGE_HOPE)), order[:MOST_OPTIONS]
        chances = softmax(_SHARPNESS * means[None, :])[0]
        options = order[:MOST_OPTIONS]
        if own not in options:
            options = [own, *options[: MOST_OPTIONS - 1]]
        return 1.0 - float(chances[own]), options

    def _options(self, row: int, numbers: Sequence[int]) -> Iterator[Option]:
        for number in numbers:
            cluster = self._draft.clusters[number]
            examples = [self._ids[other] for other in self._central[number] if other != row][:EXAMPLES]
            if examples:
                yield Option(cluster.id, cluster.title, tuple(examples))


def _dense(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.int64)


def _doubtful(draft: Draft, done: set[str]) -> tuple[Question, ...]:
    """Where there are too many statements to compare all pairs: the least sure ones, with their runner-up."""
    by_id = {cluster.id: cluster for cluster in draft.clusters}
    unsure = sorted(
        (one for one in draft.placements if one.statement_id not in done),
        key=lambda one: (one.confidence, one.statement_id),
    )
    found = []
    for placement in unsure:
        options = []
        for key in (placement.cluster_id, placement.runner_up):
            if key in by_id:
                others = [one for one in by_id[key].statement_ids if one != placement.statement_id][:EXAMPLES]
                options.append(Option(key, by_id[key].title, tuple(others)))
        if options:
            found.append(Question(placement.statement_id, tuple(options)))
    return tuple(found)
