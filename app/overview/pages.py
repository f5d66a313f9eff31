"""What the pages of the map need from the database, put together per page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import get_locale, gettext

from app.access import Right, may
from app.models import DraftRecord, MapEdit, Membership, Phase
from app.overview import hearing, insights, maps, queries, views
from app.overview.conflicts import Difference
from app.overview.fields import Fields, fields_of
from app.overview.insights import Answers, Beside, Check, Firmness
from app.overview.operations import ChangedMeanwhileError
from app.overview.plotting import Plot, plot
from app.overview.queries import Aftermath, Source
from app.overview.remembering import recent
from app.overview.suggestions import Suggestion, suggestions
from app.overview.summaries import Summary, from_plain
from app.overview.views import Asked, Card, Frame, Group, LastChange, Overview, Row
from app.overview.words import KINDS
from synthesis import counting, edits, figures
from synthesis.goals import without_wish
from synthesis.model import CandidateGoal, MapCluster, ProblemMap, Standing
from synthesis.splitting import Parting, proposed_split

NO_FILTER = Asked()


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The map. ``content`` is ``None`` before there is anything to see, ``frame`` before there is a draft.

    ``finding`` is what the picture says, ``others`` are the subjects that one can be merged with, ``suggestions`` what
    late answers would change. Without ``fields`` the reader may not know who said what.
    """

    frame: Frame | None
    record: DraftRecord | None
    content: Overview | None
    finding: str = ""
    others: tuple[MapCluster, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    speakers: tuple[str, ...] = ()
    fields: Fields | None = None
    plot: Plot | None = None


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """One subject, its statements under their kinds, what stands beside them, and subjects to merge with or move to."""

    frame: Frame
    card: Card
    few: bool
    names: bool
    groups: tuple[Group, ...]
    asked: Asked
    goals: tuple[CandidateGoal, ...]
    wished: bool
    beside: Beside
    others: tuple[MapCluster, ...]
    changes: tuple[Change, ...]
    parting: Parting | None
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Statements in a list, under their kinds: the single signals, or all there is."""

    frame: Frame
    names: bool
    groups: tuple[Group, ...]
    asked: Asked
    total: int
    answers: Answers
    others: tuple[MapCluster, ...]
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement on its way: from the answer, through the map, to what became of it."""

    row: Row
    source: Source | None
    question: str
    names: bool
    answers: Answers
    aftermath: Aftermath


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The placements that are worth a look."""

    frame: Frame
    names: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history. ``counts`` is false for what was taken back."""

    row: MapEdit
    summary: Summary
    counts: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """All changes, newest first."""

    frame: Frame | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """The subjects that the group may agree on now, and those it agreed on before."""

    frame: Frame
    few: bool
    open: tuple[Card, ...]
    confirmed: tuple[Card, ...]

    @property
    def many(self) -> bool:
        """Whether these are more subjects than a group can talk through."""
        return len(self.open) + len(self.confirmed) > views.MOST_SUBJECTS


def overview_page(phase: Phase, membership: Membership, just: int | None) -> OverviewPage:
    """The map as somebody may see it. ``just`` is the number of the change they made a moment ago."""
    record, whole, shown = maps.newest_draft(phase), maps.map_of(phase), maps.map_for(phase, membership)
    frame = frame_of(phase, membership, just)
    if whole is None or shown is None:
        return OverviewPage(frame, record, None)
    late, line = maps.late_ids(phase), maps.in_line(phase, shown)
    content = views.overview(shown, late, whole, _firmness(record), line)
    return OverviewPage(
        frame,
        record,
        content,
        finding=figures.finding(_drawn(shown, whole), gettext),
        others=counting.ranked(shown),
        suggestions=suggestions(shown, late),
        speakers=hearing.speakers(phase),
        fields=fields_of(phase, shown) if queries.names_organisations(membership) else None,
        plot=None if content.few else plot(content.cards, counting.count(whole.statements).organisations),
    )


def frame_of(phase: Phase, membership: Membership, just: int | None = None) -> Frame | None:
    """What the page is made of, and what can be taken back; ``None`` before the first draft."""
    moment = maps.moment_of(phase)
    if moment is None or not may(membership, Right.FACILITATE):
        return None if moment is None else Frame(moment)
    rows = {row.content["id"]: row for row in maps.history(phase)}
    log = [edits.from_json(row.content) for row in rows.values()]
    undo, redo = edits.undoable(log), edits.redoable(log)
    last = next((row for row in rows.values() if row.sequence == just), None)
    return Frame(
        moment,
        last=_last(last) if last else None,
        undo=_last(rows[undo.id]) if undo else None,
        redo=_last(rows[redo.id]) if redo else None,
    )


def picture(phase: Phase, membership: Membership, size: str) -> str | None:
    """The map as SVG, for a ``phone`` or a page; ``None`` where there is nothing to see yet."""
    whole, shown, moment = maps.map_of(phase), maps.map_for(phase, membership), maps.moment_of(phase)
    if whole is None or shown is None or moment is None:
        return None
    measure = figures.PHONE if size == "phone" else figures.PAGE
    line, language = tuple(maps.held_order(phase)), str(get_locale())
    key = ("picture", phase.id, moment, shown.input_hash, may(membership, Right.FACILITATE), measure, line, language)
    part = maps.leaves_out(shown, whole)
    drawn = _drawn(shown, whole)
    return recent().get(key, lambda: figures.problem_map(drawn, measure, part=part, line=line, say=gettext))


def _drawn(shown: ProblemMap, whole: ProblemMap) -> ProblemMap:
    """What somebody may see, counted against everybody who answered: "7 of 16" stays 7 of 16."""
    return replace(shown, statements=whole.statements)


def cluster_page(
    phase: Phase, membership: Membership, cluster_id: str, asked: Asked, just: int | None
) -> ClusterPage | None:
    """One subject; ``None`` where it is not on the map, or not on the part that somebody may see."""
    whole, shown, frame = maps.map_of(phase), maps.map_for(phase, membership), frame_of(phase, membership, just)
    if whole is None or shown is None or frame is None:
        return None
    found = next((cluster for cluster in shown.clusters if cluster.id == cluster_id), None)
    if found is None:
        return None
    late = maps.late_ids(phase)
    homes = _homes(phase, membership, shown, asked)
    wanted = [said for said in counting.members(shown, found) if asked.wants(said, homes=homes)]
    return ClusterPage(
        frame=frame,
        card=views.card_of(shown, found, late, firm=_firmness(maps.newest_draft(phase)).get(found.statement_ids, "")),
        few=views.few(whole),
        names=queries.names_organisations(membership),
        groups=views.by_kind(views.rows_of(shown, wanted, late), KINDS),
        asked=asked,
        goals=tuple(goal for goal in shown.goals if goal.cluster_id == cluster_id),
        wished=found not in without_wish(shown),
        beside=insights.beside(shown, found),
        others=tuple(cluster for cluster in counting.ranked(shown) if cluster.id != cluster_id),
        changes=tuple(change for change in changes_of(phase) if _about(change.summary, cluster_id)),
        parting=_parting(phase, whole, found) if may(membership, Right.FACILITATE) else None,
        speakers=hearing.speakers(phase),
    )


def signals_page(phase: Phase, membership: Membership, just: int | None) -> ListPage | None:
    """The single signals; ``None`` where there is nothing to see yet."""
    shown = maps.map_for(phase, membership)
    if shown is None:
        return None
    single = frozenset(shown.signals)
    return _list(phase, membership, shown, single, just=just)


def statements_page(phase: Phase, membership: Membership, asked: Asked) -> ListPage | None:
    """Every statement that somebody may see and asks for; ``None`` where there is nothing to see yet."""
    shown = maps.map_for(phase, membership)
    if shown is None:
        return None
    homes = _homes(phase, membership, shown, asked)
    wanted = frozenset(said.id for said in shown.statements if asked.wants(said, shown.signals, homes))
    return _list(phase, membership, shown, wanted, asked=asked)


def _homes(phase: Phase, membership: Membership, shown: ProblemMap, asked: Asked) -> Mapping[str, str] | None:
    """The field of work of each organisation, where somebody asks for one and may know who said what."""
    return fields_of(phase, shown).homes if asked.field and queries.names_organisations(membership) else None


def _list(
    phase: Phase,
    membership: Membership,
    shown: ProblemMap,
    wanted: frozenset[str],
    *,
    asked: Asked = NO_FILTER,
    just: int | None = None,
) -> ListPage | None:
    frame = frame_of(phase, membership, just)
    if frame is None:
        return None
    rows = views.rows_of(shown, [said for said in shown.statements if said.id in wanted], maps.late_ids(phase))
    return ListPage(
        frame=frame,
        names=queries.names_organisations(membership),
        groups=views.by_kind(rows, KINDS),
        asked=asked,
        total=len(rows),
        answers=insights.answers(shown, wanted),
        others=counting.ranked(shown),
        speakers=hearing.speakers(phase),
    )


def statement_page(phase: Phase, membership: Membership, statement_id: str, locale: str) -> StatementPage | None:
    """One statement; ``None`` where it is not on the part of the map that somebody may see."""
    shown = maps.map_for(phase, membership)
    said = next((said for said in shown.statements if said.id == statement_id), None) if shown else None
    if shown is None or said is None:
        return None
    (row,) = views.rows_of(shown, [said], maps.late_ids(phase))
    source = next(iter(queries.sources(phase, [statement_id])), None)
    return StatementPage(
        row=row,
        source=source,
        question=queries.question_of(source, locale) if source else "",
        names=queries.names_organisations(membership),
        answers=insights.answers(shown, {statement_id}),
        aftermath=queries.aftermath(phase, statement_id),
    )


def check_page(phase: Phase, membership: Membership, just: int | None) -> CheckPage | None:
    """The placements that the facilitator had best check; ``None`` without a draft."""
    whole, frame = maps.map_of(phase), frame_of(phase, membership, just)
    if whole is None or frame is None:
        return None
    return CheckPage(frame, queries.names_organisations(membership), insights.checks(whole, maps.late_ids(phase)))


def history_page(phase: Phase, membership: Membership, just: int | None) -> HistoryPage:
    """Every change on the map of a phase, newest first."""
    return HistoryPage(frame_of(phase, membership, just), tuple(reversed(changes_of(phase))))


def confirm_page(phase: Phase, membership: Membership) -> ConfirmPage | None:
    """What can be confirmed; ``None`` without a draft."""
    whole, frame = maps.map_of(phase), frame_of(phase, membership)
    if whole is None or frame is None:
        return None
    late = maps.late_ids(phase)
    cards = [views.card_of(whole, cluster, late) for cluster in counting.ranked(whole)]
    return ConfirmPage(
        frame=frame,
        few=views.few(whole),
        open=tuple(card for card in cards if card.cluster.standing is Standing.OPEN or card.cluster.new_ids),
        confirmed=tuple(card for card in cards if card.cluster.standing is Standing.CONFIRMED),
    )


@dataclass(frozen=True, slots=True)
class MeanwhilePage:
    """What somebody else changed, beside what this person saw; ``possible``: the change can still be made."""

    frame: Frame
    differences: tuple[Difference, ...]
    since: tuple[Change, ...]
    possible: bool


def meanwhile_page(phase: Phase, membership: Membership, error: ChangedMeanwhileError) -> MeanwhilePage:
    """What happened between somebody's page and their change."""
    frame = frame_of(phase, membership)
    if frame is None:
        raise LookupError("a map without a draft cannot be changed")
    about = {cluster.id for found in error.differences for cluster in (found.shown, found.present) if cluster}
    numbers = {row.sequence for row in error.since}
    since = [change for change in changes_of(phase) if change.row.sequence in numbers]
    return MeanwhilePage(
        frame=frame,
        differences=error.differences,
        since=tuple(change for change in since if any(_about(change.summary, key) for key in about)),
        possible=all(found.present is not None for found in error.differences),
    )


def was_on_map(phase: Phase, cluster_id: str) -> bool:
    """Whether a subject with this id stood on the map before somebody changed it."""
    return any(_about(change.summary, cluster_id) for change in changes_of(phase))


def _parting(phase: Phase, whole: ProblemMap, cluster: MapCluster) -> Parting | None:
    """Where the engine would split a subject; worked out once, as long as the subject stays as it is."""
    record = maps.newest_draft(phase)
    if record is None:
        return None
    key = ("parting", record.id, record.input_hash, cluster.statement_ids)
    return recent().get(key, lambda: proposed_split(maps.content(record), cluster, whole.statements))


def _firmness(record: DraftRecord | None) -> Firmness:
    return {} if record is None else insights.firmness(maps.content(record))


def changes_of(phase: Phase) -> list[Change]:
    """Every change on the map of a phase, oldest first."""
    rows = maps.history(phase)
    active = edits.active_ids([edits.from_json(row.content) for row in rows])
    return [Change(row, from_plain(row.summary), row.content["id"] in active) for row in rows]


def _about(summary: Summary, cluster_id: str) -> bool:
    return any(snapshot.id == cluster_id for snapshot in (*summary.was, *summary.now))


def _last(row: MapEdit) -> LastChange:
    summary = from_plain(row.summary)
    return LastChange(row.sequence, summary.text, row.kind == "undo", summary.was, summary.now)
