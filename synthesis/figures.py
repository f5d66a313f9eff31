"""Pictures of the problem map that a group reads at once, on a wall and on a phone.

One row per subject, most organisations first: a bar with one block per organisation on the same scale for all, the
severity beside it on a fixed scale of five, and below it what the cards say, each kind with its own shape, colour and
word. Nothing depends on colour, and nothing needs a legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.counting import Counts, Severity
from synthesis.map_words import MapWords, Say, chips
from synthesis.model import Evidence, Kind, MapCluster, ProblemMap, Standing
from synthesis.sheet import INK, LINE, LINE_HEIGHT, MUTED, PAPER, TRACK, Sheet, styled

ACCENT, CONFIRMED = "#0b4f8a", "#1e6b3a"
BOLD = 700
_THINNEST_BLOCK = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind is drawn: colour, matplotlib marker and its size."""

    colour: str
    shape: str
    size: float


KINDS = {
    Kind.PROBLEM: Look("#a8391c", "o", 0.85),
    Kind.CAUSE: Look("#7a4b00", "^", 0.9),
    Kind.EFFECT: Look("#7a4b00", "v", 0.9),
    Kind.STRENGTH: Look("#1e6b3a", "P", 0.9),
    Kind.UNKNOWN: Look("#5b3f8c", "D", 0.68),
    Kind.DESIRED: Look(ACCENT, "*", 1.15),
    Kind.SOLUTION: Look("#0b5f66", "p", 0.95),
    Kind.DOUBT: Look("#5a6470", "s", 0.75),
}

EVIDENCE = {
    Evidence.FIGURES: "uit cijfers",
    Evidence.SEEN: "zelf gezien",
    Evidence.RESIDENTS: "van bewoners gehoord",
    Evidence.COLLEAGUE: "van een collega gehoord",
    Evidence.ASSUMPTION: "vermoeden",
}


@dataclass(frozen=True, slots=True)
class Size:
    """Measures in points; ``words`` is the size of the small text, all else follows from it."""

    width: float
    words: float

    @property
    def title(self) -> float:
        return self.words * 1.2

    @property
    def margin(self) -> float:
        return self.words * 1.2


PAGE = Size(width=760, words=13)
PHONE = Size(width=390, words=13)
SCREEN = Size(width=1280, words=24)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the evidence bar: ``start`` and ``share`` are fractions of its length."""

    evidence: Evidence
    label: str
    statements: int
    start: float
    share: float


def evidence_bar(counts: Counts) -> tuple[Segment, ...]:
    """The segments of the evidence bar, hard to soft; empty where nobody told how they know."""
    total = sum(tally.statements for tally in counts.evidence)
    segments: list[Segment] = []
    start = 0
    for tally in counts.evidence:
        kind = Evidence(tally.name)
        segments.append(Segment(kind, EVIDENCE[kind], tally.statements, start / total, tally.statements / total))
        start += tally.statements
    return tuple(segments)


def problem_map(
    found: ProblemMap, size: Size = PAGE, *, part: bool = False, line: Sequence[str] = (), say: Say = str
) -> str:
    """The map as SVG (text, UTF-8): the same map gives the same file. The rest is as in :class:`MapWords`."""
    words = MapWords(found, part, line, say)
    with styled():
        sheet = Sheet(size.width)
        return sheet.svg(_draw(sheet, words, size), words.finding(), words.description())


def problem_map_png(found: ProblemMap, size: Size = PAGE, *, part: bool = False) -> bytes:
    """The map as PNG, twice as many pixels as the size has points."""
    with styled():
        sheet = Sheet(size.width)
        return sheet.png(_draw(sheet, MapWords(found, part), size))


def finding(found: ProblemMap, say: Say = str) -> str:
    """What the picture says, in one sentence."""
    return MapWords(found, say=say).finding()


def description(found: ProblemMap, *, part: bool = False) -> str:
    """All that the picture shows, in Dutch sentences."""
    return MapWords(found, part).description()


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the bars and the severity scale begin and end; without scores there is no scale."""

    bars: tuple[float, float]
    scale: tuple[float, float] | None


def _columns(size: Size, scored: bool) -> _Columns:
    left, right = size.margin + size.words * 2.4, size.width - size.margin
    if not scored:
        return _Columns((left, right), None)
    wide = min(size.width * 0.22, size.words * 11)
    return _Columns((left, right - wide - size.words * 2), (right - wide, right))


def _draw(sheet: Sheet, words: MapWords, size: Size) -> float:
    """Draw everything; returns the height."""
    columns = _columns(size, any(counts.severity for _, counts in words.rows))
    picture = _Picture(sheet, size, columns, words.whole, words)
    y = picture.top(words.finding(), f"{words.source()} {words.state()}", with_heads=bool(words.rows))
    for cluster, counts in words.rows:
        y = picture.row(cluster, counts, y)
    return picture.bottom(words.notes(), y) + size.margin


@dataclass(frozen=True, slots=True)
class _Picture:
    """The parts of the picture; each draws itself from ``y`` downwards and returns where it ends."""

    sheet: Sheet
    size: Size
    columns: _Columns
    whole: Counts
    said: MapWords

    @property
    def sides(self) -> tuple[float, float]:
        return self.size.margin, self.size.width - self.size.margin

    def top(self, title: str, subtitle: str, *, with_heads: bool) -> float:
        """What the picture says and was made from, and what its two scales are."""
        words, (left, right) = self.size.words, self.sides
        y = self.sheet.paragraph(left, self.size.margin, title, right - left, words * 1.5, weight=BOLD)
        y = self.sheet.paragraph(left, y + words * 0.4, subtitle, right - left, words, colour=MUTED) + words
        if not with_heads or self.whole.few:
            return y
        blocks, scale = self.said.heads()
        heads = [(self.columns.bars, blocks)]
        if self.columns.scale:
            heads.append((self.columns.scale, scale))
        ends = [self.sheet.paragraph(a, y, head, b - a, words, colour=MUTED) for (a, b), head in heads]
        return max(ends) + words * 0.8

    def row(self, cluster: MapCluster, counts: Counts, y: float) -> float:
        """One subject: title, bar and scale, counts in words, and its cards by kind."""
        words, sides = self.size.words, self.sides
        self.sheet.rule(sides, (y, y), LINE, 0.75)
        y = self.title(cluster, y + words * 0.7) + words * 0.4
        if self.whole.few:
            return self.kinds(counts, sides, y) + words * 0.8
        left, right = self.columns.bars
        middle, below = y + words * 0.75, y + words * 1.95
        self.bar(counts.organisations, middle, words * 1.5)
        parts = [
            *self.said.counts(counts),
            *([self.said.new(len(cluster.new_ids))] if cluster.new_ids else []),
        ]
        y = self.sheet.paragraph(left, below, _breaking_between(parts), right - left, words)
        if self.columns.scale and counts.severity:
            left_scale, right_scale = self.columns.scale
            self.severity(counts.severity, middle, self.columns.scale)
            label = self.said.severity(counts.severity)
            y = max(y, self.sheet.paragraph(left_scale, below, label, right_scale - left_scale, words))
        return self.kinds(counts, (left, sides[1]), y + words * 0.2) + words * 0.8

    def title(self, cluster: MapCluster, y: float) -> float:
        """The title, and at its right whether the group confirmed it."""
        words, (left, right) = self.size.words, self.sides
        badge = f"✓ {self.said.confirmed()}" if cluster.standing is Standing.CONFIRMED else ""
        if badge:
            self.sheet.text(right, y + self.size.title, badge, words, weight=BOLD, colour=CONFIRMED, align="right")
            right -= self.sheet.measure(badge, words, BOLD) + words
        return self.sheet.paragraph(left, y, cluster.title, right - left, self.size.title, weight=BOLD)

    def bar(self, number: int, middle: float, height: float) -> None:
        """One block per organisation, on a track as long as all organisations together, and the number before it."""
        left, right = self.columns.bars
        top, block = middle - height / 2, (right - left) / self.whole.organisations
        base, before = middle + height * 0.34, left - self.size.words * 0.6
        self.sheet.text(before, base, str(number), height * 0.92, weight=BOLD, colour=ACCENT, align="right")
        self.sheet.box(left, top, right - left, height, TRACK)
        self.sheet.box(left, top, block * number, height, ACCENT)
        for end in range(1, self.whole.organisations if block > _THINNEST_BLOCK else 0):
            self.sheet.rule((left + block * end,) * 2, (top, top + height), PAPER, min(1.5, block / 8))

    def severity(self, scores: Severity, middle: float, ends: tuple[float, float]) -> None:
        """The median as a dot on a line from 1 to 5, with a band from the lowest to the highest score."""
        words = self.size.words

        def place(score: float) -> float:
            return ends[0] + (ends[1] - ends[0]) * (score - 1) / 4

        self.sheet.rule(ends, (middle, middle), LINE)
        for score in range(1, 6):
            self.sheet.rule((place(score),) * 2, (middle - words * 0.3, middle + words * 0.3), LINE)
        if scores.highest > scores.lowest:
            self.sheet.rule((place(scores.lowest), place(scores.highest)), (middle, middle), MUTED, words * 0.35)
        for colour, size in ((PAPER, 1.15), (INK, 0.95)):
            self.sheet.mark(place(_in_halves(scores.median)), middle, "o", colour, words * size)

    def kinds(self, counts: Counts, ends: tuple[float, float], y: float) -> float:
        """The cards by kind, each with its shape and word, on as many lines as that takes."""
        size, x, y = self.size.words, ends[0], y + self.size.words
        for kind, number in chips(counts):
            look = KINDS[kind]
            words = self.said.kind(kind, number)
            wide = size * 1.2 + self.sheet.measure(words, size)
            if x > ends[0] and x + wide > ends[1]:
                x, y = ends[0], y + size * LINE_HEIGHT
            self.sheet.mark(x + size * 0.4, y - size * 0.36, look.shape, look.colour, size * look.size)
            self.sheet.text(x + size * 1.2, y, words, size, colour=look.colour)
            x += wide + size * 1.1
        return y + size * (LINE_HEIGHT - 1)

    def bottom(self, notes: list[str], y: float) -> float:
        """What is not drawn, in words."""
        words, (left, right) = self.size.words, self.sides
        if notes:
            self.sheet.rule((left, right), (y, y), LINE, 0.75)
            y += words * 0.6
        for note in notes:
            y = self.sheet.paragraph(left, y, note, right - left, words, colour=MUTED) + words * 0.3
        return y


def _breaking_between(parts: list[str]) -> str:
    """The parts with a dot between them, to be broken over lines only after a dot."""
    return " ".join(f"{part} ·".replace(" ", "\N{NO-BREAK SPACE}") for part in parts)[:-2]


def _in_halves(score: float) -> float:
    return round(2 * score) / 2
