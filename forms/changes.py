"""What a facilitator can change in a questionnaire, as values, and as plain JSON both ways.

What a change does to a questionnaire is in :mod:`forms.shaping`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forms.questionnaire import Localised, plain


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """Another label for the choice with this value."""

    value: str
    label: Localised


@dataclass(frozen=True, slots=True)
class RewordQuestion:
    """Other words for a question or group. ``None`` leaves a text as it is; an empty hint takes the hint away."""

    id: str
    label: Localised | None = None
    hint: Localised | None = None
    if_missing: Localised | None = None
    choices: tuple[ChoiceWords, ...] = ()


@dataclass(frozen=True, slots=True)
class RewordPage:
    """Other words for a page. ``None`` leaves a text as it is; an empty intro takes the intro away."""

    id: str
    title: Localised | None = None
    intro: Localised | None = None


@dataclass(frozen=True, slots=True)
class Hide:
    """Do not ask a question, group or field."""

    id: str


@dataclass(frozen=True, slots=True)
class Show:
    """Ask a hidden question, group or field again."""

    id: str


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """A question changes places with the one before it on its page (a field: in its group), or after it."""

    id: str
    up: bool


@dataclass(frozen=True, slots=True)
class MovePage:
    """A page changes places with the one before it, or after it."""

    id: str
    up: bool


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """A new question at the end of a page. ``id`` is ``x`` and a number that was never used before.

    ``kind`` is one of :data:`forms.shaping.KINDS`. ``says`` is the kind of statement that the answers are, or "".
    """

    id: str
    page: str
    kind: str
    label: Localised
    choices: tuple[Localised, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Reset:
    """Everything as it was. What was changed before stays in the history."""


Change = RewordQuestion | RewordPage | Hide | Show | MoveQuestion | MovePage | AddQuestion | Reset
KINDS_OF_CHANGE: Mapping[str, type[Change]] = {
    "reword_question": RewordQuestion,
    "reword_page": RewordPage,
    "hide": Hide,
    "show": Show,
    "move_question": MoveQuestion,
    "move_page": MovePage,
    "add_question": AddQuestion,
    "reset": Reset,
}
_NAMES = {kind: name for name, kind in KINDS_OF_CHANGE.items()}


def words(dutch: str, english: str = "") -> Localised:
    """A text in both languages: the Dutch one where there is no English."""
    dutch, english = dutch.strip(), english.strip()
    return Localised(dutch, english or dutch)


def next_id(used: Collection[str]) -> str:
    """An id for a question to add, after all that were ever ``used``."""
    return f"x{1 + max((int(one[1:]) for one in used), default=0)}"


def added_ids(changes: Iterable[Change]) -> list[str]:
    """The ids of all questions that were ever added."""
    return [one.id for one in changes if isinstance(one, AddQuestion)]


def to_plain(change: Change) -> dict[str, Any]:
    """A change as plain JSON values."""
    return {"change": _NAMES[type(change)], **plain(change, _is_empty)}


def from_plain(data: object) -> Change:
    """The change that :func:`to_plain` wrote. Raises :class:`ValueError` where it is none."""
    try:
        given = dict(data)  # type: ignore[call-overload]
        kind = KINDS_OF_CHANGE[given.pop("change")]
        return kind(**{name: _value(name, part) for name, part in given.items()})
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not a change of a questionnaire: {data!r:.120}") from error


def _is_empty(part: Any) -> bool:
    """Whether a field leaves things as they are; an empty text does not, it takes a text away."""
    return part is None or part == ()


def _value(name: str, part: Any) -> Any:
    if isinstance(part, list):
        return tuple(_value(name, one) for one in part)
    if isinstance(part, Mapping):
        if "value" in part:
            return ChoiceWords(_text(part["value"]), _localised(part["label"]))
        return _localised(part)
    return part if name == "up" and isinstance(part, bool) else _text(part)


def _localised(part: Mapping[str, object]) -> Localised:
    return Localised(_text(part["nl"]), _text(part["en"]))


def _text(part: object) -> str:
    if not isinstance(part, str):
        raise TypeError("expected a text")
    return part
