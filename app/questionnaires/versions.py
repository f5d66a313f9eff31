"""May this text be saved over what is there? Decided from what the writer last saw, so that no newer text is lost."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from app.models import Answer
from forms.keys import AnswerKey, Value

# Characters that a page cannot hold; they come back from a browser as U+FFFD.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Verdict(Enum):
    """What to do with a text that comes in."""

    KEEP = auto()  # what is stored stays: the text is the same, or was not touched by this writer
    WRITE = auto()
    CONFLICT = auto()  # somebody else, or another screen, wrote something that this writer has not seen


@dataclass(frozen=True, slots=True)
class Seen:
    """What a writer last saw of an answer: its version and a digest of its text. Opaque to browsers."""

    version: int
    digest: str

    def __str__(self) -> str:
        return f"{self.version}.{self.digest}"

    @classmethod
    def parse(cls, token: str) -> Seen:
        """The reverse of ``str``. A token that is not ours has seen nothing."""
        version, _, digest = token.partition(".")
        return cls(int(version), digest) if re.fullmatch(r"\d{1,9}", version, re.ASCII) else cls(-1, "")


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it is in the database; version 0 where there is none yet."""

    value: Value
    version: int

    @property
    def seen(self) -> Seen:
        """What somebody who reads it now has seen."""
        return Seen(self.version, digest(self.value))


NOTHING = Stored("", 0)


def stored(row: Answer | None) -> Stored:
    """What a row of the database holds."""
    if row is None:
        return NOTHING
    return Stored(row.value if isinstance(row.value, str) else tuple(row.value), row.version)


def key_of(row: Answer) -> AnswerKey:
    """The address of a row of the database."""
    return AnswerKey(row.question_id, row.item, row.repeat)


def showable(text: str) -> str:
    """``text`` as a browser gives it back: what a page cannot hold becomes the replacement character."""
    return _UNSHOWABLE.sub("\ufffd", text)


def digest(value: Value) -> str:
    """A short fingerprint of a value; blank values have one and the same."""
    return hashlib.sha256(json.dumps(_plain(value)).encode()).hexdigest()[:16]


def same(one: Value, other: Value) -> bool:
    """Whether two values read the same on a page."""
    return _plain(one) == _plain(other)


def decide(stored: Stored, typed: Value, seen: Seen, mine: Collection[Value] = ()) -> Verdict:
    """What to do with ``typed`` from a writer that last saw ``seen``.

    ``mine`` are texts that this writer sent without hearing whether they arrived: those are no one else's.
    """
    if same(stored.value, typed):
        return Verdict.KEEP
    if seen == stored.seen or any(same(stored.value, value) for value in mine):
        return Verdict.WRITE
    if seen.digest == digest(typed):
        return Verdict.KEEP
    return Verdict.CONFLICT


def _plain(value: Value) -> list[str]:
    texts = [value] if isinstance(value, str) else list(value)
    shown = [showable(text) for text in texts]
    return shown if any(shown) else []
