"""Pictures of the problem map that a group reads at once, on a wall and on a phone.

One row per subject, most organisations first: a bar with one block per organisation on the same scale for all, the
severity beside it on a fixed scale of five, and below it what the cards say, each kind with its own shape, colour and
word. Nothing depends on colour, and nothing needs a legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis import counting
from synthesis.counting import Counts, Severity
from synthesis.model import Evidence, Kind, MapCluster, ProblemMap, Standing
from synthesis.sheet import INK, LINE, LINE_HEIGHT, MUTED, PAPER, TRACK, Sheet, styled

ACCENT, CONFIRMED = "#0b4f8a", "#1e6b3a"
BOLD = 700
_THINNEST_BLOCK = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind is drawn and named: colour, matplotlib marker and its size, Dutch word for one and for more."""

    colour: str
    shape: str
    size: float
    one: str
    many: str


KINDS = {
    Kind.PROBLEM: Look("#a8391c", "o", 0.85, "waarneming", "waarnemingen"),
    Kind.CAUSE: Look("#7a4b00", "^", 0.9, "oorzaak", "oorzaken"),
    Kind.EFFECT: Look("#7a4b00", "v", 0.9, "gevolg", "gevolgen"),
    Kind.STRENGTH: Look("#1e6b3a", "P", 0.9, "kracht", "krachten"),
    Kind.UNKNOWN: Look("#5b3f8c", "D", 0.68, "vraag", "vragen"),
    Kind.DESIRED: Look(ACCENT, "*", 1.15, "wens", "wensen"),
    Kind.SOLUTION: Look("#0b5f66", "p", 0.95, "idee", "ideeën"),
    Kind.DOUBT: Look("#5a6470", "s", 0.75, "twijfel", "twijfels"),
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


def problem_map(found: ProblemMap, size: Size = PAGE, *, part: bool = False, line: Sequence[str] = ()) -> str:
    """The map as SVG (text, UTF-8): the same map gives the same file. The rest is as in :func:`description`."""
    with styled():
        sheet = Sheet(size.width)
        height = _draw(sheet, found, size, part=part, line=line)
        return sheet.svg(height, finding(found), description(found, part=part, line=line))


def problem_map_png(found: ProblemMap, size: Size = PAGE, *, part: bool = False) -> bytes:
    """The map as PNG, twice as many pixels as the size has points. ``part`` as in :func:`description`."""
    with styled():
        sheet = Sheet(size.width)
        return sheet.png(_draw(sheet, found, size, part=part, line=()))


def finding(found: ProblemMap) -> str:
    """What the picture says, in one Dutch sentence."""
    rows = _rows(found)
    whole = counting.count(found.statements)
    if not rows:
        return "Er staan nog geen onderwerpen op de kaart."
    if whole.few:
        return "Dit zijn de onderwerpen tot nu toe."
    most = rows[0][1].organisations
    first = [cluster.title for cluster, counts in rows if counts.organisations == most]
    if most == 1:
        return "Elk onderwerp is door één organisatie genoemd."
    times = f"{most} van de {whole.organisations} organisaties"
    if len(first) == 1:
        return f"Het meest genoemd: {first[0]}, door {times}."
    if len(first) == 2:
        return f"Het meest genoemd: {first[0]} en {first[1]}, elk door {times}."
    return f"{len(first)} onderwerpen zijn het meest genoemd, elk door {times}."


def description(found: ProblemMap, *, part: bool = False, line: Sequence[str] = ()) -> str:
    """All that the picture shows, in Dutch sentences.

    ``part``: subjects that are not confirmed were left out. ``line``: the ids of subjects that keep their place in this
    order; without it, and after them, those that most organisations name come first.
    """
    rows = _rows(found, line)
    few = counting.count(found.statements).few
    sentences = [_source(found), _state(found, part=part)]
    for number, (cluster, counts) in enumerate(rows, 1):
        parts = [cluster.title]
        if not few:
            parts.append(counting.in_words(counts).replace(" · ", ", "))
            parts += [_severity_label(counts.severity)] if counts.severity else []
        parts.append(", ".join(_kind_in_words(*chip, few) for chip in _chips(counts)))
        parts += ["bevestigd"] if cluster.standing is Standing.CONFIRMED else []
        sentences.append(f"{number}. {'; '.join(parts)}.")
    return " ".join([*sentences, *_notes(found)])


def _rows(found: ProblemMap, line: Sequence[str] = ()) -> list[tuple[MapCluster, Counts]]:
    """The clusters to draw with their counts, in line and then ranked; parked ones are only named below."""
    shown = [cluster for cluster in counting.ranked(found) if cluster.standing is not Standing.PARKED]
    held = {key: place for place, key in enumerate(line)}
    shown.sort(key=lambda cluster: held.get(cluster.id, len(held)))
    return [(cluster, counting.count(counting.members(found, cluster))) for cluster in shown]


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


def _draw(sheet: Sheet, found: ProblemMap, size: Size, *, part: bool, line: Sequence[str]) -> float:
    """Draw everything; returns the height."""
    rows = _rows(found, line)
    whole = counting.count(found.statements)
    columns = _columns(size, any(counts.severity for _, counts in rows))
    picture = _Picture(sheet, size, columns, whole)
    y = picture.top(finding(found), f"{_source(found)} {_state(found, part=part)}", with_heads=bool(rows))
    for cluster, counts in rows:
        y = picture.row(cluster, counts, y)
    return picture.bottom(_notes(found), y) + size.margin


@dataclass(frozen=True, slots=True)
class _Picture:
    """The parts of the picture; each draws itself from ``y`` downwards and returns where it ends."""

    sheet: Sheet
    size: Size
    columns: _Columns
    whole: Counts

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
        heads = [(self.columns.bars, f"Een blokje is een organisatie; er zijn er {self.whole.organisations}.")]
        if self.columns.scale:
            heads.append((self.columns.scale, "Hoe erg, van 1 tot 5"))
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
            *counting.in_words(counts).split(" · "),
            *([f"{len(cluster.new_ids)} nieuw"] if cluster.new_ids else []),
        ]
        y = self.sheet.paragraph(left, below, _breaking_between(parts), right - left, words)
        if self.columns.scale and counts.severity:
            left_scale, right_scale = self.columns.scale
            self.severity(counts.severity, middle, self.columns.scale)
            label = _severity_label(counts.severity)
            y = max(y, self.sheet.paragraph(left_scale, below, label, right_scale - left_scale, words))
        return self.kinds(counts, (left, sides[1]), y + words * 0.2) + words * 0.8

    def title(self, cluster: MapCluster, y: float) -> float:
        """The title, and at its right whether the group confirmed it."""
        words, (left, right) = self.size.words, self.sides
        badge = "✓ bevestigd" if cluster.standing is Standing.CONFIRMED else ""
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
        for kind, number in _chips(counts):
            look = KINDS[kind]
            words = _kind_in_words(kind, number, self.whole.few)
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


def _chips(counts: Counts) -> list[tuple[Kind, int]]:
    return [(Kind(tally.name), tally.statements) for tally in counts.kinds]


def _kind_in_words(kind: Kind, number: int, few: bool) -> str:
    look = KINDS[kind]
    return look.many if few else f"{number} {look.one if number == 1 else look.many}"


def _breaking_between(parts: list[str]) -> str:
    """The parts with a dot between them, to be broken over lines only after a dot."""
    return " ".join(f"{part} ·".replace(" ", "\N{NO-BREAK SPACE}") for part in parts)[:-2]


def _in_halves(score: float) -> float:
    return round(2 * score) / 2


def _severity_label(scores: Severity) -> str:
    middle = f"{_in_halves(scores.median):g}".replace(".", ",")
    return f"ernst {middle}, bespreken" if scores.discuss else f"ernst {middle}"


def _source(found: ProblemMap) -> str:
    """What the picture was made from."""
    whole = counting.count(found.statements)
    if whole.few:
        return "Er deden minder dan drie organisaties mee. Daarom staan hier geen aantallen."
    cards, people = (counting.in_words(whole).split(" · ")[place] for place in (2, 1))
    return f"Gemaakt van {cards} van {people} van {whole.organisations} organisaties."


def _state(found: ProblemMap, *, part: bool) -> str:
    """How far the group is with it; of a part only what it is."""
    if part:
        return "Hier staan alleen de onderwerpen die de groep heeft bevestigd."
    shown = [cluster for cluster in found.clusters if cluster.standing is not Standing.PARKED]
    agreed = sum(cluster.standing is Standing.CONFIRMED for cluster in shown)
    if not agreed:
        return "Dit is een concept: de groep heeft nog niets bevestigd."
    if agreed == len(shown):
        return "De groep heeft alle onderwerpen bevestigd."
    return f"De groep heeft {agreed} van de {len(shown)} onderwerpen bevestigd."


def _notes(found: ProblemMap) -> list[str]:
    """What is not drawn."""
    parked = sorted(cluster.title for cluster in found.clusters if cluster.standing is Standing.PARKED)
    notes = [f"Op de parkeerplaats: {'; '.join(parked)}."] if parked else []
    if found.signals and not counting.count(found.statements).few:
        single = len(found.signals) == 1
        notes.append(
            "1 los signaal staat nog apart." if single else f"{len(found.signals)} losse signalen staan nog apart."
        )
    return notes
