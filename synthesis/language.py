"""Dutch text as the engine reads it: words, stems, stop words, abbreviations, negation."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", re.UNICODE)
_NEGATIONS = frozenset({"geen", "niet", "nooit", "zonder", "niemand", "nergens", "nul", "minder", "no", "not", "never"})
_NEGATION_REACH = 3
_SENTENCE_MARKS = re.compile(r"[.;:!?\n]")
_KNOWN_FORMS = 100_000
_KNOWN_TEXTS = 4_000


class Word(NamedTuple):
    """A word of a text: as written, its place, and its stem."""

    text: str
    start: int
    end: int
    stem: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in reading order; ``text[word.start:word.end] == word.text``."""
    for match in _WORD.finditer(text):
        yield Word(match.group(), match.start(), match.end(), stem(match.group()))


def fold(text: str) -> str:
    """Lower case, without accents, with straight apostrophes: the form in which words are compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return "".join(char for char in plain if not unicodedata.combining(char))


@cache
def _stemmer() -> Any:
    # nltk takes a fifth of a second to import: only when a text is read
    from nltk.stem.snowball import DutchStemmer  # noqa: PLC0415

    return DutchStemmer()


@cache
def stem(word: str) -> str:
    """The Snowball stem of one Dutch word (https://snowballstem.org/algorithms/dutch/stemmer.html)."""
    return str(_stemmer().stem(fold(word)))


@cache
def word_list(name: str) -> frozenset[str]:
    """The folded words of ``data/<name>.txt``; lines that start with # are remarks."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def stop_words() -> frozenset[str]:
    """Words that tell no subject from another, folded."""
    return word_list("stopwords")


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviations that professionals use, spelled out."""
    with (DATA / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        return {row["short"]: row["long"] for row in csv.DictReader(file)}


def content_words(text: str) -> list[Word]:
    """The words that carry a subject: no stop words, at least three letters."""
    return list(_content_words(text))


@lru_cache(maxsize=_KNOWN_TEXTS)
def _content_words(text: str) -> tuple[Word, ...]:
    """As :func:`content_words`. A page of the map asks it of every statement several times, after every change."""
    return tuple(
        Word(match.group(), match.start(), match.end(), stem)
        for match in _WORD.finditer(text)
        if (stem := _content_stem(match.group())) is not None
    )


def content_stems(text: str) -> list[str]:
    """The stems of the content words, in reading order: quicker where their places do not matter."""
    return [stem for stem in map(_content_stem, _WORD.findall(text)) if stem is not None]


@lru_cache(maxsize=_KNOWN_FORMS)
def _content_stem(form: str) -> str | None:
    """The stem of a word as written, ``None`` for a word that carries no subject."""
    return None if len(form) <= 2 or fold(form) in stop_words() else stem(form)


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def spelled_out(text: str) -> str:
    """The text with the meaning of its abbreviations behind it: for comparing, not for showing."""
    found = dict.fromkeys(short for short in map(_abbreviation, _WORD.findall(text)) if short)
    return " ".join([text, *(abbreviations()[short] for short in found)]) if found else text


@lru_cache(maxsize=_KNOWN_FORMS)
def _abbreviation(form: str) -> str:
    """An abbreviation as it stands in the list, "" for any other word."""
    short = fold(form)
    return short if short in abbreviations() else ""


def negated(text: str, start: int) -> bool:
    """Whether the word at ``start`` stands shortly behind a negation in the same clause ("geen overlast meer")."""
    clause = _SENTENCE_MARKS.split(text[:start])[-1]
    before = [fold(match.group()) for match in _WORD.finditer(clause)]
    return any(word in _NEGATIONS for word in before[-_NEGATION_REACH:])
