"""The agenda of a meeting: what the group does, and in how many minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a meeting. ``topic`` is a key of :data:`app.presenting.words.TOPICS`."""

    topic: str
    minutes: int


# Minutes of a meeting of 90 minutes about this step, without the welcome and the closing.
_INSIDE: dict[int, tuple[Part, ...]] = {
    1: (Part("meet", 25), Part("question", 25), Part("sharing", 20)),
    2: (Part("gaps", 10), Part("figures", 15), Part("subjects", 35), Part("strengths", 10)),
    3: (Part("gaps", 10), Part("causes", 35), Part("views", 15), Part("strengths", 10)),
    4: (Part("gaps", 10), Part("compare", 30), Part("choose", 30)),
    5: (Part("gaps", 10), Part("goals", 40), Part("actions", 20)),
    6: (Part("gaps", 5), Part("reached", 35), Part("learned", 15), Part("further", 15)),
}
_BEFORE = (Part("welcome", 5),)
_AFTER = (Part("decide", 10), Part("agreements", 5))
LEAST = 3


def agenda_for(steps: Sequence[int], minutes: int) -> tuple[Part, ...]:
    """The parts of a meeting about these steps; their minutes add up to ``minutes``.

    The shape is the same for any length; two steps share the time between welcome and decision. A part that would get
    less than three minutes is left out, the smallest first. Without a step it is a meeting as in step 2.
    """
    inside: list[Part] = []
    for number in sorted(set(steps)) or [2]:
        inside += [part for part in _INSIDE[number] if part.topic not in {known.topic for known in inside}]
    parts = [*_BEFORE, *inside, *_AFTER]
    while len(parts) > 1 and minutes < LEAST * len(parts):
        parts.remove(min(parts, key=lambda part: part.minutes))
    return _scaled(parts, minutes)


def _scaled(parts: Sequence[Part], minutes: int) -> tuple[Part, ...]:
    """The parts in proportion, each at least three minutes; what is left over goes to the longest ones first."""
    least = min(LEAST, minutes // len(parts))
    whole = sum(part.minutes for part in parts)
    given = [max(least, part.minutes * minutes // whole) for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (-parts[place].minutes, place))
    turn = 0
    while sum(given) != minutes:
        place = order[turn % len(order)]
        turn += 1
        if sum(given) < minutes:
            given[place] += 1
        elif given[place] > least:
            given[place] -= 1
    return tuple(Part(part.topic, number) for part, number in zip(parts, given, strict=True))
