"""Which of several phrases for the same blank is shared most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from synthesis.language import content_words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as somebody wrote it, and how many organisations wrote it in the same words."""

    text: str
    organisations: int


def by_sharing(written: Iterable[tuple[str, str]]) -> tuple[Phrase, ...]:
    """Phrases of (organisation, text), most shared first; each wording once, in the order-independent first spelling.

    First counts how many organisations used the same words, then how many other organisations share a word stem with
    it, then the shorter text.
    """
    spellings: dict[str, set[str]] = {}
    users: dict[str, set[str]] = {}
    for organisation, text in written:
        key = _same_words(text)
        if key:
            spellings.setdefault(key, set()).add(text.strip().rstrip("."))
            users.setdefault(key, set()).add(organisation)
    stems = {key: {word.stem for word in content_words(key)} for key in users}

    def echo(key: str) -> int:
        near = (users[other] for other in users if other != key and stems[key] & stems[other])
        return len(set().union(*near) - users[key])

    order = sorted(users, key=lambda key: (-len(users[key]), -echo(key), len(key), key))
    return tuple(Phrase(min(spellings[key]), len(users[key])) for key in order)


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,;:!?")
