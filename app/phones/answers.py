"""What phones can be asked, which answers count, and what all answers together say. No database here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from app.models.phones import PhoneQuestionKind

POINTS = 3
FEWEST_ANSWERS = 3
FEWEST_OF_A_DISCIPLINE = 2
UNKNOWN = "unknown"
RECOGNISE = ("yes", "partly", "no", "no-view")
STANCE = ("1", "2", "3", "4", "5", UNKNOWN)
SCORE = ("1", "2", "3", UNKNOWN)
CRITERIA = ("severity", "people", "influence", "soon", "willing")
WEIGHT, FEASIBLE = ("severity", "people"), ("influence", "soon")


class NotAnAnswerError(ValueError):
    """What came in is no answer to the question."""


def read(kind: PhoneQuestionKind, subjects: Sequence[str], sent: Mapping[str, str], before: Any = None) -> Any:
    """The answer in the fields that a phone sent, on top of what it answered before.

    Raises :class:`NotAnAnswerError`. Of scores one subject comes at a time.
    """
    if kind is PhoneQuestionKind.RECOGNISE:
        return _one_of(sent.get("answer"), RECOGNISE)
    if kind is PhoneQuestionKind.STANCE:
        return _one_of(sent.get("answer"), STANCE)
    if kind is PhoneQuestionKind.POINTS:
        given = {key: int(_one_of(sent.get(f"points-{key}", "0"), tuple("0123"))) for key in subjects}
        if sum(given.values()) > POINTS:
            raise NotAnAnswerError("points")
        return {key: number for key, number in given.items() if number}
    subject = _one_of(sent.get("subject"), tuple(subjects))
    scores = {name: _one_of(sent.get(name), SCORE) for name in CRITERIA}
    return {**(before or {}), subject: scores}


def tried(kind: PhoneQuestionKind, subjects: Sequence[str], sent: Mapping[str, str], before: Any = None) -> Any:
    """What a phone sent that could not be kept, to be shown again as it was chosen."""
    if kind is PhoneQuestionKind.POINTS:
        return {key: int(sent[f"points-{key}"]) for key in subjects if sent.get(f"points-{key}") in tuple("0123")}
    if kind is PhoneQuestionKind.SCORES and sent.get("subject") in subjects:
        return {**(before or {}), sent["subject"]: {name: sent[name] for name in CRITERIA if name in sent}}
    return before


def _one_of(value: str | None, known: Sequence[str]) -> str:
    if value is None or value not in known:
        raise NotAnAnswerError(value)
    return value


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a picture: what it is about and how many phones say so."""

    key: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A subject among others: how heavy it weighs and how much can be done about it, from 1 to 3; ``people`` scored it.

    ``willing`` is how many want to work on it.
    """

    key: str
    label: str
    weight: float
    feasible: float
    willing: int
    people: int


@dataclass(frozen=True, slots=True)
class Zone:
    """All subjects, and the means that part them: a go-zone (Kane & Trochim 2007, *Concept Mapping*, ch. 7)."""

    spots: tuple[Spot, ...]
    weight: float
    feasible: float


def bars(kind: PhoneQuestionKind, subjects: Sequence[tuple[str, str]], values: Sequence[Any]) -> tuple[Bar, ...]:
    """How often each answer was given, in the order of the answers; points are ranked."""
    if kind is PhoneQuestionKind.POINTS:
        total: Counter[str] = Counter()
        for value in values:
            total.update(value)
        found = [Bar(key, label, total[key]) for key, label in subjects]
        return tuple(sorted(found, key=lambda bar: -bar.number))
    counted = Counter(values)
    known = RECOGNISE if kind is PhoneQuestionKind.RECOGNISE else STANCE
    return tuple(Bar(key, "", counted[key]) for key in known)


def by_discipline(values: Sequence[tuple[str, Any]]) -> dict[str, tuple[Bar, ...]]:
    """The same per discipline. Where a single phone would point at somebody it is joined with the others, under ""."""
    sizes = Counter(discipline for discipline, _value in values)
    groups: dict[str, list[Any]] = {}
    for discipline, value in values:
        groups.setdefault(discipline if sizes[discipline] >= FEWEST_OF_A_DISCIPLINE else "", []).append(value)
    if len(groups.get("", ())) == 1 and len(groups) > 1:
        smallest = min((key for key in groups if key), key=lambda key: (len(groups[key]), key))
        groups[""] += groups.pop(smallest)
    named_first = sorted(groups, key=lambda key: (not key, key))
    return {key: bars(PhoneQuestionKind.STANCE, (), groups[key]) for key in named_first}


def zone(subjects: Sequence[tuple[str, str]], values: Sequence[Mapping[str, Mapping[str, str]]]) -> Zone | None:
    """Where the subjects lie that at least three phones scored; ``None`` while there is none."""
    spots = []
    for key, label in subjects:
        mine = [value[key] for value in values if key in value]
        weight, feasible = (_mean(mine, names) for names in (WEIGHT, FEASIBLE))
        if len(mine) >= FEWEST_ANSWERS and weight is not None and feasible is not None:
            willing = sum(scores["willing"] == "3" for scores in mine)
            spots.append(Spot(key, label, weight, feasible, willing, len(mine)))
    if not spots:
        return None
    return Zone(tuple(spots), fmean(spot.weight for spot in spots), fmean(spot.feasible for spot in spots))


def _mean(scores: Sequence[Mapping[str, str]], names: Sequence[str]) -> float | None:
    numbers = [int(one[name]) for one in scores for name in names if one[name] != UNKNOWN]
    return fmean(numbers) if numbers else None
