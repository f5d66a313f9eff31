"""Answers → statements: one point each, as an exact span of what was typed.

Lines and list marks always part two points. A sentence, a semicolon or ", en" parts them only when a connective says so
("daarnaast", "verder") or when both sides clearly speak of another subject; words that point back ("dus", "die", "ze")
keep a point over two sentences together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from synthesis.kinds import kind_of
from synthesis.language import words
from synthesis.model import Answer, Kind, Statement
from synthesis.profiles import log_profiles, softmax
from synthesis.subjects import affinity

_BULLET = r"(?:[-–—*•·▪◦>]+|\(?\d{1,2}[.)](?=\s)|\(?[a-h]\)|[ivx]{1,3}\))\s*"
_LINE = re.compile(rf"\s*\n\s*(?:{_BULLET})?|\s+(?:[•▪◦]|\(?[1-9]\)|\s[-–]\s)\s*(?=\S)")
_LEADING_BULLET = re.compile(rf"\s*{_BULLET}(?=\S)")
_ADDS = (
    r"daarnaast|verder|bovendien|ten (?:tweede|derde)|tweede punt|daarbij komt|en ook|en verder|en daarnaast|plus|also"
)
_CUT = re.compile(
    rf"(?P<mark>(?<=[.!?])[\"'’”)]?\s+|\s*;\s+|\s*,\s*(?=(?:{_ADDS})\b)|,\s+(?=en\s+(?:een|de|het|dat|er)\s)|"
    rf"\s+(?=(?:en ook|en daarnaast|en verder)\b))",
    re.IGNORECASE,
)
_ADDING = re.compile(rf"(?:{_ADDS}|en (?:minstens|zeker|zo vaak|de|het|een derde|dan nog))\b", re.IGNORECASE)
_POINTING_BACK = re.compile(
    r"(?:en )?(?:dus|die|dat|dit|deze|daar\w*|hij|zij|ze|hun|hem|haar|het gaat|want|maar|omdat|doordat|zodat|waardoor|"
    r"wie|wat|waar\w*|ook|toch|toen|dan|zo|hier\w*|anders|vooral|zeker|vaak|soms|niemand|iedereen|they|it|this|that|so)\b",
    re.IGNORECASE,
)
_SOLVING = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.DESIRED})
_WORDS_FOR_A_POINT = 6
_WORDS_AFTER_ADDING = 4
_OTHER_SUBJECT = 0.1
_CLEAR = 0.55


def spans(text: str, asked: Kind = Kind.PROBLEM) -> Iterator[tuple[int, int]]:
    """The (start, end) of every point in a text; nothing but white space and list marks is left out."""
    found = [span for start, end in _lines(text) for span in _points(text, start, end, asked)]
    if not found and text.strip():
        found = [(len(text) - len(text.lstrip()), len(text.rstrip()))]
    yield from found


def statements_of(answers: Sequence[Answer]) -> tuple[Statement, ...]:
    """Every point that the answers make, sorted by id, with the kind that was asked; only a blank answer gives none."""
    found = []
    for answer in answers:
        for number, (start, end) in enumerate(spans(answer.text, answer.asked), 1):
            text = answer.text[start:end]
            found.append(Statement(f"{answer.key}.{number}", answer, start, end, text, answer.asked))
    return tuple(sorted(found, key=lambda statement: statement.id))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    lead = _LEADING_BULLET.match(text)
    start = lead.end() if lead else 0
    for match in _LINE.finditer(text, start):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _points(text: str, start: int, end: int, asked: Kind) -> Iterator[tuple[int, int]]:
    for match in _CUT.finditer(text, start, end):
        if match.start() > start and _parts(text[start : match.start()], text[match.end() : end], match.group(), asked):
            yield from _trimmed(text, start, match.start())
            start = match.end()
    yield from _trimmed(text, start, end)


def _parts(before: str, after: str, mark: str, asked: Kind) -> bool:
    left, right = _length(before), _length(after)
    if _ADDING.match(after) and mark.strip() != ",":
        return min(left, right) >= _WORDS_AFTER_ADDING and _other_subject(before, after, _CLEAR / 2)
    if re.match(_ADDS, after, re.IGNORECASE):
        return min(left, right) >= _WORDS_AFTER_ADDING
    if _POINTING_BACK.match(after):
        return False
    if mark.strip() == ";":
        return min(left, right) >= _WORDS_AFTER_ADDING and _other_subject(before, after, _CLEAR / 4)
    if min(left, right) >= _WORDS_FOR_A_POINT and _other_subject(before, after, _CLEAR):
        return True
    return asked in _SOLVING and mark[-1:].isspace() and "," not in mark and _turns_to_solution(before, after, asked)


def _turns_to_solution(before: str, after: str, asked: Kind) -> bool:
    long_enough = _length(before) >= _WORDS_FOR_A_POINT and _length(after) >= _WORDS_AFTER_ADDING
    return long_enough and kind_of(after, asked) is Kind.SOLUTION and kind_of(before, asked) is asked


def _other_subject(before: str, after: str, clear: float) -> bool:
    chances = softmax(log_profiles([before, after]))
    near = chances @ affinity()
    alike = near[0] @ chances[1] / np.sqrt((near[0] @ chances[0]) * (near[1] @ chances[1]))
    return bool(alike < _OTHER_SUBJECT and near.max(axis=1).min() > clear)


def _length(text: str) -> int:
    return sum(1 for _ in words(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if any(char.isalnum() for char in part):
        yield start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
