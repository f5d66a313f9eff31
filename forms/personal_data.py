"""Find what would identify a resident in a typed text: over-careful on purpose, because a miss costs more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

NAMES = Path(__file__).parent / "data" / "first_names.txt"


class Kind(StrEnum):
    """What a piece of text would give away."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    BSN = "bsn"
    IBAN = "iban"
    PLATE = "plate"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece that may identify somebody: ``text`` stands at ``[start:end]`` of what was searched."""

    start: int
    end: int
    kind: Kind
    text: str


_CAPITAL = "(?-i:[A-ZÀ-ÖØ-Þ])"
_SURNAME = rf"(?:(?:van|de|der|den|ten|ter|el|al|ben|['’]t|v|d)\.?[\s-]+){{0,3}}{_CAPITAL}[\w'’-]+"
_HOUSE = r"\d{1,4}(?:\s?-?\s?(?:hs|bis|hoog|[1-9]|[a-h]|i{1,3})\b)?"
_STREET = (
    r"\w{2,40}?(?:straat|laan|weg|plein|gracht|kade|dijk|hof|pad|plantsoen|singel|steeg|dreef|burg|markt|street|road)"
)
_MONTH = r"(?:jan|feb|mrt|maart|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\w*\.?"
_DATE = rf"(?<![\d-])\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]|\s+{_MONTH}\s+)(?:(?:19|20)\d\d|\d\d)(?![\d-])"
_ADDRESSED = (
    r"(?:mevr|mw|dhr|mr|mrs|ms|fam|dr)\.?|"
    r"(?:meneer|mevrouw|heer|familie|gezin|oma|opa|tante|oom|buurvrouw|buurman|dokter|juf|"
    r"cliënt|cliënte|bewoner|bewoonster|jongen|meisje)\b"
)
_RELATED = (
    r"zoon|zoontje|dochter|dochtertje|moeder|vader|kleinzoon|kleindochter|broer|broertje|zus|zusje|neef|nicht|man|vrouw|"
    r"vriend|vriendin|partner|ex|son|daughter|mother|father"
)
# Behind a first name: what carries the name of somebody who cannot be meant.
_NAMED_AFTER = r"(?:\s[\w'’-]+)?\s?(?:college|school|lyceum|heijn|\w{2,}(?:laan|weg|straat|plein|gracht|kade|park))\b"

_SHAPES: dict[Kind, tuple[str, ...]] = {
    Kind.EMAIL: (r"(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+",),
    Kind.PHONE: (
        r"(?<!\w)\(?0(?![89]00)[1-9](?:[\s().\-/]{0,2}\d){8}(?!\d)",
        r"(?<!\w)(?:\+|00)[1-9](?:[\s().\-/]{0,3}\d){8,13}(?!\d)",
    ),
    Kind.IBAN: (r"\bNL\d\d\s?[a-z]{4}(?:\s?\d){10}(?!\d)", r"\b[a-z]{2}\d\d(?:\s?[a-z]{4})?(?:\s?\d){8,26}(?!\d)"),
    Kind.BSN: (r"(?<!\w)\d(?:[ .-]?\d){8}(?!\w)",),
    Kind.POSTCODE: (r"(?-i:\b[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b)",),
    Kind.PLATE: (
        r"(?<![\w-])(?=(?:[-\w]{8})(?![\w-]))(?:[a-z]{1,3}|\d{1,3})-(?:[a-z]{1,3}|\d{1,3})-(?:[a-z]{1,3}|\d{1,3})",
        r"(?-i:\b(?:[A-Z]{1,3} ?\d{1,3} ?[A-Z]{1,3}|\d{1,3} ?[A-Z]{1,3} ?\d{1,3})\b)",
    ),
    Kind.BIRTH_DATE: (_DATE, r"\b(?:geb\.|geboren|geboortedatum|born)\D{0,12}\d{1,4}"),
    Kind.ADDRESS: (
        rf"\b{_STREET}\s+{_HOUSE}",
        rf"\b(?:huisnummer|nummer|nr\.?|portiek)\s*{_HOUSE}",
        r"\b(?:van|op|bij|from|at)\s+\d{1,4}(?:\s?-?\s?(?:hs|bis|hoog)|[a-d])\b",
    ),
    Kind.NAME: (
        rf"\b(?:{_ADDRESSED})\s+(?:{_CAPITAL}\.\s?){{0,4}}{_SURNAME}",
        rf"\b(?:{_RELATED})\s+(?:van|of)\s+{_SURNAME}",
        rf"(?<!\w)(?:{_CAPITAL}\.\s?){{1,4}}{_SURNAME}",
    ),
}


def find(text: str) -> list[Finding]:
    """Everything in ``text`` that may identify somebody, in reading order; no two findings share a character."""
    found = [
        Finding(match.start(), match.end(), kind, match.group())
        for kind, pattern in _patterns()
        for match in pattern.finditer(text)
        if _holds(kind, match.group())
    ]
    return list(_apart(sorted(found, key=lambda one: (one.start, -one.end))))


def _apart(found: list[Finding]) -> Iterator[Finding]:
    """The first and longest where findings lie over one another."""
    end = 0
    for finding in found:
        if finding.start >= end:
            yield finding
            end = finding.end


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    shapes = [(kind, re.compile(shape, re.IGNORECASE)) for kind, shapes in _SHAPES.items() for shape in shapes]
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    names = "|".join(re.escape(name) for line in lines if not line.startswith("#") for name in line.split())
    first_name = rf"(?<![\w-])(?<!\b[Dd]e )(?<!\b[Hh]et )(?:{names})(?:['’]?s)?(?!\w)(?i:(?!{_NAMED_AFTER}))"
    return (*shapes, (Kind.NAME, re.compile(first_name)))


def _holds(kind: Kind, text: str) -> bool:
    """What a shape alone cannot say."""
    if kind is Kind.BSN:
        return _passes_eleven(text)
    if kind is Kind.IBAN:
        return _passes_ninety_seven(text)
    if kind is Kind.PLATE:
        signs = [sign for sign in text if sign.isalnum()]
        return len(signs) == 6 and any(map(str.isdigit, signs)) and any(map(str.isalpha, signs))
    return True


def _passes_eleven(text: str) -> bool:
    """The 11-test of a citizen service number: https://nl.wikipedia.org/wiki/Burgerservicenummer."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(digits) and sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


def _passes_ninety_seven(text: str) -> bool:
    """The check digits of ISO 13616: the number, with its first four signs behind it and letters as 10–35, mod 97."""
    signs = "".join(text.split()).upper()
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1
