"""Load the demo: through the same operations as the pages use, with dates in the past."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import select

from app.accounts.operations import add_person, organisation_named
from app.demo.mapping import Table
from app.demo.wording import answers_of
from app.extensions import db
from app.meetings.operations import Details, add_meeting, report_on
from app.models import Answer, Goal, Membership, ParkedItem, Phase, ProblemStatement, Project, Role, Step
from app.models.projects import Approach, PlaceKind
from app.models.results import ActionStatus, Consent, DecisionKind, Outcome, ParkedKind, Verdict
from app.overview.maps import newest_draft
from app.overview.queries import confirmed_clusters
from app.projects import operations as projects
from app.projects.surroundings import add_place, save_figure
from app.questionnaires.operations import accept_agreement, save_answers, start, submit
from app.questionnaires.queries import context_for, definition
from app.results import operations as results
from app.results.deciding import Proposal, Voice
from app.results.goals import GoalText, propose, statements_of
from app.results.operations import ActionText, GapText
from app.results.problems import Sentence, save_problem

FOLDER = Path(__file__).parent
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PLACES = {
    "buurt": PlaceKind.AREA,
    "deelgebied": PlaceKind.SUBAREA,
    "straat": PlaceKind.STREET,
    "plein": PlaceKind.SQUARE,
}
STATUSES = {
    "open": ActionStatus.OPEN,
    "bezig": ActionStatus.BUSY,
    "klaar": ActionStatus.DONE,
    "gestopt": ActionStatus.STOPPED,
}
VERDICTS = {"ja": Verdict.YES, "deels": Verdict.PARTLY, "nee": Verdict.NO}
CONSENTS = {"ja": Consent.YES, "ja, als…": Consent.YES_IF, "nee, want…": Consent.NO_BECAUSE}
DEMO_PASSWORD = "een buurt in balans"  # noqa: S105  (of an invented person, in demo mode only)

Story = Mapping[str, Any]


def load() -> None:
    """Fill an empty database with the demo neighbourhood."""
    stage = _Stage(_read("neighbourhood.yaml"))
    stage.first_phase(_read("phase_1.yaml"))
    stage.second_phase(_read("phase_2.yaml"))
    stage.empty_project()
    db.session.commit()
    logging.getLogger(__name__).info("demo loaded")


def _read(name: str) -> Story:
    story: Story = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return story


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _moment(day: str, clock: str = "12:00") -> datetime:
    return datetime.combine(_day(day), time.fromisoformat(clock), AMSTERDAM).astimezone(UTC)


@dataclass
class _Stage:
    """The demo while it is being built."""

    story: Story
    project: Project = field(init=False)
    members: dict[str, Membership] = field(init=False, default_factory=dict)
    figures: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """The traject, its places, figures and people."""
        told = self.story["project"]
        leader = next(person for person in self.story["people"] if person["membership"] == "facilitator")
        creator = add_person(leader["name"], leader["email"], password=DEMO_PASSWORD, may_facilitate=True)
        self.project = projects.create_project(
            creator,
            title=told["title"],
            area=told["area"],
            focus_question=told["focus_question"],
            approach=Approach(told["approach"]),
            agreement=told["sharing_agreement"],
            organisation=leader["organisation"],
        )
        for place in told["places"]:
            add_place(self.project, place["name"], PLACES[place["kind"]])
        for figure in self.story["indicators"]:
            self.figures[figure["id"]] = figure["label"]
            save_figure(self.project, None, **{name: text for name, text in figure.items() if name != "id"})
        self.members[leader["key"]] = self.project.memberships[0]
        self.members[leader["key"]].job_title = leader["role"]
        for person in self.story["people"]:
            if person is not leader:
                self.members[person["key"]] = self._participant(person)

    def _participant(self, person: Mapping[str, str]) -> Membership:
        return projects.add_participant(
            self.project,
            name=person["name"],
            email=person["email"],
            organisation=person["organisation"],
            role=Role(person["membership"]),
            job_title=person["role"],
            discipline=person["discipline"],
            locale=person["language"],
        )

    def first_phase(self, story: Story) -> None:
        """The phase that is over: one problem, agreed goals, an evaluation."""
        phase = self.project.phases[0]
        phase.title, phase.started_on = story["phase"]["title"], _day(story["phase"]["started"])
        self._meetings(phase, story)
        self._talked_through(phase, 1, 3, 4)
        subjects = self._fill_in(phase, 2, story["step_2"])
        self._close(phase, 2)
        self._confirm_map(phase, story, subjects, parked=("los-verlichting",))
        problem = self._problem(phase, story)
        self._fill_in(phase, 5, story["step_5"])
        self._close(phase, 5)
        goals = self._goals(phase, problem, story)
        self._actions(phase, goals, story)
        self._gaps(phase, story)
        self._ideas(phase, story)
        self._fill_in(phase, 6, _with_goal_texts(story["step_6"], story))
        self._close(phase, 6)
        for told in story["evaluation"]:
            goal = goals[told["goal"]]
            results.evaluate(
                phase, goal, VERDICTS[told["verdict"]], value=told["value"], note=told["note"], on=_day(told["date"])
            )
        self._decide(phase, story["decisions"][2], DecisionKind.OTHER)
        projects.confirm_step(self._step(phase, 6))

    def second_phase(self, story: Story) -> None:
        """The phase that is going on: steps 1 and 2 confirmed, step 3 open."""
        first = self.project.phases[0]
        parked = select(ParkedItem.id).where(ParkedItem.phase_id == first.id, ParkedItem.kind == ParkedKind.PROBLEM)
        phase = results.start_phase(
            self.project,
            first,
            list(db.session.scalars(parked)),
            story["phase"]["title"],
            _day(story["phase"]["started"]),
        )
        first.ended_on = date(2026, 6, 30)
        self._meetings(phase, story)
        self._fill_in(phase, 1, story["step_1"])
        self._close(phase, 1)
        projects.confirm_step(self._step(phase, 1))
        subjects = self._fill_in(phase, 2, story["step_2"])
        self._close(phase, 2)
        homes = self._confirm_map(phase, story, subjects, parked=("grofvuil",))
        self._fill_in(phase, 3, [_step_3(entry, homes) for entry in story["step_3"]])
        self._step(phase, 3).closes_on = date(2026, 11, 29)

    def empty_project(self) -> None:
        """A second traject, at its very start."""
        told = self.story["second_project"]
        project = projects.create_project(
            self.members[told["facilitator"]].person,
            title=told["title"],
            area=told["area"],
            focus_question=told["focus_question"],
            approach=Approach(told["approach"]),
            theme=told["theme"],
        )
        for place in told["places"]:
            add_place(project, place["name"], PLACES[place["kind"]])

    def _step(self, phase: Phase, number: int) -> Step:
        return next(step for step in phase.steps if step.number == number)

    def _talked_through(self, phase: Phase, *numbers: int) -> None:
        """Steps that the group took at the table, without a questionnaire."""
        for number in numbers:
            projects.confirm_step(self._step(phase, number))

    def _meetings(self, phase: Phase, story: Story) -> None:
        for told in story["meetings"]:
            starts = _moment(told["date"], told["start"])
            minutes = int((_moment(told["date"], told["end"]) - starts).total_seconds()) // 60
            meeting = add_meeting(phase, Details(starts, minutes, told["place"], "", tuple(told["steps"])))
            if told["status"] == "held":
                present = [self.members[key].id for key in told["present"]]
                report_on(meeting, held=True, present=present, note=told["note"])

    def _fill_in(self, phase: Phase, number: int, entries: list[Story]) -> dict[str, str]:
        """Everybody fills in a step. Gives the demo's own subject of each observation, by its key in the synthesis."""
        step = self._step(phase, number)
        projects.open_step(step)
        subjects: dict[str, str] = {}
        for entry in entries:
            member = self.members[entry["person"]]
            if member.agreement_accepted_at is None:
                accept_agreement(member)
            submission = start(step, member)
            questionnaire = definition(submission.questionnaire)
            context = context_for(step, member, {}, "nl")
            save_answers(submission, answers_of(self._with_figures(entry), questionnaire, context))
            if entry["sent"]:
                submit(submission)
                submission.started_at, submission.submitted_at = (
                    _moment(entry["sent_on"], "11:48"),
                    _moment(entry["sent_on"]),
                )
            subjects |= _labels(submission.id, entry)
        db.session.commit()
        return subjects

    def _met(self, phase: Phase, number: int) -> datetime:
        """When the group last sat together about a step."""
        return max(one.starts_at for one in phase.meetings if any(step.number == number for step in one.steps))

    def _close(self, phase: Phase, number: int) -> None:
        """Close a step; its draft was made on the day before the group met."""
        projects.close_step(self._step(phase, number))
        draft = newest_draft(phase)
        if draft is not None:
            draft.made_at = self._met(phase, number) - timedelta(days=1)
            db.session.commit()

    def _with_figures(self, entry: Story) -> dict[str, Any]:
        """Figures go by their label, as people see them."""
        told = dict(entry)
        if "2.5" in told:
            told["2.5"] = {self.figures[figure]: said for figure, said in told["2.5"].items()}
        return told

    def _confirm_map(
        self, phase: Phase, story: Story, subjects: Mapping[str, str], parked: tuple[str, ...]
    ) -> dict[str, str]:
        """The group's map: titles and merges, some parked, the rest confirmed. Gives the cluster of each subject."""
        table = Table(phase, self.members["esther"].person, self._met(phase, 2))
        shared = {told["key"]: told["title"] for told in story["subjects"] if not told.get("single")}
        homes = table.arrange({key: subject for key, subject in subjects.items() if subject in shared}, shared)
        for subject in parked:
            if subject in homes:
                table.park(homes[subject])
        table.confirm([cluster for subject, cluster in homes.items() if subject not in parked])
        db.session.commit()
        return homes

    def _problem(self, phase: Phase, story: Story) -> ProblemStatement:
        told = story["problem"]
        title = told["title"]
        cluster = next(one for one in confirmed_clusters(phase) if one.title == title)
        sentence = Sentence(
            title,
            told["place"],
            told["who"],
            told["what"],
            told["cause"],
            told["sign"],
            "\n".join(told["out_of_scope"]),
        )
        problem = save_problem(phase, cluster.id, sentence)
        self._decide(phase, story["decisions"][0], DecisionKind.PROBLEM, problems=[problem])
        return problem

    def _goals(self, phase: Phase, problem: ProblemStatement, story: Story) -> dict[int, Goal]:
        goals = {}
        for told in story["goals"]:
            words = GoalText(
                told["text"],
                told["for_whom"],
                told["indicator"],
                told["baseline"],
                told["target"],
                told["source"],
                _day(told["due"]),
                self.members[told["owner"]],
                told["strength"],
            )
            statements = [key for where in told["from"] for key in self._statements(phase, where)]
            goals[told["number"]] = propose(phase, problem, words, statements)
        self._decide(phase, story["decisions"][1], DecisionKind.GOAL, goals=list(goals.values()))
        return goals

    def _statements(self, phase: Phase, where: Story) -> list[str]:
        """The statements of an answer of the demo."""
        question = where["question"] if where["question"] == "5.1" else where["question"] + "a"
        member = self.members[where["person"]]
        for step in phase.steps:
            wanted = select(Answer.id).where(
                Answer.submission.has(step_id=step.id, membership_id=member.id),
                Answer.question_id == question,
                Answer.repeat == where["repeat"],
            )
            found = db.session.scalar(wanted)
            if found is not None:
                return statements_of(phase, found)
        raise LookupError(f"{where} is nowhere in the demo")

    def _decide(self, phase: Phase, told: Story, kind: DecisionKind, **about: Any) -> None:
        voices = [
            Voice(organisation_named(name).id, CONSENTS[vote["vote"]], vote["text"], vote["answer"])
            for name, vote in told["votes"].items()
        ]
        day = _day(told["date"])
        meeting = next((one for one in phase.meetings if one.starts_at.date() == day), None)
        results.record_decision(
            phase, Proposal(told["text"], Outcome.DECIDED, day, voices, kind=kind, meeting=meeting, **about)
        )

    def _actions(self, phase: Phase, goals: Mapping[int, Goal], story: Story) -> None:
        for told in story["actions"]:
            words = ActionText(
                told["what"], self.members[told["owner"]], _day(told["due"]), told["needs"], goals[told["goal"]]
            )
            action = results.add_action(phase, words)
            results.set_status(phase, action, STATUSES[told["status"]], told["reason"])

    def _gaps(self, phase: Phase, story: Story) -> None:
        for told in story["knowledge_gaps"]:
            owner = self.members[told["owner"]]
            words = GapText(
                told["question"], told["why"], told["who_may_know"], owner, _day(told["due"]), told["answer"]
            )
            results.add_gap(phase, words)

    def _ideas(self, phase: Phase, story: Story) -> None:
        for number, told in enumerate(story["parked_ideas"], 1):
            db.session.add(
                ParkedItem(phase_id=phase.id, kind=ParkedKind.IDEA, text=told["text"], source=f"meeting-{number}")
            )
        db.session.commit()


def _labels(submission_id: int, entry: Story) -> dict[str, str]:
    """The demo's own subject of each observation, by the key that the synthesis knows the answer by."""
    rows = select(Answer.id, Answer.repeat).where(Answer.submission_id == submission_id, Answer.question_id == "2.1a")
    told = entry.get("2.1", [])
    return {f"a{number}": told[repeat]["subject"] for number, repeat in db.session.execute(rows)}


def _with_goal_texts(entries: list[Story], story: Story) -> list[Story]:
    """Goals and actions go by their text, as people see them."""
    goals = {told["number"]: told["text"] for told in story["goals"]}
    actions = {told["number"]: told["what"] for told in story["actions"]}
    names = {"6.1": goals, "6.2": actions}
    return [
        {
            name: {names[name][number]: said for number, said in told.items()} if name in names else told
            for name, told in entry.items()
        }
        for entry in entries
    ]


def _step_3(entry: Story, homes: Mapping[str, str]) -> dict[str, Any]:
    """Step 3 speaks of subjects; the form asks about the clusters they became."""
    cause_rows: dict[str, list[Story]] = {}
    for told in entry["causes"]:
        cause_rows.setdefault(homes[told["subject"]], []).append(told)
    return {
        "person": entry["person"],
        "sent": entry["sent"],
        "sent_on": entry["sent_on"],
        "3.1": [homes[subject] for subject in entry["top3"]],
        "3.2": {
            cluster: {"3.2a": told[0]["text"], "3.2b": told[0]["sure"], "3.2c": told[0]["based_on"]}
            for cluster, told in cause_rows.items()
        },
        "3.3": {homes[told["subject"]]: told["text"] for told in entry["effects"]},
        "3.4": [
            {"3.4a": homes[told["from"]], "3.4b": homes[told["to"]], "3.4c": told["kind"]}
            for told in entry["reinforce"]
        ],
        "3.5a": entry["load"],
        "3.5b": entry["capacity"],
        "3.5c": entry["mostly_by"],
        "3.6": [
            {"3.6a": homes[told["subject"]], "3.6b": told["activity"], "3.6c": told["works"]} for told in entry["does"]
        ],
        "3.7": [{"3.7a": homes[told["subject"]], "3.7b": told["text"]} for told in entry["doubts"]],
    }
