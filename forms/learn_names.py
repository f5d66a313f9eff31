"""Learn what tells a name: ``python -m forms.learn_names CLEAN.csv …`` writes ``data/name_weights.json``.

``data/marked_texts.txt`` holds texts with their personal data marked as ``[[kind|piece]]``; the given files hold texts
without any, in a column ``text``. Each text with a name is read several times, with other names in its place and now
and then as if no list knew them, so that the words around a name are learned too.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from forms.names import DATA, WEIGHTS, features, fold, is_candidate, is_small, listed, tokens

MARKED = DATA / "marked_texts.txt"
_MARK = re.compile(r"\[\[(\w+)\|(.+?)\]\]")
_VARIANTS = 6
_HIDDEN = 0.5
_LOWER = 0.12
_STRENGTH = 2.0
_CLEAN_WEIGHT = 0.1
_SMALLEST = 0.015

Span = tuple[int, int, str]
Example = tuple[list[str], bool, float]


def unmarked(line: str) -> tuple[str, list[Span]]:
    """A marked line as plain text with its pieces as (start, end, kind)."""
    text, spans, place = "", [], 0
    for match in _MARK.finditer(line):
        text += line[place : match.start()]
        spans.append((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        place = match.end()
    return text + line[place:], spans


def marked_lines(path: Path = MARKED) -> list[str]:
    """The lines of a marked file."""
    return path.read_text(encoding="utf-8").splitlines()


def examples(marked: Sequence[str], clean: Sequence[str], seed: int = 0) -> Iterator[Example]:
    """Features, whether it is a name, and weight, of every candidate."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret: the same file every time)
    stock = _stock()
    for line in marked:
        yield from _read(line, chance, hide=False, weight=1.0)
        for _ in range(_VARIANTS if "[[name|" in line else 0):
            hide = chance.random() < _HIDDEN
            yield from _read(_with_others(line, chance, stock), chance, hide=hide, weight=1.0 / _VARIANTS)
    for text in clean:
        yield from _read(text, chance, hide=False, weight=_CLEAN_WEIGHT)


def _stock() -> tuple[list[str], list[str]]:
    first, more, last = (sorted(listed(name)) for name in ("first_names", "more_first_names", "surnames"))
    return first * 4 + more, last


def _read(line: str, chance: random.Random, *, hide: bool, weight: float) -> Iterator[Example]:
    text, spans = unmarked(line)
    found = tokens(text)
    for place, token in enumerate(found):
        if is_candidate(found, place):
            inside = next((kind for start, end, kind in spans if start <= token.start < end), "")
            if inside not in {"", "name"}:
                continue
            said = inside == "name" and _carries(token.text)
            hidden = hide and said and chance.random() < 0.8
            yield list(features(found, place, hide=hidden)), said, weight


def _carries(word: str) -> bool:
    """Whether a word inside a marked name is the name itself, not the title before it."""
    return not is_small(fold(word).rstrip("."))


def _with_others(line: str, chance: random.Random, stock: tuple[list[str], list[str]]) -> str:
    """The line with other names in its places."""
    firsts, lasts = stock

    def other(match: re.Match[str]) -> str:
        kind, piece = match.groups()
        if kind != "name":
            return match.group()
        told = 0
        words: list[str] = []
        for word in piece.split(" "):
            bare = word.strip("(),'\"’")
            if len(bare) > 2 and bare[0].isalpha() and _carries(bare) and (bare[0].isupper() or told == 0):
                made = chance.choice(firsts if told == 0 and not words else lasts)
                made = made if chance.random() < _LOWER and bare[0].islower() else made.title()
                words.append(word.replace(bare, made))
                told += 1
            else:
                words.append(word)
        return f"[[name|{' '.join(words)}]]"

    return _MARK.sub(other, line)


def learn(marked: Sequence[str], clean: Sequence[str]) -> dict[str, float]:
    """The weight of every feature that matters, and ``bias``."""
    found = list(examples(marked, clean))
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(names, 1.0) for names, _, _ in found])
    model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(
        table, [said for _, said, _ in found], sample_weight=[weight for _, _, weight in found]
    )
    pairs = zip(vectorizer.get_feature_names_out(), model.coef_[0].tolist(), strict=True)
    kept = {name: round(weight, 2) for name, weight in pairs if abs(weight) >= _SMALLEST}
    return {"bias": round(float(model.intercept_[0]), 3)} | dict(sorted(kept.items()))


def main() -> None:
    """Write the weights."""
    clean = []
    for path in sys.argv[1:]:
        with Path(path).open(encoding="utf-8", newline="") as file:
            clean += [row["text"] for row in csv.DictReader(file)]
    WEIGHTS.write_text(json.dumps(learn(marked_lines(), clean), ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main()
