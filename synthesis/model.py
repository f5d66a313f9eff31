"""The values that go into the synthesis and come out of it: plain, frozen, without behaviour of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a statement is: what was asked, or what the text turns out to be."""

    PROBLEM = "probleem"
    CAUSE = "oorzaak"
    EFFECT = "gevolg"
    STRENGTH = "kracht"
    UNKNOWN = "onbekend"
    DESIRED = "gewenst"
    SOLUTION = "oplossing"
    DOUBT = "twijfel"


class Evidence(StrEnum):
    """How the author knows it, from hardest to softest."""

    FIGURES = "figures"
    SEEN = "seen"
    RESIDENTS = "residents"
    COLLEAGUE = "colleague"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Answer:
    """One text that somebody typed, with what was asked about it.

    ``key`` is the caller's own, stable name of the answer: the same answer keeps its key in a later draft, also when
    its text is corrected. ``about`` names the cluster or candidate that the respondent was answering about, where the
    question was asked per subject; such a statement is placed there with certainty. ``theme`` is the author's own
    choice (``T01`` … ``T21``) and wins over any suggestion, and so are ``subject`` (a name that ``suggest`` gave) and
    ``reads_as`` (what the author says it is). ``severity`` runs from 1 (small) to 5 (very large).
    """

    key: str
    respondent: str
    organisation: str
    asked: Kind
    text: str
    role: str = ""
    row: int | None = None
    question: str = ""
    place: str = ""
    frequency: str = ""
    trend: str = ""
    evidence: Evidence | None = None
    groups: tuple[str, ...] = ()
    severity: int | None = None
    theme: str | None = None
    about: str | None = None
    subject: str | None = None
    reads_as: Kind | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One point that somebody made: an exact span of an answer's text.

    ``answer.text[start:end] == text``. ``id`` is the answer's key and the place of the statement in it.
    """

    id: str
    answer: Answer
    start: int
    end: int
    text: str
    kind: Kind
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a statement was put, how sure that is (0–1), and why."""

    statement_id: str
    cluster_id: str | None
    confidence: float
    reason: str
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A subject on the draft map. ``statement_ids`` are sorted.

    ``stability`` (0–1) tells how well the cluster returns when a part of the statements is left out; ``None`` where
    that was not measured.
    """

    id: str
    title: str
    keywords: tuple[str, ...]
    statement_ids: tuple[str, ...]
    theme: str | None = None
    stability: float | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """One step in the tree over the statements: the groups that hold ``one`` and ``other`` become one group.

    ``likeness`` is how much the two groups resemble each other, at most 1.
    """

    one: str
    other: str
    likeness: float


@dataclass(frozen=True, slots=True)
class CandidateGoal:
    """A goal made only of what people wrote; ``missing`` lists what a measurable goal still needs.

    ``place``, ``sign`` (what one would see), ``term`` (by when) and ``indicator`` (a number or measure) are pieces of
    what they wrote, to the letter; "" where nobody gave one, and with semicolons between where several did.
    ``negative`` says that the goal is still worded as what should go away.
    """

    id: str
    cluster_id: str
    text: str
    statement_ids: tuple[str, ...]
    missing: tuple[str, ...] = ()
    place: str = ""
    sign: str = ""
    term: str = ""
    indicator: str = ""
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What late answers would change on a map that people work on: nothing moves before somebody says so.

    The statements would go to ``cluster_id``, or where that is ``None`` form a new subject called ``title``. Where late
    answers ``formed`` that cluster, they are in it already, and the subject itself is what is proposed. ``reason`` is
    one Dutch sentence.
    """

    statement_ids: tuple[str, ...]
    cluster_id: str | None
    title: str
    reason: str
    formed: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A statement that is gone, with the cluster it stood in: only its id, so that it finds its place if it returns."""

    statement_id: str
    cluster_id: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """The machine's proposal: immutable, and a function of the set of answers, the engine, and what it continues.

    Every statement is in exactly one cluster or in ``signals``. ``joins`` is the tree behind the clusters, the finest
    join first: doing fewer of them gives a finer map, doing more a coarser one. ``earlier_hash`` names the draft that
    this one continues (``synthesis.continuing``) and is empty where it stands on its own; only one that continues
    another has ``proposals`` and ``withdrawn``.
    """

    engine: str
    input_hash: str
    statements: tuple[Statement, ...]
    clusters: tuple[Cluster, ...]
    signals: tuple[str, ...]
    placements: tuple[Placement, ...]
    goals: tuple[CandidateGoal, ...]
    joins: tuple[Join, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    earlier_hash: str = ""


@dataclass(frozen=True, slots=True)
class Tap:
    """What somebody said with one tap: two statements are about the same problem, or are not. Ids of statements."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A cluster that a statement may belong to: its title and the ids of one or two statements that stand for it."""

    cluster_id: str
    title: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """‘Waar hoort dit bij?’: one statement with the clusters to choose from, the likeliest first."""

    statement_id: str
    options: tuple[Option, ...]


class Standing(StrEnum):
    """What the group has said of a subject."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    PARKED = "parked"


class Mark(StrEnum):
    """What the group found when it talked about a subject, before it agrees on anything."""

    RIGHT = "right"
    WRONG = "wrong"
    FIND_OUT = "find_out"


@dataclass(frozen=True, slots=True)
class MapCluster:
    """A subject on the map as people see it: the draft with everybody's edits applied.

    ``new_ids`` are the statements that came after somebody last touched the subject. ``mark`` is ``None`` where the
    group has not said whether it recognises the subject.
    """

    id: str
    title: str
    keywords: tuple[str, ...]
    statement_ids: tuple[str, ...]
    new_ids: tuple[str, ...] = ()
    standing: Standing = Standing.OPEN
    titled_by_person: bool = False
    theme: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ProblemMap:
    """``apply(draft, edits)``: what everybody sees. ``proposals`` are those that are still open on this map."""

    input_hash: str
    statements: tuple[Statement, ...]
    clusters: tuple[MapCluster, ...]
    signals: tuple[str, ...]
    goals: tuple[CandidateGoal, ...]
    placements: tuple[Placement, ...] = field(default=())
    proposals: tuple[Proposal, ...] = ()
