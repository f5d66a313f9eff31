"""The draft as one page to read, print or mail: plain Dutch, everything in the file itself, no scripts."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from synthesis import counting, figures
from synthesis.counting import Counts, Severity
from synthesis.model import CandidateGoal, Draft, Kind, MapCluster, Placement, ProblemMap, Statement
from synthesis.replay import apply

_HERE = Path(__file__).parent
_ALONE = "Los signaal"

# In the order in which people speak about a subject. Ideas are not here: they wait on the parking list.
HEADINGS = {
    Kind.PROBLEM: ("●", "Waargenomen"),
    Kind.CAUSE: ("▲", "Oorzaken"),
    Kind.EFFECT: ("▼", "Gevolgen"),
    Kind.STRENGTH: ("✚", "Krachten"),
    Kind.UNKNOWN: ("?", "Wat we nog niet weten"),
    Kind.DESIRED: ("◆", "Gewenst"),
    Kind.DOUBT: ("≠", "Andere kijk"),
}
READS_AS = {
    Kind.PROBLEM: "een probleem",
    Kind.CAUSE: "een oorzaak",
    Kind.EFFECT: "een gevolg",
    Kind.STRENGTH: "een kracht",
    Kind.UNKNOWN: "een vraag",
    Kind.DESIRED: "een wens",
    Kind.SOLUTION: "een oplossing",
    Kind.DOUBT: "een twijfel",
}
SURENESS = ((0.75, "heel zeker"), (0.5, "vrij zeker"), (0.0, "onzeker"))
FREQUENCY = {"daily": "dagelijks", "weekly": "wekelijks", "monthly": "maandelijks", "less": "minder dan elke maand"}


@dataclass(frozen=True, slots=True)
class Card:
    """A statement as it is shown: where it stands in the file, what more is known of it, and why it is here."""

    text: str
    facts: tuple[str, ...]
    reads_as: str
    reason: str
    sure: str
    runner_up: str
    subject: str


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one kind."""

    kind: str
    mark: str
    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A candidate goal with the rows it was made of and what it still lacks."""

    text: str
    rows: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A problem with all that was said of it; ``facts`` are a word with what it is."""

    anchor: str
    title: str
    counts: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    goals: tuple[Goal, ...]
    ideas: str


def page(draft: Draft, numbers: Mapping[str, int]) -> str:
    """The page as HTML; ``numbers`` gives the row in the spreadsheet by answer key.

    Below three organisations it shows no counts, for they would point at people. Nobody's name is on it, and no
    organisation's.
    """
    found = apply(draft, [])
    view = _View(found, numbers)
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        style=(_HERE / "style" / "page.css").read_text(encoding="utf-8"),
        draft=draft,
        finding=figures.finding(found),
        source=view.source(),
        pictures=[_as_address(figures.problem_map(found, size)) for size in (figures.PAGE, figures.PHONE)],
        subjects=view.subjects(),
        ideas=view.cards(counting.parking_list(found)),
        signals=view.groups(view.alone()),
        lone_ideas=view.ideas(view.alone()),
    )


@dataclass(frozen=True, slots=True)
class _View:
    """The map with what is needed to put it in words."""

    found: ProblemMap
    numbers: Mapping[str, int]

    @property
    def few(self) -> bool:
        return counting.count(self.found.statements).few

    def source(self) -> str:
        whole = counting.count(self.found.statements)
        if whole.few:
            return "Er deden minder dan drie organisaties mee. Daarom staan hier geen aantallen."
        organisations, people, cards = counting.in_words(whole).split(" · ")
        return f"Gemaakt van {cards} van {people} van {organisations}."

    def alone(self) -> list[Statement]:
        alone = set(self.found.signals)
        return [one for one in self.found.statements if one.id in alone]

    def subjects(self) -> list[Subject]:
        goals: dict[str, list[CandidateGoal]] = {}
        for goal in self.found.goals:
            goals.setdefault(goal.cluster_id, []).append(goal)
        return [
            self._subject(number, cluster, goals.get(cluster.id, []))
            for number, cluster in enumerate(counting.ranked(self.found), 1)
        ]

    def _subject(self, number: int, cluster: MapCluster, goals: Iterable[CandidateGoal]) -> Subject:
        inside = counting.members(self.found, cluster)
        counts = counting.count(inside)
        return Subject(
            anchor=f"onderwerp-{number}",
            title=cluster.title,
            counts="" if self.few else _unbroken(counting.in_words(counts)),
            facts=tuple(_facts(counts, cluster, self.few)),
            groups=self.groups(inside),
            goals=tuple(self._goal(goal) for goal in goals),
            ideas=self.ideas(inside),
        )

    def groups(self, said: Iterable[Statement]) -> tuple[Group, ...]:
        kept = list(said)
        found = ((kind, self.cards(one for one in kept if one.kind is kind)) for kind in HEADINGS)
        return tuple(Group(kind.value, *HEADINGS[kind], cards) for kind, cards in found if cards)

    def ideas(self, said: Iterable[Statement]) -> str:
        """That ideas were parked, in words; empty where there are none."""
        number = sum(one.kind is Kind.SOLUTION for one in said)
        if not number:
            return ""
        if self.few:
            return "Wat als oplossing leest, staat op de parkeerplaats."
        return "1 idee staat op de parkeerplaats." if number == 1 else f"{number} ideeën staan op de parkeerplaats."

    def cards(self, said: Iterable[Statement]) -> tuple[Card, ...]:
        placements = {placement.statement_id: placement for placement in self.found.placements}
        titles = {cluster.id: cluster.title for cluster in self.found.clusters}
        ordered = sorted(said, key=lambda one: (self.numbers.get(one.answer.key, 0), one.start, one.id))
        return tuple(self._card(one, placements[one.id], titles) for one in ordered)

    def _card(self, one: Statement, placement: Placement, titles: Mapping[str, str]) -> Card:
        answer, other = one.answer, one.kind is not one.answer.asked
        facts = (
            f"rij {self.numbers[answer.key]}" if answer.key in self.numbers else "",
            answer.question,
            answer.place,
            FREQUENCY.get(answer.frequency, answer.frequency),
            figures.EVIDENCE[answer.evidence] if answer.evidence else "",
        )
        return Card(
            text=one.text,
            facts=tuple(fact for fact in facts if fact),
            reads_as=f"Staat in het vak {answer.asked.value}, leest als {READS_AS[one.kind]}." if other else "",
            reason=placement.reason,
            sure=next(words for least, words in SURENESS if placement.confidence >= least),
            runner_up=_runner_up(placement, titles),
            subject=titles.get(placement.cluster_id or "", _ALONE),
        )

    def _goal(self, goal: CandidateGoal) -> Goal:
        keys = {one.id: one.answer.key for one in self.found.statements}
        rows = sorted({self.numbers[keys[key]] for key in goal.statement_ids if keys[key] in self.numbers})
        listed = f"rij {' en '.join(filter(None, (', '.join(map(str, rows[:-1])), str(rows[-1]))))}" if rows else ""
        return Goal(goal.text, listed, goal.missing)


def _facts(counts: Counts, cluster: MapCluster, few: bool) -> Iterable[tuple[str, str]]:
    if counts.places:
        yield "Waar", ", ".join(tally.name for tally in counts.places)
    if not few and counts.evidence:
        known = [f"{segment.statements} {segment.label}" for segment in figures.evidence_bar(counts)]
        unknown = [f"{counts.no_evidence} niet bekend"] if counts.no_evidence else []
        yield "Hoe weten we dit", ", ".join([*known, *unknown])
    if not few and counts.severity:
        yield "Hoe erg", _severity(counts.severity)
    if cluster.keywords:
        yield "Veelgebruikte woorden", ", ".join(cluster.keywords)


def _unbroken(counts: str) -> str:
    """The counts with each number and its word on one line."""
    return " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in counts.split(" · "))


def _runner_up(placement: Placement, titles: Mapping[str, str]) -> str:
    title = titles.get(placement.runner_up or "")
    if title is None:
        return ""
    return f"Lijkt nog het meest op: {title}." if placement.cluster_id is None else f"Past ook bij: {title}."


def _severity(scores: Severity) -> str:
    """The middle score, how far people are apart, and whether that asks for talk."""
    middle, lowest, highest = (
        f"{score:g}".replace(".", ",") for score in (scores.median, scores.lowest, scores.highest)
    )
    words = f"{middle} op een schaal van 1 tot 5"
    if scores.lowest < scores.highest:
        words = f"{words}, de oordelen lopen van {lowest} tot {highest}"
    return f"{words}: bespreek dit verschil" if scores.discuss else words


def _as_address(drawing: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode('ascii')}"


def _printable(value: object) -> object:
    """Text without the control signs that a page may not hold."""
    if not isinstance(value, str) or value.isprintable():
        return value
    kept = "".join(sign for sign in value if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return type(value)(kept)
