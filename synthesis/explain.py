"""Where a statement sits, how sure that is, and why, in one Dutch sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from synthesis.language import content_stems
from synthesis.model import Cluster, Placement, Statement
from synthesis.profiles import softmax
from synthesis.wording import telling

Matrix = NDArray[np.float64]

_MOST_WORDS = 3
_MOST_SIBLINGS = 40
_QUOTE_LENGTH = 70
_SHARED_LENGTH = 5
_SHARPNESS = 1.2
_NEAREST_ALONE = -2.3
_ALONE = "Staat nog op zichzelf: geen andere kaart gaat hier duidelijk over."
_ASKED = "Staat hier omdat er bij dit onderwerp naar is gevraagd."
_TAPPED = "Staat hier omdat iemand heeft aangewezen dat dit erbij hoort."


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why statements are where they are.

    ``means`` (n, clusters) holds the mean log odds of each statement with the others of each cluster. ``tapped`` are
    the rows that somebody pointed out as belonging to their cluster. ``likeness`` (n, n) orders siblings by how alike
    they are, where that was measured for every pair.
    """

    means: Matrix
    tapped: frozenset[int] = frozenset()
    likeness: Matrix | None = None


def placements(found: Sequence[Statement], clusters: Sequence[Cluster], grounds: Grounds) -> tuple[Placement, ...]:
    """The placement of every statement, in the order of ``found``."""
    if not found:
        return ()
    row_of = {statement.id: row for row, statement in enumerate(found)}
    members = [[row_of[key] for key in cluster.statement_ids] for cluster in clusters]
    homes = {row: number for number, rows in enumerate(members) for row in rows}
    words = _Words([_chosen(rows, grounds) for rows in members], found)
    chances = softmax(_SHARPNESS * np.hstack([grounds.means, np.full((len(found), 1), _NEAREST_ALONE)]))
    order = np.argsort(-grounds.means, axis=1, kind="stable").tolist() if clusters else [[] for _ in found]
    made = []
    for row, statement in enumerate(found):
        own = homes.get(row)
        rival = next((number for number in order[row][:2] if number != own), None)
        near = rival is not None and grounds.means[row, rival] > _NEAREST_ALONE - 2.0
        runner_up = clusters[rival].id if near and rival is not None else None
        sure = round(float(chances[row, len(clusters) if own is None else own]), 3)
        if own is None:
            made.append(Placement(statement.id, None, sure, _ALONE, runner_up))
        elif statement.answer.about is not None:
            made.append(Placement(statement.id, clusters[own].id, 1.0, _ASKED, runner_up))
        else:
            reason = _TAPPED if row in grounds.tapped else words.reason(row, own)
            made.append(Placement(statement.id, clusters[own].id, sure, reason, runner_up))
    return tuple(made)


def _chosen(rows: Sequence[int], grounds: Grounds) -> tuple[list[int], Matrix | None]:
    """The members that speak for a cluster, and how alike all of them are where that is known."""
    if grounds.likeness is None or len(rows) <= _MOST_SIBLINGS:
        chosen = list(rows[:_MOST_SIBLINGS])
    else:
        near = grounds.likeness[np.ix_(rows, rows)].sum(axis=1)
        chosen = [rows[place] for place in np.argsort(-near, kind="stable")[:_MOST_SIBLINGS]]
    return chosen, grounds.likeness


class _Words:
    """The words of the statements that speak for each cluster."""

    def __init__(self, chosen: Sequence[tuple[list[int], Matrix | None]], found: Sequence[Statement]) -> None:
        self._chosen = chosen
        self._found = found
        self._whole: list[dict[str, set[int]]] = [{} for _ in chosen]
        self._begun: list[dict[str, set[int]]] = [{} for _ in chosen]
        self._known: dict[tuple[int, str], frozenset[int]] = {}
        for whole, begun, (rows, _) in zip(self._whole, self._begun, chosen, strict=True):
            for row in rows:
                for stem in content_stems(found[row].text):
                    whole.setdefault(stem, set()).add(row)
                    for edge in _edges(stem):
                        begun.setdefault(edge, set()).add(row)

    def reason(self, row: int, own: int) -> str:
        """Which words, or else which sibling, put a statement in a cluster."""
        rows, likeness = self._chosen[own]
        siblings = [other for other in rows if other != row] or [row]
        first = siblings[0]
        if likeness is not None:
            first = min(siblings, key=lambda other: (-likeness[row, other], other))
        nearest = _quoted(_short(self._found[first].text))
        shared = self._shared(row, own)
        if len(shared) > 1:
            listed = f"{', '.join(_quoted(word) for word in shared[:-1])} en {_quoted(shared[-1])}"
            return f"Staat hier door de woorden {listed}: die staan ook op andere kaarten bij dit onderwerp."
        if shared:
            return f"Staat hier door het woord {_quoted(shared[0])} en omdat het lijkt op {nearest}."
        return f"Staat hier omdat het lijkt op {nearest}."

    def _shared(self, row: int, own: int) -> list[str]:
        """Words that siblings use too, as stem or as part of a compound; the most shared first."""
        counted: dict[str, int] = {}
        for _, folded, stem in telling(self._found[row].text):
            users = self._users_of(stem, own)
            count = len(users) - (row in users)
            if count:
                counted.setdefault(folded, count)
        return sorted(counted, key=lambda word: (-counted[word], word))[:_MOST_WORDS]

    def _users_of(self, stem: str, own: int) -> frozenset[int]:
        """The rows that use a stem or a compound with it, among those that speak for a cluster."""
        if (own, stem) not in self._known:
            longer, whole = self._begun[own], self._whole[own]
            same = [whole.get(stem, ()), longer.get(stem, ()), *(whole.get(edge, ()) for edge in _edges(stem))]
            self._known[own, stem] = frozenset(row for rows in same for row in rows)
        return self._known[own, stem]


@lru_cache(maxsize=20_000)
def _edges(stem: str) -> frozenset[str]:
    """The beginnings and ends of a stem that are long enough to be a word of their own."""
    cuts = range(_SHARED_LENGTH, len(stem))
    return frozenset(edge for cut in cuts for edge in (stem[:cut], stem[-cut:]))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE_LENGTH else f"{line[:_QUOTE_LENGTH].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"


def _quoted(text: str) -> str:
    return f"‘{text}’"
