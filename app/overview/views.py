"""What the pages of the map show, made from the map alone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.overview.fields import OTHERS
from app.overview.maps import Moment
from app.overview.summaries import Snapshot
from synthesis import counting
from synthesis.counting import Counts, Tally
from synthesis.goals import without_wish
from synthesis.model import CandidateGoal, Evidence, Kind, MapCluster, Placement, ProblemMap, Standing, Statement
from synthesis.opposed import oppositions

MOST_SUBJECTS = 8
QUOTES = 2
ABOUT_PROBLEMS = (Kind.PROBLEM, Kind.CAUSE, Kind.EFFECT)


@dataclass(frozen=True, slots=True)
class Card:
    """A subject as a card: counts, a few quotes, what came in late, and what kind of subject it is.

    ``new_here``: hardly anybody named it beforehand, and at least three organisations did when they looked.
    ``contested``: people see it differently. ``firm`` is the badge of :func:`synthesis.doubts.badge`, "" without one.
    ``proposed``: late answers formed it, and nobody said yet whether it is one.
    """

    cluster: MapCluster
    counts: Counts
    kind: Kind
    quotes: tuple[Statement, ...]
    late: tuple[str, ...]
    new_here: bool
    contested: bool
    firm: str
    proposed: bool

    @property
    def about_problem(self) -> bool:
        """Whether anybody saw a problem here, or its cause or effect."""
        return self.kind in ABOUT_PROBLEMS

    @property
    def anchor(self) -> str:
        """The id of the card on the page."""
        return f"subject-{self.cluster.id}"


@dataclass(frozen=True, slots=True)
class Row:
    """A statement where it stands: in which subject, why there, what came second, and whether it is new."""

    statement: Statement
    placement: Placement | None
    home: MapCluster | None
    runner_up: MapCluster | None
    new: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page: the subjects in their sections, and beside them what people said of other kinds."""

    total: Counts
    few: bool
    problems: tuple[Card, ...]
    others: tuple[Card, ...]
    parked: tuple[Card, ...]
    strengths: tuple[Row, ...]
    gaps: tuple[Row, ...]
    doubts: tuple[Row, ...]
    ideas: tuple[Row, ...]
    signals: tuple[Row, ...]
    goals: tuple[tuple[CandidateGoal, MapCluster], ...]
    without_wish: tuple[MapCluster, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """All subjects that are not parked."""
        return self.problems + self.others

    @property
    def confirmed(self) -> int:
        """How many subjects the group confirmed."""
        return sum(card.cluster.standing is Standing.CONFIRMED for card in self.cards)


def overview(
    shown: ProblemMap,
    late: Iterable[str],
    whole: ProblemMap,
    firm: Mapping[tuple[str, ...], str] | None = None,
    line: Sequence[MapCluster] | None = None,
) -> Overview:
    """The page of a map, or of the part of the ``whole`` map that somebody may see.

    ``firm`` has the badges of subjects, by their statements, ``line`` the subjects in their order; without it those
    that most organisations named come first.
    """
    badges = firm or {}
    late_ids = frozenset(late)
    new_here = frozenset(cluster.id for cluster in counting.new_for_group(shown))
    cards = [
        card_of(shown, cluster, late_ids, cluster.id in new_here, badges.get(cluster.statement_ids, ""))
        for cluster in line or counting.ranked(shown)
    ]
    on_map = [card for card in cards if card.cluster.standing is not Standing.PARKED]
    rows = rows_of(shown, shown.statements, late_ids)
    clusters = {cluster.id: cluster for cluster in shown.clusters}
    wishless = without_wish(shown)
    return Overview(
        total=counting.count(shown.statements),
        few=few(whole),
        problems=tuple(card for card in on_map if card.about_problem),
        others=tuple(card for card in on_map if not card.about_problem),
        parked=tuple(card for card in cards if card.cluster.standing is Standing.PARKED),
        strengths=_of_kind(rows, Kind.STRENGTH),
        gaps=_of_kind(rows, Kind.UNKNOWN),
        doubts=_of_kind(rows, Kind.DOUBT),
        ideas=_of_kind(rows, Kind.SOLUTION),
        signals=tuple(row for row in rows if row.home is None),
        goals=tuple((goal, clusters[goal.cluster_id]) for goal in shown.goals if goal.cluster_id in clusters),
        without_wish=tuple(card.cluster for card in on_map if card.about_problem and card.cluster in wishless),
    )


def few(whole: ProblemMap) -> bool:
    """Whether so few organisations answered that counts would point at people: then no counts are shown."""
    return counting.count(whole.statements).few


def card_of(
    shown: ProblemMap,
    cluster: MapCluster,
    late: frozenset[str] = frozenset(),
    new_here: bool = False,
    firm: str = "",
) -> Card:
    """One subject of the map as a card."""
    counts = counting.count(counting.members(shown, cluster))
    return Card(
        cluster=cluster,
        counts=counts,
        kind=leading(counts.kinds),
        quotes=counting.quotes(shown, cluster, QUOTES),
        late=tuple(key for key in cluster.statement_ids if key in late or key in cluster.new_ids),
        new_here=new_here,
        contested=bool(oppositions(shown, cluster)),
        firm=firm,
        proposed=any(proposal.formed and proposal.cluster_id == cluster.id for proposal in shown.proposals),
    )


def leading(kinds: Sequence[Tally]) -> Kind:
    """What a subject is about: a problem where anybody saw one or its cause or effect, else what most of it is."""
    found = [Kind(tally.name) for tally in sorted(kinds, key=lambda tally: -tally.statements)]
    if not found or any(kind in ABOUT_PROBLEMS for kind in found):
        return Kind.PROBLEM
    return found[0]


def rows_of(shown: ProblemMap, statements: Sequence[Statement], late: frozenset[str]) -> tuple[Row, ...]:
    """Statements with where they stand and why."""
    clusters = {cluster.id: cluster for cluster in shown.clusters}
    homes = {key: cluster for cluster in shown.clusters for key in cluster.statement_ids}
    new = late | {key for cluster in shown.clusters for key in cluster.new_ids}
    placements = {placement.statement_id: placement for placement in shown.placements}
    rows = []
    for statement in statements:
        placement = placements.get(statement.id)
        runner_up = clusters.get(placement.runner_up or "") if placement else None
        rows.append(Row(statement, placement, homes.get(statement.id), runner_up, statement.id in new))
    return tuple(rows)


def _of_kind(rows: Sequence[Row], kind: Kind) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.statement.kind is kind)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which statements somebody wants to see: those behind one number. Empty fields ask for all.

    Evidence that is not one of the known kinds asks for the statements that do not tell how their author knows.
    """

    kind: str = ""
    evidence: str = ""
    place: str = ""
    severity: str = ""
    single: str = ""
    theme: str = ""
    field: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)

    def wants(self, statement: Statement, signals: Container[str] = (), homes: Mapping[str, str] | None = None) -> bool:
        """Whether a statement is behind the number.

        ``signals`` are the ids of the single signals, ``homes`` the fields of work by organisation where the reader may
        know them.
        """
        said = statement.answer
        return (
            self.kind in {"", statement.kind.value}
            and (not self.evidence or said.evidence == _evidence(self.evidence))
            and self.place in {"", said.place}
            and (not self.severity or said.severity is not None)
            and (not self.single or statement.id in signals)
            and self.theme in {"", *statement.themes}
            and (not self.field or homes is None or homes.get(said.organisation, OTHERS) == self.field)
        )


def _evidence(text: str) -> Evidence | None:
    return Evidence(text) if text in {known.value for known in Evidence} else None


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under one heading."""

    kind: Kind
    rows: tuple[Row, ...]


def by_kind(rows: Sequence[Row], order: Iterable[Kind]) -> tuple[Group, ...]:
    """The rows under the kinds they are of, without empty kinds."""
    groups = (Group(kind, _of_kind(rows, kind)) for kind in order)
    return tuple(group for group in groups if group.rows)


@dataclass(frozen=True, slots=True)
class LastChange:
    """What was changed just now: the words of the bar, and the number that its button takes back."""

    sequence: int
    text: str
    is_undo: bool
    was: tuple[Snapshot, ...] = ()
    now: tuple[Snapshot, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of the map has: what it was made of, the last change, and what can be taken back or redone."""

    moment: Moment
    last: LastChange | None = None
    undo: LastChange | None = None
    redo: LastChange | None = None
