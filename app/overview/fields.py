"""Which fields of work organisations come from, and how many of each field name a subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy import select

from app.extensions import db
from app.models import Membership, Organisation, Phase
from app.projects.disciplines import disciplines
from synthesis import counting
from synthesis.model import ProblemMap

MOST_COLOURS = 7
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work. ``key`` is its place among the headings of question 1.1, or ``others``: then without a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Fields:
    """At most seven fields of work, those that name most first; ``named`` counts their organisations in that order.

    ``homes`` is the key of each organisation's field, ``named`` goes by the id of the subject.
    """

    all: tuple[Field, ...]
    homes: Mapping[str, str]
    named: Mapping[str, tuple[int, ...]]

    @property
    def most(self) -> int:
        """How many organisations name the subject that most of them name."""
        return max(map(sum, self.named.values()), default=0)


def headings() -> list[str]:
    """The names of the fields in the reader's language; their places are the same in each language."""
    return list(disciplines(str(get_locale())))


def fields_of(phase: Phase, shown: ProblemMap) -> Fields:
    """How many organisations of each field name each subject; the smallest fields, and those not known, are one."""
    known, names = _by_organisation(phase), headings()
    speakers = {
        cluster.id: sorted({said.answer.organisation for said in counting.members(shown, cluster)} - {""})
        for cluster in shown.clusters
    }
    totals = Counter(known.get(name, OTHERS) for spoke in speakers.values() for name in spoke)
    ranked = [key for key, _number in totals.most_common() if key != OTHERS]
    kept = ranked if len(ranked) <= MOST_COLOURS and not totals[OTHERS] else ranked[: MOST_COLOURS - 1]
    found = [Field(key, names[int(key)]) for key in kept]
    if len(kept) < len(totals):
        found.append(Field(OTHERS, ""))
    homes = {name: key if key in kept else OTHERS for name, key in known.items()}
    return Fields(tuple(found), homes, {key: _counted(spoke, homes, found) for key, spoke in speakers.items()})


def _by_organisation(phase: Phase) -> dict[str, str]:
    """The key of the field that most people of an organisation work in, by the organisation's name."""
    heading = {value: str(place) for place, rows in enumerate(disciplines("nl").values()) for value, _label in rows}
    members = select(Organisation.name, Membership.discipline).join(Organisation)
    people: dict[str, Counter[str]] = {}
    for organisation, discipline in db.session.execute(members.where(Membership.project_id == phase.project_id)):
        if discipline in heading:
            people.setdefault(organisation, Counter())[heading[discipline]] += 1
    return {name: min(counted, key=lambda key: (-counted[key], int(key))) for name, counted in people.items()}


def _counted(speakers: Sequence[str], homes: Mapping[str, str], fields: Sequence[Field]) -> tuple[int, ...]:
    mine = Counter(homes.get(name, OTHERS) for name in speakers)
    return tuple(mine[field.key] for field in fields)
