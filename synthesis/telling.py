"""The words that tie one statement to another: what a wish and a wish, a question and an answer have in common."""

from __future__ import annotations

from functools import cache

from synthesis.language import Word, content_words, fold, stem, word_list
from synthesis.phrases import is_noun

_SHORTEST_PART = 5


def telling(text: str) -> frozenset[str]:
    """The stems of the words in a text that carry a subject."""
    return frozenset(word.stem for word in content_words(text))


def nouns(text: str) -> list[Word]:
    """The nouns in a text that tell one subject from another: none that says little on its own ("kinderen", "hulp")."""
    return [word for word in content_words(text) if word.stem not in vague() and is_noun(fold(word.text))]


@cache
def vague() -> frozenset[str]:
    """The stems of nouns that say little on their own."""
    return frozenset(stem(word) for word in word_list("vague_heads"))


def pointed(text: str) -> frozenset[str]:
    """The stems of those nouns: what two texts must share to be about the same thing."""
    return frozenset(word.stem for word in nouns(text))


def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The stems of ``one`` that ``other`` has too, whole or as the first or last part of a compound."""
    return (one & other) | {word for word in one - other if any(related(word, known) for known in other)}


def related(one: str, other: str) -> bool:
    """Whether two stems are the same, or one begins or ends with the other ("container", "containerplek")."""
    if one == other:
        return True
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return len(short) >= _SHORTEST_PART and (long.startswith(short) or long.endswith(short))
