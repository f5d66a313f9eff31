"""What the abbreviations of the field stand for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

GLOSSARY = Path(__file__).parent / "data" / "glossary.csv"
_ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z&]{1,4}\b")


@cache
def glossary(locale: str) -> Mapping[str, str]:
    """Abbreviation → meaning, in a language."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return {row["short"]: row["en" if locale[:2] == "en" else "nl"] for row in csv.DictReader(file)}


def explained(texts: Iterable[str], locale: str) -> tuple[tuple[str, str], ...]:
    """The abbreviations that stand in some texts, each once with its meaning, in alphabetical order."""
    known = glossary(locale)
    found = {short for text in texts for short in _ABBREVIATION.findall(text) if short.upper() in known}
    return tuple((short, known[short.upper()]) for short in sorted(found, key=str.upper))
