"""How far a draft map is from a careful reader's: the measures that `make bench-quality` prints."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LEFT_OUT = "overig"


@dataclass(frozen=True, slots=True)
class Unit:
    """One point in an answer as a reader marked it: the answer's row, its words, its kind and its subject."""

    row: int
    text: str
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Found:
    """One statement of a draft: the answer's row, its words, its kind, and its cluster (``None``: on its own)."""

    row: int
    text: str
    kind: str
    cluster: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of one draft.

    ``effort`` is corrections per 100 statements: a move for every statement outside its cluster's majority and every
    single one whose subject others share, and a merge for every extra cluster of a subject. ``ari`` is the adjusted
    Rand index (Hubert & Arabie 1985), ``b_cubed`` the F1 of Bagga & Baldwin (1998), ``pairs`` the F1 over pairs,
    ``lost`` the shared subjects that no cluster has for its majority.
    """

    effort: float
    ari: float
    b_cubed: float
    pairs: float
    lost: int
    kinds: float
    clusters: int


def score(units: Sequence[Unit], statements: Sequence[Found]) -> Score:
    """Compare a draft with the reader's units; each unit counts for the statement that covers it best."""
    by_row: dict[int, list[Found]] = defaultdict(list)
    for statement in statements:
        by_row[statement.row].append(statement)
    matched = [(unit, _best(unit, by_row[unit.row])) for unit in units if by_row.get(unit.row)]
    right_kinds = sum(unit.kind == found.kind for unit, found in matched) / max(len(matched), 1)
    pairs = [
        (unit.subject, found.cluster or f"on its own {number}")
        for number, (unit, found) in enumerate(matched)
        if unit.subject != LEFT_OUT
    ]
    return _compared(pairs, right_kinds)


def _best(unit: Unit, candidates: Sequence[Found]) -> Found:
    return max(candidates, key=lambda found: overlap(unit.text.lower(), found.text.lower()))


def overlap(one: str, other: str) -> float:
    if one in other or other in one:
        return 1.0 + min(len(one), len(other)) / max(len(one), len(other), 1)
    return SequenceMatcher(None, one, other).ratio()


def _compared(pairs: Sequence[tuple[str, str]], kinds: float) -> Score:
    subjects = Counter(subject for subject, _ in pairs)
    clusters = Counter(cluster for _, cluster in pairs)
    cells = Counter(pairs)
    count = len(pairs)
    together, wanted, drawn = (_pairs(table) for table in (cells, subjects, clusters))
    chance = wanted * drawn / _choose_two(count)
    precision = sum(cells[pair] / clusters[pair[1]] for pair in pairs) / count
    recall = sum(cells[pair] / subjects[pair[0]] for pair in pairs) / count
    corrections, lost = _corrections(subjects, clusters, cells)
    return Score(
        effort=100.0 * corrections / count,
        ari=(together - chance) / ((wanted + drawn) / 2.0 - chance),
        b_cubed=2.0 * precision * recall / (precision + recall),
        pairs=2.0 * together / (wanted + drawn),
        lost=lost,
        kinds=kinds,
        clusters=sum(size > 1 for size in clusters.values()),
    )


def _choose_two(count: int) -> float:
    return count * (count - 1) / 2.0


def _pairs(table: Mapping[object, int]) -> float:
    return sum(_choose_two(size) for size in table.values())


def _corrections(
    subjects: Mapping[str, int], clusters: Mapping[str, int], cells: Mapping[tuple[str, str], int]
) -> tuple[int, int]:
    """Moves plus merges, and the number of lost subjects."""
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for (subject, cluster), size in cells.items():
        inside[cluster][subject] = size
    moves = 0
    owners: Counter[str] = Counter()
    for cluster, size in clusters.items():
        majority, most = inside[cluster].most_common(1)[0]
        if size == 1 and len(clusters) > 1:
            moves += subjects[majority] > 1
        else:
            moves += size - most
            owners[majority] += 1
    merges = sum(times - 1 for times in owners.values())
    lost = sum(size > 1 and subject not in owners for subject, size in subjects.items())
    return moves + merges, lost
