"""Answers → statements: one point each, as an exact span of what was typed.

Lines and list marks always part two points. A sentence, a semicolon or ", en" parts them only when a connective says so
("daarnaast", "verder"), when an observation turns into a proposal, or when both sides speak of another subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from synthesis.cutting import CUT, Cut, adds_a_point, chances, points_back
from synthesis.kinds import kinds_of
from synthesis.language import word_count
from synthesis.model import Answer, Kind, Statement

_BULLET = r"(?:[-–—*•·▪◦>]+|\(?\d{1,2}[.)](?=\s)|\(?[a-h]\)|[ivx]{1,3}\))\s*"
_LINE = re.compile(rf"\s*\n\s*(?:{_BULLET})?|\s+(?:[•▪◦]|\(?[1-9]\)|\s[-–]\s)\s*(?=\S)")
_LEADING_BULLET = re.compile(rf"\s*{_BULLET}(?=\S)")
_SOLVING = frozenset({Kind.PROBLEM, Kind.CAUSE, Kind.DESIRED})
_WORDS_FOR_A_POINT = 6
_WORDS_AFTER_ADDING = 4
_LIKELY = 0.5

Span = tuple[int, int]


@dataclass(slots=True)
class _Line:
    """A part of a text that may hold several points: what is still open of it, and the points found."""

    text: str
    asked: Kind
    start: int
    end: int
    marks: list[re.Match[str]]
    points: list[Span] = field(default_factory=list)

    def cut(self) -> Cut:
        """The first mark that is still open."""
        mark = self.marks[0]
        return Cut(self.text[self.start : mark.start()], self.text[mark.end() : self.end], mark.group())

    def settle(self, parts: bool) -> None:
        """Take the first mark as the end of a point, or pass it over."""
        mark = self.marks.pop(0)
        if parts:
            self.points += _trimmed(self.text, self.start, mark.start())
            self.start = mark.end()
        self.marks = [one for one in self.marks if one.start() > self.start]


def spans(text: str, asked: Kind = Kind.PROBLEM) -> list[Span]:
    """The (start, end) of every point in a text; nothing but white space and list marks is left out."""
    return _spans([(text, asked)])[0]


def statements_of(answers: Sequence[Answer]) -> tuple[Statement, ...]:
    """Every point that the answers make, sorted by id, with the kind that was asked; only a blank answer gives none."""
    found = []
    for answer, points in zip(answers, _spans([(one.text, one.asked) for one in answers]), strict=True):
        for number, (start, end) in enumerate(points, 1):
            text = answer.text[start:end]
            found.append(Statement(f"{answer.key}.{number}", answer, start, end, text, answer.asked))
    return tuple(sorted(found, key=lambda statement: statement.id))


def _spans(texts: Sequence[tuple[str, Kind]]) -> list[list[Span]]:
    """The points of every text. All texts are read side by side, one mark of each at a time."""
    lines = [
        [_Line(text, asked, start, end, _marks(text, start, end)) for start, end in _lines(text)]
        for text, asked in texts
    ]
    waiting = [line for each in lines for line in each if line.marks]
    while waiting:
        for line, parts in zip(waiting, _part([(line.cut(), line.asked) for line in waiting]), strict=True):
            line.settle(parts)
        waiting = [line for line in waiting if line.marks]
    return [_whole(text, each) for (text, _), each in zip(texts, lines, strict=True)]


def _whole(text: str, lines: Sequence[_Line]) -> list[Span]:
    found = [point for line in lines for point in [*line.points, *_trimmed(text, line.start, line.end)]]
    if not found and text.strip():
        found = [(len(text) - len(text.lstrip()), len(text.rstrip()))]
    return found


def _marks(text: str, start: int, end: int) -> list[re.Match[str]]:
    return [match for match in CUT.finditer(text, start, end) if match.start() > start]


def _lines(text: str) -> Iterator[Span]:
    lead = _LEADING_BULLET.match(text)
    start = lead.end() if lead else 0
    for match in _LINE.finditer(text, start):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _part(cuts: Sequence[tuple[Cut, Kind]]) -> list[bool]:
    """Whether each mark parts two points."""
    likely = chances([cut for cut, _ in cuts])
    told = [
        chance > _LIKELY or (adds_a_point(cut.after) and _both(cut, _WORDS_AFTER_ADDING))
        for (cut, _), chance in zip(cuts, likely.tolist(), strict=True)
    ]
    open_ones = [
        place
        for place, (cut, asked) in enumerate(cuts)
        if not told[place] and asked in _SOLVING and cut.mark.isspace() and _long_enough_to_turn(cut)
    ]
    before = kinds_of([cuts[place][0].before for place in open_ones], [cuts[place][1] for place in open_ones])
    after = kinds_of([cuts[place][0].after for place in open_ones], [cuts[place][1] for place in open_ones])
    for place, one, other in zip(open_ones, before, after, strict=True):
        told[place] = other is Kind.SOLUTION and one is cuts[place][1]
    return told


def _both(cut: Cut, fewest: int) -> bool:
    return min(word_count(cut.before), word_count(cut.after)) >= fewest


def _long_enough_to_turn(cut: Cut) -> bool:
    long = word_count(cut.before) >= _WORDS_FOR_A_POINT and word_count(cut.after) >= _WORDS_AFTER_ADDING
    return long and not points_back(cut.after)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    if any(char.isalnum() for char in part):
        yield start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
