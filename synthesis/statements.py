"""Answers → statements: one point each, as an exact span of what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from synthesis.kinds import kind_of
from synthesis.model import Answer, Statement
from synthesis.themes import suggest_themes

_BULLET = r"(?:[-–—*•·▪◦>]|\(?\d{1,2}[.)]|\(?[a-h]\))\s+"
_BREAK = re.compile(rf"\s*\n\s*(?:{_BULLET})?|(?<=[.!?])\s+(?=(?:Daarnaast|Verder|Ook|Bovendien|Ten tweede)\b)|\s*;\s+")
_LEADING_BULLET = re.compile(rf"\s*{_BULLET}")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of every point in a text; nothing but white space and list marks is left out."""
    lead = _LEADING_BULLET.match(text)
    start = lead.end() if lead else 0
    for match in _BREAK.finditer(text, start):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def statements_of(answers: Sequence[Answer]) -> tuple[Statement, ...]:
    """Every point that the answers make, sorted by id."""
    found = []
    for answer in answers:
        for number, (start, end) in enumerate(spans(answer.text), 1):
            text = answer.text[start:end]
            themes = (answer.theme,) if answer.theme else suggest_themes(text)
            kind = kind_of(text, answer.asked)
            found.append(Statement(f"{answer.key}.{number}", answer, start, end, text, kind, themes))
    return tuple(sorted(found, key=lambda statement: statement.id))
