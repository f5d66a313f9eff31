"""What a decision can be about, and the way between the form on the page and the proposal that is recorded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.meetings.clock import today
from app.models import Decision, Goal, Meeting, Organisation, Phase, ProblemStatement
from app.models.results import DecisionKind, GoalStatus, Outcome
from app.results import queries
from app.results.answers import given, labels
from app.results.deciding import Proposal, present_at, superseded_by
from app.results.errors import NotPossibleError
from app.results.forms import DecisionForm, decision_form

PROBLEM, GOAL, SCOPE, PARKED = "problem", "goal", "scope", "parked"
PREPOSITIONS = (
    *("aan", "achter", "bij", "boven", "binnen", "buiten", "door", "in", "langs", "naast", "nabij", "om", "onder"),
    *("op", "rond", "rondom", "tegenover", "tussen", "voor"),
)
FREE_KINDS = (DecisionKind.OTHER, DecisionKind.SCOPE)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is on the table: problems and goals to confirm, who has a say, and what they said in the form beforehand.

    ``decisions`` are all of the phase, ``valid`` those that nothing took the place of.
    """

    problems: tuple[ProblemStatement, ...]
    goals: tuple[Goal, ...]
    organisations: tuple[Organisation, ...]
    meetings: tuple[Meeting, ...]
    decisions: tuple[Decision, ...]
    valid: tuple[Decision, ...]
    beforehand: dict[str, tuple[str, ...]]
    parked: tuple[str, ...] = ()

    @property
    def in_session(self) -> Meeting | None:
        """The meeting that the group is in now."""
        return next((one for one in self.meetings if one.in_session), None)

    @property
    def here(self) -> tuple[Organisation, ...]:
        """Who is in the room; outside a meeting everybody."""
        present = present_at(self.in_session)
        return tuple(one for one in self.organisations if one.id in present) or self.organisations

    @property
    def absent(self) -> tuple[Organisation, ...]:
        """Who has a say and is not in the room."""
        return tuple(one for one in self.organisations if one not in self.here)

    def form(self, typed: MultiDict[str, str] | None, asked: MultiDict[str, str]) -> DecisionForm:
        """The form as it was typed, else filled for what the link asked: ``problem``, ``goal`` or ``supersedes``."""
        before = self._valid((typed or asked).get("supersedes"))
        ticked = typed.getlist("confirms") if typed else self._ticked(asked, before)
        of_before = self._ticked(MultiDict(), before)
        start = {
            "confirms": ticked,
            "text": before.text
            if before
            else "\n\n".join(filter(None, map(self._words, ticked))) or self._about(asked),
            "decided_on": today(),
            "kind": self._kind(asked, before).value,
            "meeting": self.in_session.id if self.in_session else 0,
            "supersedes": str(before.number) if before else "",
        }
        subjects = self._subjects({*ticked, *of_before})
        return decision_form(self.organisations, self.meetings, subjects, formdata=typed, data=start)

    def proposal(self, form: DecisionForm) -> Proposal:
        """What is recorded. Raises :class:`NotPossibleError` where something that was ticked is there no longer."""
        ticked = set(form.confirms.data or ())
        if not ticked <= {key for key, _label in form.confirms.choices}:
            raise NotPossibleError(
                _("Iets wat je aanvinkte, staat er niet meer. Er is niets vastgelegd. Kies opnieuw.")
            )
        return Proposal(
            text=form.text.data,
            outcome=Outcome(form.outcome.data),
            decided_on=form.decided_on.data,
            voices=form.voices(),
            kind=DecisionKind(form.kind.data),
            problems=tuple(one for one in self.problems if f"{PROBLEM}-{one.id}" in ticked),
            goals=tuple(one for one in self.goals if f"{GOAL}-{one.id}" in ticked),
            meeting=next((one for one in self.meetings if one.id == form.meeting.data), None),
            supersedes=next((one for one in self.decisions if str(one.number) == form.supersedes.data), None),
        )

    def before(self, form: DecisionForm) -> Decision | None:
        """The decision that this one takes the place of."""
        return self._valid(form.supersedes.data)

    @staticmethod
    def _kind(asked: MultiDict[str, str], before: Decision | None) -> DecisionKind:
        if before is not None and before.kind in FREE_KINDS:
            return before.kind
        return DecisionKind.SCOPE if asked.get("about") == SCOPE else DecisionKind.OTHER

    def _about(self, asked: MultiDict[str, str]) -> str:
        """What a link asks to decide on that is no problem or goal: what is out of scope, or what is parked."""
        if asked.get("about") == SCOPE:
            out = [one.out_of_scope for one in self.problems if one.out_of_scope]
            return "\n".join([_("Dit hoort er niet bij:"), *out])
        if asked.get("about") == PARKED:
            return "\n".join([_("Dit parkeren we voor een volgende fase:"), *(f"- {text}" for text in self.parked)])
        return ""

    def _valid(self, number: str | None) -> Decision | None:
        return next((one for one in self.valid if str(one.number) == number), None)

    def _ticked(self, asked: MultiDict[str, str], before: Decision | None) -> list[str]:
        """What the link asked for, and what the decision that is replaced had confirmed."""
        problem, goal = asked.get("problem"), asked.get("goal")
        stood = before.id if before else 0
        problems = [one.id for one in self.problems if one.cluster_id == problem or one.decision_id == stood]
        goals = [
            one.id
            for one in self.goals
            if str(one.id) == goal
            or (one.status is GoalStatus.PROPOSED and goal == "all")
            or (one.status is GoalStatus.AGREED and one.decision_id == stood)
        ]
        return [f"{PROBLEM}-{number}" for number in problems] + [f"{GOAL}-{number}" for number in goals]

    def _subjects(self, ticked: Collection[str]) -> list[tuple[str, str]]:
        """Proposals, and what the decision that is replaced had confirmed."""
        problems = [(f"{PROBLEM}-{one.id}", one.title, one.decision_id is None) for one in self.problems]
        goals = [(f"{GOAL}-{one.id}", one.text, one.status is GoalStatus.PROPOSED) for one in self.goals]
        return [
            *[(key, _("Probleem: %(title)s", title=words)) for key, words, open_ in problems if open_ or key in ticked],
            *[(key, _("Doel: %(text)s", text=words)) for key, words, open_ in goals if open_ or key in ticked],
        ]

    def _words(self, key: str) -> str:
        problems = {f"{PROBLEM}-{one.id}": sentence(one) for one in self.problems}
        goals = {f"{GOAL}-{one.id}": one.text for one in self.goals}
        return (problems | goals).get(key, "")


def agenda(phase: Phase) -> Agenda:
    """What the group of a phase can decide on now."""
    followed, decisions = superseded_by(phase), queries.decisions(phase)
    return Agenda(
        problems=tuple(queries.problems(phase)),
        goals=tuple(queries.goals(phase, GoalStatus.PROPOSED, GoalStatus.AGREED)),
        organisations=tuple(queries.voters(phase)),
        meetings=tuple(queries.meetings(phase)),
        decisions=tuple(decisions),
        valid=tuple(one for one in decisions if one.outcome is Outcome.DECIDED and one.id not in followed),
        beforehand=_beforehand(phase),
        parked=tuple(one.text for one in queries.parked_problems(phase)),
    )


def sentence(problem: ProblemStatement) -> str:
    """The problem as one sentence; a blank that nobody filled in is left out.

    It is the group's own sentence, so it stays in the group's language whatever language the page is in.
    """
    place = problem.place if problem.place.split(" ")[0].lower() in PREPOSITIONS else f"in {problem.place}"
    text = f"{place[:1].upper()}{place[1:]} merken {problem.who} dat {problem.what}".rstrip(".")
    cause = f", omdat {problem.cause}".rstrip(".") if problem.cause else ""
    sign = f" Dat zien we aan {problem.sign.rstrip('.')}." if problem.sign else ""
    return f"{text}{cause}.{sign}"


def _beforehand(phase: Phase) -> dict[str, tuple[str, ...]]:
    """What people of each organisation said in the form of the proposed goals (5.9)."""
    words = labels(phase, "5.9a")
    reasons = {(one.membership_id, one.item): one.text for one in given(phase, "5.9b")}
    goals = {str(goal.id): goal.text for goal in queries.draft_goals(phase)}
    found: dict[str, tuple[str, ...]] = {}
    for one in given(phase, "5.9a"):
        if one.item in goals:
            said = f"{words.get(one.text, one.text)} {reasons.get((one.membership_id, one.item), '')}".strip()
            found[one.organisation] = (*found.get(one.organisation, ()), f"{goals[one.item]}: {said}")
    return found
