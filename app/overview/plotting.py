"""Where subjects stand on two axes that never change: how bad people find it, and how firmly they know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from app.overview.views import Card
from synthesis.counting import Counts
from synthesis.model import Evidence

WIDTH, HEIGHT = 440, 320
LARGEST, SMALLEST = 40, 10
APART = 34
FIRM = (Evidence.FIGURES, Evidence.SEEN)


@dataclass(frozen=True, slots=True)
class Spot:
    """A subject on the plot: its number, its middle from the left and the top, and its radius.

    The area goes with the organisations that name it, of all that take part: it is the same on every map of a phase.
    """

    card: Card
    number: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Plot:
    """The subjects with a place, the largest first, so that small ones lie on top.

    ``left_out`` are those of which nobody said how bad it is, or how they know.
    """

    spots: tuple[Spot, ...]
    left_out: tuple[Card, ...]

    @property
    def numbered(self) -> tuple[Spot, ...]:
        """The same, by number."""
        return tuple(sorted(self.spots, key=lambda spot: spot.number))


def firm_share(counts: Counts) -> float | None:
    """The share that was counted or seen, of the cards that tell how their author knows; ``None`` without any."""
    known = sum(tally.statements for tally in counts.evidence)
    firm = sum(tally.statements for tally in counts.evidence if tally.name in FIRM)
    return firm / known if known else None


def plot(cards: Sequence[Card], organisations: int) -> Plot:
    """Each subject at its median severity (1–5) and its share of firm cards (0–1)."""
    spots: list[Spot] = []
    left_out: list[Card] = []
    for card in cards:
        severity, firm = card.counts.severity, firm_share(card.counts)
        if severity is None or firm is None:
            left_out.append(card)
            continue
        radius = max(SMALLEST, LARGEST * sqrt(card.counts.organisations / organisations))
        x, y = WIDTH * (severity.median - 1) / 4, HEIGHT * (1 - firm)
        spots.append(Spot(card, len(spots) + 1, _beside(spots, x, y), round(y, 1), round(radius, 1)))
    return Plot(tuple(sorted(spots, key=lambda spot: (-spot.radius, spot.number))), tuple(left_out))


def _beside(spots: Sequence[Spot], x: float, y: float) -> float:
    """The place itself, or as little beside it as keeps every number readable; who came first stays."""
    for step in range(2 * len(spots) + 1):
        tried = x + APART * ((step + 1) // 2) * (1 if step % 2 else -1)
        if all(hypot(spot.x - tried, spot.y - y) >= APART for spot in spots):
            return tried
    return x
