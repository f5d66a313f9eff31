"""Whose words may stand on the big screen: by rule, or because the facilitator read them and said so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.models import Membership, Phase, ScreenQuote
from app.overview import maps
from app.questionnaires.standing import known_words
from forms.personal_data import find
from synthesis import counting
from synthesis.counting import Counts
from synthesis.model import MapCluster, ProblemMap, Statement

FEWEST_PEOPLE, FEWEST_ORGANISATIONS = 3, 2


@dataclass(frozen=True, slots=True)
class Quotable:
    """The ids of the statements that may stand on the big screen; ``chosen`` are those that somebody picked by hand."""

    ids: frozenset[str]
    chosen: frozenset[str]

    def some(self, said: Sequence[Statement], most: int) -> tuple[str, ...]:
        """At most so many texts, each once: those picked by hand first."""
        picked = sorted((one for one in said if one.id in self.ids), key=lambda one: one.id not in self.chosen)
        return tuple(dict.fromkeys(one.text for one in picked))[:most]


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement with what is known of it: whether it may be shown, and what in it may point at a resident.

    ``reviewed`` is what a facilitator said of it, ``None`` where nobody did.
    """

    statement: Statement
    shown: bool
    reviewed: bool | None
    points_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotesOf:
    """The statements of a subject; without one, the single signals. ``few``: too few people stand in it."""

    cluster: MapCluster | None
    few: bool
    quotes: tuple[Quote, ...]


def enough(counts: Counts) -> bool:
    """Whether so many people stand in a subject that a quote points at none of them."""
    return counts.respondents >= FEWEST_PEOPLE and counts.organisations >= FEWEST_ORGANISATIONS


def reviewed(phase: Phase) -> dict[str, bool]:
    """What a facilitator said of statements on the big screen, by id."""
    rows = select(ScreenQuote.statement_id, ScreenQuote.shown).where(ScreenQuote.phase_id == phase.id)
    return dict(db.session.execute(rows).all())


def quotable(phase: Phase, whole: ProblemMap) -> Quotable:
    """What may stand on the big screen.

    By rule: at least three people of two organisations stand in the subject, so that nobody can tell whose words they
    are, and nothing in them points at a resident. What a facilitator said goes before the rule.
    """
    said, known = reviewed(phase), known_words(phase.project)
    by_rule = _ids_by_rule(whole, known, said)
    chosen = frozenset(key for key, shown in said.items() if shown)
    return Quotable(by_rule | chosen, chosen)


def quotes_page(phase: Phase, membership: Membership) -> tuple[QuotesOf, ...]:
    """Every statement on the map, under its subject in line, and the single signals at the end."""
    whole = maps.map_for(phase, membership)
    if whole is None:
        return ()
    said, known = reviewed(phase), known_words(phase.project)
    by_rule = _ids_by_rule(whole, known, said)

    def quote(one: Statement) -> Quote:
        pieces = tuple(finding.text for finding in find(one.text, known))
        return Quote(one, said.get(one.id, one.id in by_rule), said.get(one.id), pieces)

    found = [
        QuotesOf(cluster, not enough(counting.count(members)), tuple(map(quote, members)))
        for cluster in maps.in_line(phase, whole)
        if (members := counting.members(whole, cluster))
    ]
    single = [one for one in whole.statements if one.id in set(whole.signals)]
    return (*found, *([QuotesOf(None, True, tuple(map(quote, single)))] if single else []))


def _ids_by_rule(whole: ProblemMap, known: frozenset[str], said: Mapping[str, bool]) -> frozenset[str]:
    crowded: Iterable[str] = (
        key
        for cluster in whole.clusters
        if enough(counting.count(counting.members(whole, cluster)))
        for key in cluster.statement_ids
    )
    asked = set(crowded) - set(said)
    return frozenset(one.id for one in whole.statements if one.id in asked and not find(one.text, known))
