"""What people answered in step 6, laid beside what was agreed and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.models import Action, Goal, Phase
from app.results import queries
from app.results.answers import Given, Tally, counted, given, labels, tally

COOPERATION: dict[str, Any] = {
    "6.7a": _l("Ik weet wie ik moet bellen"),
    "6.7b": _l("We delen sneller informatie"),
    "6.7c": _l("Het bespaart mij tijd"),
}
KNOWN_BEFORE, KNOWN_NOW = "1.7", "6.7d"


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote, with a word beside it: a place, a kind or a status."""

    text: str
    organisation: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class GoalView:
    """An agreed goal with what people say of it."""

    goal: Goal
    tally: Tally
    signs: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action with the status that its owner reported, and why."""

    action: Action
    reported: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """How well people found each other's organisations, counted in pairs of a person and an organisation.

    Only people who answered both times count, so that the two rows can be compared. ``rows`` holds for every word the
    number of pairs at the start and now.
    """

    rows: tuple[tuple[str, int, int], ...]
    people: int
    organisations: int


@dataclass(frozen=True, slots=True)
class Review:
    """Everything to look back on."""

    goals: tuple[GoalView, ...]
    actions: tuple[ActionView, ...]
    noticed: tuple[Remark, ...]
    helped: tuple[Remark, ...]
    hindered: tuple[Remark, ...]
    hindrances: Tally
    unexpected: tuple[Remark, ...]
    lessons: tuple[Remark, ...]
    cooperation: tuple[tuple[str, Tally], ...]
    network: Network | None
    onward: Tally


def review(phase: Phase) -> Review:
    """What a phase has to look back on."""
    return Review(
        goals=goal_views(phase),
        actions=_actions(phase),
        noticed=_remarks(phase, "6.3a", "6.3b"),
        helped=_remarks(phase, "6.4"),
        hindered=_remarks(phase, "6.5a", "6.5b"),
        hindrances=counted(phase, "6.5b"),
        unexpected=_remarks(phase, "6.6"),
        lessons=_remarks(phase, "6.9"),
        cooperation=tuple((str(label), counted(phase, question)) for question, label in COOPERATION.items()),
        network=_network(phase),
        onward=onward(phase),
    )


def onward(phase: Phase) -> Tally:
    """How people want to go on."""
    return counted(phase, "6.8a")


def favourites(phase: Phase) -> dict[int, Tally]:
    """For each parked problem (by id), who would go on with it."""
    chosen = given(phase, "6.8b")
    ids = {value for one in chosen for value in one.values if value.isdecimal()}
    return {int(key): tally([one for one in chosen if key in one.values], {key: key}) for key in ids}


def goal_views(phase: Phase) -> tuple[GoalView, ...]:
    """The agreed goals with what people say of them (6.1)."""
    verdicts, signs, words = given(phase, "6.1a"), given(phase, "6.1b"), labels(phase, "6.1a")
    said = {(one.membership_id, one.item): words.get(one.text, one.text) for one in verdicts}

    def view(goal: Goal) -> GoalView:
        item = str(goal.id)
        return GoalView(
            goal,
            tally([one for one in verdicts if one.item == item], words),
            tuple(
                Remark(one.text, one.organisation, said.get((one.membership_id, item), ""))
                for one in signs
                if one.item == item
            ),
        )

    return tuple(view(goal) for goal in queries.agreed_goals(phase))


def _actions(phase: Phase) -> tuple[ActionView, ...]:
    statuses, words = given(phase, "6.2a"), labels(phase, "6.2a")
    why = {(one.membership_id, one.item): one.text for one in given(phase, "6.2b")}
    return tuple(
        ActionView(
            action,
            tuple(
                Remark(why.get((one.membership_id, one.item), ""), one.organisation, words.get(one.text, one.text))
                for one in statuses
                if one.item == str(action.id)
            ),
        )
        for action in queries.actions(phase)
    )


def _remarks(phase: Phase, question: str, beside: str = "") -> tuple[Remark, ...]:
    """What people wrote, with the answer to ``beside`` from the same repeat."""
    words = labels(phase, beside) if beside else {}
    found = given(phase, question, *([beside] if beside else []))
    asides = [one for one in found if one.question_id == beside]
    side = {_place(one): ", ".join(words.get(value, value) for value in one.values) for one in asides}
    return tuple(
        Remark(one.text, one.organisation, side.get(_place(one), "")) for one in found if one.question_id == question
    )


def _place(one: Given) -> tuple[int, str, int]:
    return one.membership_id, one.item, one.repeat


def _network(phase: Phase) -> Network | None:
    before, now = given(phase, KNOWN_BEFORE), given(phase, KNOWN_NOW)
    both = {one.membership_id for one in before} & {one.membership_id for one in now}
    if not both:
        return None
    words = labels(phase, KNOWN_NOW) or labels(phase, KNOWN_BEFORE)

    def number(answers: list[Given], value: str) -> int:
        return sum(one.membership_id in both and one.text == value for one in answers)

    organisations = {one.organisation for one in now if one.membership_id in both}
    return Network(
        tuple((label, number(before, value), number(now, value)) for value, label in words.items()),
        len(both),
        len(organisations),
    )
