"""Find what would identify a resident in a typed text: names by reading, all else by its shape and its check digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import phonenumbers
from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

from forms.names import fold, listed, named


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


Holds = Callable[[re.Match[str]], bool]

_CAPITAL = "(?-i:[A-ZÀ-ÖØ-Þ])"
_SURNAME = rf"(?:(?:van|de|der|den|ten|ter|el|al|ben|['’]t|v|d)\.?[\s-]+){{0,3}}{_CAPITAL}[\w'’-]+"
_TITLES = r"(?:mevr|mw|dhr|hr|mr|mrs|ms|fam)\.?|(?:meneer|mevrouw|de heer|familie|gezin|gebroeders)\b"
_HOUSE = r"\d{1,4}(?:\s?-?\s?(?:hs|huis|bis|hoog|[1-9]\d?|[a-h]|i{1,3}|iv)\b)?(?:\s?t/m\s?\d{1,4})?(?![\d%]|[.,:]\d)"
_STREET = (
    r"\w{2,40}?(?:straat|laan|weg|plein|gracht|kade|dijk|hof|pad|plantsoen|singel|steeg|dreef|burg|markt|street|road)"
)
_AMOUNT = (
    r"(?!\s?(?:euro|eur|keer|x|jaar|jr|mnd|maanden|weken|dagen|uur|min|meter|km|cm|m2|man|mensen|kinderen|jongeren|gezinnen|"
    r"bewoners|huishoudens|meldingen|klachten|woningen|graden|procent|stuks|plekken|kamers|verdiepingen|personen|leden|pers|"
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b)"
)
_MONTH = r"(?:jan|feb|mrt|maart|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_BORN = re.compile(
    r"(?:\bgeb\b|geboren|geboorte|\bborn\b|jarig|birthday|\bdob\b|\*)\W{0,3}(?:\w+\W+){0,3}$", re.IGNORECASE
)
_RIDES = re.compile(
    r"\b(?:kenteken\w*|plaat\w*|plate|nummerbord\w*|nummerplaat|bus|busje|bestelbus\w*|auto|wagen|scooter|brommer|taxi|van|"
    r"golf|polo|bmw|audi|mercedes|opel|ford|seat|peugeot|renault|fiat|caddy|sprinter|transporter)\b[^.!?]{0,60}$",
    re.IGNORECASE,
)
_CALLED_A_PLATE = re.compile(
    r"\b(?:kenteken|plaat(?:je)?|plate|nummerplaat|nummerbord)\W{1,3}(?:is\W|met\W)?$", re.IGNORECASE
)
_SIDECODE = re.compile(
    r"[a-z]{2}\d{4}|\d{4}[a-z]{2}|\d{2}[a-z]{2}\d{2}|[a-z]{2}\d{2}[a-z]{2}|[a-z]{4}\d{2}|\d{2}[a-z]{4}|\d{2}[a-z]{3}\d|\d[a-z]{3}\d{2}|"
    r"[a-z]{2}\d{3}[a-z]|[a-z]\d{3}[a-z]{2}|[a-z]{3}\d{2}[a-z]|[a-z]\d{2}[a-z]{3}|\d[a-z]{2}\d{3}|\d{3}[a-z]{2}\d"
)
_CHILD_YEARS = 14
_PIECE = "piece"  # the group of a shape that is the finding; without one all of it is
_TWO_LETTER_WORDS = frozenset(
    (
        "af al as bv ca cm de en er eu ex ga hè ik in is ja je jr km ma me mm na nr nu of om op oz pa pm st "
        "te tv ui uw vd ve we ze zn zo"
    ).split()
)


def find(text: str, known: frozenset[str] = frozenset()) -> list[Finding]:
    """Everything in ``text`` that may identify somebody, in reading order; no two findings share a character.

    ``known`` are folded words that name no resident here, such as those of the organisations that take part.
    """
    found = [
        Finding(match.start(_PIECE), match.end(_PIECE), kind, match[_PIECE])
        for kind, pattern, holds in _SHAPES
        for match in pattern.finditer(text)
        if holds(match)
    ]
    found += [Finding(one.start, one.end, Kind.NAME, text[one.start : one.end]) for one in named(text, known=known)]
    return list(_apart(sorted(found, key=lambda one: (one.start, -one.end))))


def _apart(found: list[Finding]) -> Iterator[Finding]:
    """The first and longest where findings lie over one another."""
    end = 0
    for finding in found:
        if finding.start >= end:
            yield finding
            end = finding.end


def _always(_: re.Match[str]) -> bool:
    return True


def _is_bsn(match: re.Match[str]) -> bool:
    """The 11-test of a citizen service number: https://nl.wikipedia.org/wiki/Burgerservicenummer."""
    digits = "".join(sign for sign in match.group() if sign.isdecimal())
    return bool(bsn.is_valid(digits))


def _is_iban(match: re.Match[str]) -> bool:
    """Length and check digits of the country: ISO 13616."""
    try:
        iban.validate(re.sub(r"[\s.-]", "", match.group()), check_country=False)
    except ValidationError:
        return False
    return True


def _is_phone(match: re.Match[str]) -> bool:
    """A number that could be dialled, in the Netherlands or with a country before it."""
    digits = re.sub(r"^(\D*)00(?=[1-9])", r"\1+", match.group())
    try:
        number = phonenumbers.parse(re.sub(r"\(0\)", "", digits), "NL")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number))


def _is_plate(match: re.Match[str]) -> bool:
    """A Dutch plate in capitals or with dashes; written otherwise, or foreign, only where a car is spoken of."""
    written = match.group()
    signs = re.sub(r"[\s.-]", "", written).lower()
    mixed = any(map(str.isdigit, signs)) and any(map(str.isalpha, signs))
    dutch = mixed and _SIDECODE.fullmatch(signs) is not None
    if dutch and (len(re.findall("[-.]", written)) == 2 or written.isupper()):
        return True
    before = match.string[: match.start()]
    if dutch and _CALLED_A_PLATE.search(before):
        return True
    return mixed and written.isupper() and 5 <= len(signs) <= 8 and _RIDES.search(before) is not None


def _is_birth(match: re.Match[str]) -> bool:
    """A date that is said to be one, or that lies so far back that it is no meeting."""
    year = int(match["year"])
    this = date.today().year
    year += 0 if year > 99 else 2000 if year <= this % 100 else 1900
    said = _BORN.search(match.string, 0, match.start()) is not None
    return said or 1900 < year < this - _CHILD_YEARS


def _is_postcode(match: re.Match[str]) -> bool:
    letters = match.group()[-2:]
    return letters.isupper() or letters not in _TWO_LETTER_WORDS


def _is_home(match: re.Match[str]) -> bool:
    """A word with a capital and a number: a street or flat, not a car, a feast or the first word of a sentence."""
    number = int(match["number"])
    word = fold(match["word"])
    if word in listed("streets"):
        return True
    unknown = word not in listed("common_words") and word not in listed("not_names")
    return unknown and number >= 10 and not 1900 <= number <= 2100


_SHAPES: tuple[tuple[Kind, re.Pattern[str], Holds], ...] = tuple(
    (kind, re.compile(shape if f"(?P<{_PIECE}>" in shape else f"(?P<{_PIECE}>{shape})", re.IGNORECASE), holds)
    for kind, shape, holds in (
        (Kind.EMAIL, r"(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", _always),
        (Kind.EMAIL, r"(?<![\w.+-])[\w.+-]+ ?[(\[]?(?:\bat\b|apenstaart\w*)[)\]]? ?[\w-]+ ?(?:\.|punt|dot) ?"
                     r"(?:nl|com|org|net|eu)\b", _always),
        (Kind.PHONE, r"(?<![\w+])\(?0(?![89]00)[1-9](?:[\s().\-/]{0,3}\d){8}(?!\d)", _is_phone),
        (Kind.PHONE, r"(?<!\w)(?:\+|00)[1-9](?:[\s().\-/]{0,3}\d){7,13}(?!\d)", _is_phone),
        (Kind.IBAN, r"\b[a-z]{2}\d\d(?:[\s.-]?[a-z]{4})?(?:[\s.-]?\d){8,26}(?!\d)", _is_iban),
        (Kind.BSN, r"(?<![\w.-])\d(?:[ .-]?\d){8}(?![\w]|[.-]\d)", _is_bsn),
        (Kind.POSTCODE, r"(?<![\d.,-])[1-9]\d{3}\s?[a-z]{2}\b(?!\.\w)", _is_postcode),
        (Kind.PLATE, r"(?<![\w-])(?:[a-z]{1,3}|\d{1,4})[-. ]?"
                     r"(?:[a-z]{1,4}|\d{1,4})[-. ]?(?:[a-z]{1,3}|\d{1,4})(?![\w-])", _is_plate),
        (Kind.BIRTH_DATE, rf"(?<![\d-])\d{{1,2}}"
                          rf"(?:\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?|\s+{_MONTH}\s+){_YEAR}(?![\d-])", _is_birth),
        (Kind.BIRTH_DATE, r"(?<![\d-])(?P<year>(?:19|20)\d\d)-\d{2}-\d{2}(?![\d-])", _is_birth),
        (Kind.BIRTH_DATE, r"\b(?:geb\.?|geboren|geboortedatum|geboortejaar|born)(?:\W+(?:in|op|on|is|was|:))?\W{1,3}"
                          rf"(?:\d{{1,2}}\W)?(?:{_MONTH}\W?|\d{{1,2}}\W)?(?:['’]\d\d|\d{{2,4}})\b", _always),
        (Kind.ADDRESS, rf"\b{_STREET}\s+(?:nr\.?\s?|nummer\s)?{_HOUSE}{_AMOUNT}", _always),
        (Kind.ADDRESS, rf"\b(?:{_CAPITAL}[\w'’-]+\s+)?(?P<word>{_CAPITAL}[\w'’-]{{2,}})\s+(?=(?P<number>\d{{1,4}}))"
                       rf"{_HOUSE}{_AMOUNT}", _is_home),
        (Kind.ADDRESS, rf"\b(?P<piece>(?:huisnummer|huisnr\.?|perceel)\s*{_HOUSE})", _always),
        (Kind.ADDRESS, rf"\b(?:op|van|bij|from|at)\s+(?P<piece>(?:nummer|number|nr\.?|no\.?)\s*{_HOUSE})", _always),
        (Kind.ADDRESS, r"\bportiek\s+\d{1,3}\s+(?:links|rechts|\d\s?hoog|hoog)\b", _always),
        (Kind.ADDRESS, r"\b(?:van|op|bij|from|at)\s+(?P<piece>\d{1,4}(?:\s?-?\s?(?:hs|bis)|[a-d]))\b", _always),
        (Kind.NAME, rf"\b(?:{_TITLES})\s+(?:{_CAPITAL}\.\s?){{0,4}}(?:{_SURNAME}|(?<=\.\s)|(?<=\.))", _always),
        (Kind.NAME, rf"\b(?:{_TITLES})\s+{_CAPITAL}\.(?!\w)", _always),
        (Kind.NAME, rf"(?<!\w)(?:{_CAPITAL}\.\s?){{1,4}}{_SURNAME}", _always),
    )
)  # fmt: skip
