"""Where a text names somebody: each word that may be a name is judged by the word itself and by what stands around it.

A logistic regression over readable features, learned by ``python -m forms.learn_names`` from texts in which the names
are marked and from many texts without any. No list of names is complete: the words around a name tell as much.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
WEIGHTS = DATA / "name_weights.json"
LIKELY = 0.3

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|\d+|[^\w\s]")
_PARTICLES = frozenset(("'t al ben bin da de den der di dos el la t te ten ter v van ’t").split())
_TITLES = frozenset(
    (
        "broeder buurman buurvrouw dhr fam familie gebroeders gezin heer hr juf meneer mevr mevrouw mr mrs ms "
        "mw oma oom opa tante weduwe zuster"
    ).split()
)
_RELATIVES = frozenset(
    (
        "broer broertje daughter dochter dochtertje ex father kleindochter kleinzoon man moeder mother neef "
        "neefje nicht nichtje partner son vader vriend vriendin vrouw zoon zoontje zus zusje"
    ).split()
)
_SMALL = (("title", _TITLES), ("relative", _RELATIVES), ("particle", _PARTICLES))
_PLACE_END = re.compile(
    r"(?:straat|laan|weg|plein|gracht|kade|dijk|hof|pad|plantsoen|singel|steeg|dreef|burg|park|markt|brug|poort|buurt|wijk|"
    r"flat|huis|school|college|lyceum|kerk|moskee|station|centrum|toren|haven|dorp|hoven|stad|eiland|veld|bos|zee|meer|land)$"
)

# What is called after a person, and is none.
_NAMED_AFTER = frozenset(
    (
        "academie arena bad bakkerij cafe college court eetcafe fellowship fonds foundation garage hal heijn "
        "kapsalon kerk kliniek kruis kwartier leerhuis lyceum moskee museum parktheater school slagerij "
        "snackbar sporthal stichting supermarkt theater toko zaal ziekenhuis zwembad"
    ).split()
)


class Token(NamedTuple):
    """A word, number or mark of a text, and its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A piece of a text that names somebody."""

    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without accents: the form in which words are looked up."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def tokens(text: str) -> list[Token]:
    """Words with the point that may end an abbreviation, numbers and marks."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        cut = len(word) > 1 and word.endswith(".") and fold(word[:-1]) not in _TITLES and len(word) != 2
        found.append(Token(word[:-1] if cut else word, match.start(), match.end() - cut))
        if cut:
            found.append(Token(".", match.end() - 1, match.end()))
    return found


@cache
def listed(name: str) -> frozenset[str]:
    """The folded words of one of the lists, such as ``common_words``."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _ends_as_place(plain: str) -> bool:
    """Whether a folded word, or a part of one with a dash, ends as the name of a place or says one."""
    parts = plain.split("-")
    return any(_PLACE_END.search(part) for part in parts) or any(part in listed("not_names") for part in parts[1:])


def is_small(plain: str) -> bool:
    """Whether a folded word is a title, a relation or a word such as "van": beside a name, not one."""
    return any(plain in forms for _, forms in _SMALL)


def _bare(word: str) -> str:
    """A word as it stands in the lists: without the s or 's of a possessive where only that form is unknown."""
    plain = fold(word).rstrip(".")
    for end in ("'s", "s'", "'"):
        if plain.endswith(end):
            return plain[: -len(end)]
    return plain


def is_candidate(found: Sequence[Token], place: int) -> bool:
    """Whether a token may be (a part of) a name at all."""
    word = found[place].text
    if not word[0].isalpha():
        return False
    if word[0].isupper():
        return len(word) > 1
    plain = _bare(word)
    if plain in _PARTICLES:
        return False
    before = fold(found[place - 1].text).rstrip(".") if place else ""
    known = plain in listed("first_names") or (len(plain) > 4 and plain in listed("more_first_names"))
    return len(plain) > 1 and ((known and plain not in listed("common_words")) or before in _TITLES)


def features(found: Sequence[Token], place: int, *, hide: bool = False) -> Iterator[str]:
    """What tells a name at ``place``; with ``hide`` as if the lists of names did not hold it."""
    word = found[place].text
    plain = _bare(word)
    before, before2 = _at(found, place - 1), _at(found, place - 2)
    after, after2 = _at(found, place + 1), _at(found, place + 2)
    opens = before in {"", ".", "!", "?", ":", "-", "–", "•", '"', "'", "‘", "“", "("}
    shape = "upper" if word.isupper() and len(word) > 2 else "cap" if word[0].isupper() else "low"
    common = plain in listed("common_words")
    first = not hide and plain in listed("first_names")
    more = not hide and plain in listed("more_first_names")
    last = not hide and plain in listed("surnames")
    known = f"{'F' if first else 'f'}{'M' if more else 'm'}{'L' if last else 'l'}{'C' if common else 'c'}"
    where = "start" if opens else "mid"
    yield f"known={known}"
    yield f"shape={shape} {where}"
    yield f"known={known} {shape} {where}"
    yield f"length={min(len(plain), 12)}"
    yield from (f"end={plain[-size:]}" for size in (2, 3, 4) if len(plain) > size)
    yield from (f"start={plain[:size]}" for size in (2, 3) if len(plain) > size)
    if _ends_as_place(plain):
        yield "place"
    elsewhere = plain in listed("not_names")
    if elsewhere:
        yield "not a name"
        yield f"not a name {known}"
    if not elsewhere and _leads_to_place(found, place):
        yield "in the name of a place"
    if "-" in word:
        yield "hyphen"
    if word.endswith(".") and len(word) == 2:
        yield "initial"
    yield from (f"before={before}", f"before2={before2} {before}", f"after={after}", f"after2={after} {after2}")
    yield f"around={before} {after}"
    yield f"kind before={_kind(found, place - 1, hide)}"
    yield f"kind after={_kind(found, place + 1, hide)}"
    yield f"kind after2={_kind(found, place + 1, hide)} {_kind(found, place + 2, hide)}"
    if before == "van" and before2 in _RELATIVES:
        yield "relative of"


def _leads_to_place(found: Sequence[Token], place: int) -> bool:
    """Whether words with capitals go on from here to the end of the name of a street, school or the like."""
    for ahead in range(place + 1, min(place + 4, len(found))):
        word = found[ahead].text
        if word[0].isupper():
            plain = fold(word)
            if _ends_as_place(plain) or plain in _NAMED_AFTER:
                return True
        elif fold(word) not in _PARTICLES:
            return fold(word) in _NAMED_AFTER
    return False


def _at(found: Sequence[Token], place: int) -> str:
    if not 0 <= place < len(found):
        return ""
    plain = fold(found[place].text).rstrip(".")
    return "0" if plain.isdecimal() else plain or "."


def _kind(found: Sequence[Token], place: int, hide: bool) -> str:
    """What sort of word a neighbour is."""
    plain = _at(found, place)
    if not plain or not plain[0].isalpha():
        return plain
    small = next((sort for sort, forms in _SMALL if plain in forms), "")
    if small:
        return small
    if not found[place].text[0].isupper():
        return "common" if plain in listed("common_words") else "low"
    if _ends_as_place(plain):
        return "Place"
    named = not hide and (plain in listed("first_names") or plain in listed("surnames"))
    if plain in listed("not_names"):
        return "Elsewhere"
    return "Name" if named else "Common" if plain in listed("common_words") else "Cap"


@cache
def weights() -> Mapping[str, float]:
    """The learned weight of every feature; ``bias`` stands beside them."""
    return dict(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def chance(found: Sequence[Token], place: int) -> float:
    """How likely it is that a candidate is a name, 0–1."""
    known = weights()
    odds = known["bias"] + sum(known.get(feature, 0.0) for feature in features(found, place))
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))


def named(text: str, likely: float = LIKELY, known: frozenset[str] = frozenset()) -> list[Named]:
    """Every piece that names somebody, with the title or relation before it, in reading order.

    ``known`` are folded words that name no resident here, such as those of the organisations that take part.
    """
    found = tokens(text)
    holds = {
        place
        for place in range(len(found))
        if is_candidate(found, place) and _bare(found[place].text) not in known and chance(found, place) >= likely
    }
    pieces = []
    place = 0
    while place < len(found):
        if place not in holds:
            place += 1
            continue
        last = _last_of(found, holds, place)
        first = _first_of(found, place)
        pieces.append(Named(found[first].start, found[last].end))
        place = last + 1
    return pieces


def _last_of(found: Sequence[Token], holds: set[int], place: int) -> int:
    """The last word of the name that starts at ``place``: more names, with small words such as "van der" between."""
    last = place
    ahead = place + 1
    while ahead < len(found) and (fold(found[ahead].text) in _PARTICLES or _goes_on(found, holds, ahead)):
        if _goes_on(found, holds, ahead):
            last = ahead
        ahead += 1
    return last


def _goes_on(found: Sequence[Token], holds: set[int], place: int) -> bool:
    """Whether a word is a further part of a name: a name itself, or an unknown word with a capital."""
    if place in holds:
        return True
    word, plain = found[place].text, _bare(found[place].text)
    odd = not (plain in listed("common_words") or plain in listed("not_names") or _ends_as_place(plain))
    return len(word) > 1 and word[0].isupper() and word[1].islower() and odd


def _first_of(found: Sequence[Token], place: int) -> int:
    """The first word: the small words and the title, or the relation and "van", that stand before the name."""
    first = place
    while first and fold(found[first - 1].text) in _PARTICLES - {"te", "t"} and found[first - 1].text[0].isupper():
        first -= 1
    while first and len(found[first - 1].text) == 2 and found[first - 1].text.endswith("."):
        first -= 1
    ahead = first
    while ahead and fold(found[ahead - 1].text) in _PARTICLES:
        ahead -= 1
    if ahead and fold(found[ahead - 1].text).rstrip(".") in _TITLES | _RELATIVES:
        return ahead - 1
    return first
