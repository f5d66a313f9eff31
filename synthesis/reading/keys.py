"""Keys of answers that stand for what was said, not for where it stood."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, replace

from synthesis.model import Answer


def keyed(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers with keys made of their content, so that the same rows in any order get the same keys.

    Answers with the same respondent, question and text are numbered; by all else that is known of them, then by row.
    """
    alike: dict[str, list[int]] = {}
    for place, answer in enumerate(answers):
        alike.setdefault(_key(answer), []).append(place)
    keys: dict[int, str] = {}
    for key, places in alike.items():
        ordered = sorted(places, key=lambda place: (_content(answers[place]), place)) if len(places) > 1 else places
        keys |= {place: f"{key}-{number}" if number > 1 else key for number, place in enumerate(ordered, 1)}
    return tuple(replace(answer, key=keys[place]) for place, answer in enumerate(answers))


def _key(answer: Answer) -> str:
    said = "\x1f".join((answer.respondent, answer.asked, answer.text))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _content(answer: Answer) -> tuple[str, ...]:
    return tuple(str(value) for value in astuple(replace(answer, row=None)))
