"""Noun phrases in short Dutch texts, found with a word list and the small words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from synthesis.language import DATA, fold, stop_words, word_list
from synthesis.subjects import subjects

DETERMINERS = word_list("determiners")
PREPOSITIONS = word_list("prepositions")
_ARTICLES = frozenset({"de", "het", "een", "hun", "eigen"})
_NOT_NOUNS = word_list("not_nouns")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[^\w\s]")
_NOUN_ENDING = re.compile(
    r"(?:ing|ingen|heid|tie|ties|teit|schap|isme|ment|overlast|plek|plekken|schuld|schulden|tekort|druk)$"
)
_ADJECTIVE_ENDING = re.compile(r"(?:ende|erde|elde|ige|lijke|loze|bare|ische|ele|nde|rde|gde|kte|pte|ieve)$")
_PARTICIPLE = re.compile(
    r"^(?!geweld|geluid|gewicht|gezicht|gebied|gevecht|gebit|gerecht|bericht|verband|verstand|bewind|besluit|verdriet)"
    r"(?:(?:be|ge|ver|ont|op|af|uit|aan|in|na|over)?ge\w{3,}(?:d|t)|(?:be|ver|ont)\w{3,}(?:rd|gd|ld|nd|st|kt|ht))$"
)
_INFINITIVE = re.compile(r"(?:ol|is|at|it|ar|ic|on|ul|ug|og|iv|ep|ec|an|str|mel|luist|wand|verand|verb|prob|hand)eren$")
_SHORTEST_END = 4
_MOST_WORDS = 6


class Token(NamedTuple):
    """A word or mark, its folded form and its place."""

    text: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as written: its text, its folded words, and the place of its head among them."""

    text: str
    forms: tuple[str, ...]
    head: str


def tokens(text: str) -> list[Token]:
    """Words, numbers and marks of a text."""
    return [Token(m.group(), fold(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def learn_nouns(texts: Iterable[str]) -> list[str]:
    """Words that stand behind a determiner or preposition and end the phrase there, sorted."""
    ends: Counter[str] = Counter()
    middles: Counter[str] = Counter()
    for text in texts:
        for index, token, following in _after_opener(tokens(text)):
            closes = not following[:1].isalnum() or following in PREPOSITIONS | DETERMINERS | stop_words()
            if closes:
                ends[token.form] += 1
            elif token.form.endswith("e") and index:
                middles[token.form] += 1
    return sorted(
        word
        for word, count in ends.items()
        if count >= max(2 * middles[word], 1 + (len(word) < 4)) and word not in _NOT_NOUNS
    )


def _after_opener(found: list[Token]) -> Iterator[tuple[int, Token, str]]:
    openers = DETERMINERS | PREPOSITIONS
    for index, token in enumerate(found):
        if index == 0 or len(token.form) < 3 or not token.form[0].isalpha() or token.form in stop_words() | openers:
            continue
        before = found[index - 1].form
        far = found[index - 2].form if index > 1 else ""
        if before in openers or (far in DETERMINERS and before.endswith("e") and before not in stop_words()):
            yield index, token, found[index + 1].form if index + 1 < len(found) else "."


def _could_be_noun(word: str) -> bool:
    if word in _NOT_NOUNS or word in stop_words():
        return False
    verbal = _ADJECTIVE_ENDING.search(word) or _PARTICIPLE.search(word) or _INFINITIVE.search(word)
    return not verbal or _NOUN_ENDING.search(word) is not None


@cache
def _known_nouns() -> frozenset[str]:
    learned = (DATA / "nouns.txt").read_text(encoding="utf-8").split()
    terms = {fold(term) for subject in subjects() for term in subject.terms if " " not in term and term[0] != "="}
    plain = terms | _NOT_NOUNS
    return frozenset(word for word in {*learned, *terms} if _could_be_noun(word) and not _uninflected(word) & plain)


def _uninflected(word: str) -> frozenset[str]:
    """What an adjective that ends in -e may be without it: "eenzame" is "eenzaam", "lege" "leeg"."""
    match = re.fullmatch(r"(\w*?)([aeou]?)([a-z])e", word)
    if match is None:
        return frozenset()
    start, vowel, last = match.groups()
    last = {"v": "f", "z": "s"}.get(last, last)
    return frozenset({word[:-1], f"{start}{vowel}{last}", f"{start}{vowel}{vowel}{last}"})


@cache
def _known_ends() -> frozenset[str]:
    return frozenset(word for word in _known_nouns() if len(word) >= _SHORTEST_END)


def _is_compound(form: str) -> bool:
    ends = _known_ends()
    return any(form[cut:] in ends for cut in range(3, len(form) - _SHORTEST_END + 1))


@lru_cache(maxsize=50_000)
def is_noun(form: str) -> bool:
    """Whether a folded word can end a noun phrase."""
    if form in DETERMINERS or form in PREPOSITIONS or len(form) < 3 or not _could_be_noun(form):
        return False
    if _uninflected(form) & _NOT_NOUNS:
        return False
    if form in _known_nouns() or form.rstrip("s") in _known_nouns() or f"{form}s" in _known_nouns():
        return True
    return bool(_NOUN_ENDING.search(form)) or _is_compound(form)


def _is_adjective(form: str) -> bool:
    return (
        len(form) > 3
        and form.endswith("e")
        and form not in stop_words() | _NOT_NOUNS | DETERMINERS
        and not is_noun(form)
    )


@lru_cache(maxsize=20_000)
def noun_phrases(text: str) -> tuple[Phrase, ...]:
    """Every noun phrase of two to six words, and single long nouns, in reading order; phrases may overlap."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Phrase]:
    found = tokens(text)
    for start in range(len(found)):
        core = _core(found, start)
        if core is None:
            continue
        yield _phrase(text, found, start, core, core)
        if start < core:
            yield _phrase(text, found, core, core, core)
        end = _tail(found, core)
        if end is not None and end - start < _MOST_WORDS:
            yield _phrase(text, found, start, end, core)


def _core(found: list[Token], start: int) -> int | None:
    """Index of the noun that ends the adjectives-and-noun run from ``start``."""
    index = start
    while index < len(found) and _is_adjective(found[index].form) and index - start < 2:
        index += 1
    return index if index < len(found) and is_noun(found[index].form) else None


def _tail(found: list[Token], core: int) -> int | None:
    """Index of the noun that ends "in het park" or "en scooters" behind the core."""
    index = core + 1
    if index >= len(found) or found[index].form not in PREPOSITIONS | {"en"}:
        return None
    index += 1
    if index < len(found) and found[index].form in _ARTICLES:
        index += 1
    return _core(found, index) if index < len(found) else None


def _phrase(text: str, found: list[Token], start: int, end: int, core: int) -> Phrase:
    forms = tuple(token.form for token in found[start : end + 1])
    return Phrase(text[found[start].start : found[end].end], forms, found[core].form)
