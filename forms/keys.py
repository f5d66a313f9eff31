"""The address of an answer, and what an answer is."""

from __future__ import annotations

import re
from dataclasses import dataclass

Value = str | tuple[str, ...]
"""An answer exactly as typed or chosen: one text, or several. Numbers and dates too."""

QUESTION_ID = re.compile(r"[1-9]\d?\.\d{1,2}[a-z]?", re.ASCII)
ADDED_ID = re.compile(r"x[1-9]\d{0,2}", re.ASCII)
"""The id of a question that a facilitator added to the questionnaire of a step."""

_NAME = re.compile(r"q([1-9]\d?-\d{1,2}[a-z]?|x[1-9]\d{0,2})_(\d{1,4})(?:_([0-9A-Za-z_]+))?", re.ASCII)
_PLAIN = re.compile(rb"[0-9A-Za-z]")
_ESCAPE = re.compile(r"_([0-9a-f]{2})|([0-9A-Za-z])", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class AnswerKey:
    """Question, the thing it is asked about ("" where none) and the 0-based number of the repeat (0 where none)."""

    question_id: str
    item: str = ""
    repeat: int = 0

    @property
    def name(self) -> str:
        """Name and id of the field on a page: ASCII letters, digits, ``-`` and ``_`` only, so no escaping anywhere.

        An item never brings a ``-`` into it, so ``name + "-0"`` is free for the parts of a field.
        """
        name = f"q{self.question_id.replace('.', '-')}_{self.repeat}"
        return f"{name}_{_encoded(self.item)}" if self.item else name

    @classmethod
    def parse(cls, name: str) -> AnswerKey:
        """The reverse of :attr:`name`. Raises :class:`ValueError` for any other text."""
        found = _NAME.fullmatch(name)
        if not found:
            raise ValueError(f"not the name of an answer: {name[:80]!r}")
        question_id, repeat, item = found.groups()
        key = cls(question_id.replace("-", "."), _decoded(item or ""), int(repeat))
        if key.name != name:
            raise ValueError(f"not the name of an answer: {name[:80]!r}")
        return key


def is_blank(value: Value) -> bool:
    """Whether nothing was typed or chosen."""
    return not any(part.strip() for part in ((value,) if isinstance(value, str) else value))


def first_text(value: Value) -> str:
    """The text of an answer that holds one; "" where it is blank."""
    return next(iter(texts(value)), "")


def texts(value: Value) -> tuple[str, ...]:
    """The parts of a value that hold something."""
    return tuple(part for part in ((value,) if isinstance(value, str) else value) if part.strip())


def _encoded(item: str) -> str:
    parts = (bytes([byte]) for byte in item.encode("utf-8"))
    return "".join(part.decode() if _PLAIN.match(part) else f"_{part[0]:02x}" for part in parts)


def _decoded(name: str) -> str:
    found = list(_ESCAPE.finditer(name))
    if "".join(part.group() for part in found) != name:
        raise ValueError(f"not the name of an item: {name[:80]!r}")
    data = b"".join(bytes.fromhex(part[1]) if part[1] else part[2].encode() for part in found)
    return data.decode("utf-8")  # UnicodeDecodeError is a ValueError
