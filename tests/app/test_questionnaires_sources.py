"""What forms can refer to, from places to goals, and how what was said goes on to the map."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.extensions import db
from app.models import Action, Indicator, KnowledgeGap, Membership, Phase, Role, Step
from app.models.results import ParkedItem, ParkedKind
from app.overview.operations import change, make_draft, new_id
from app.questionnaires import queries
from app.questionnaires.operations import save_answers, start, submit
from app.questionnaires.queries import context_for
from app.questionnaires.versions import showable
from forms.build import build_page, pages_to_ask
from forms.context import Context
from forms.keys import AnswerKey, Value
from synthesis import edits
from synthesis.model import Evidence, Kind
from tests.app.overview_factories import WASTE, YOUTH
from tests.app.questionnaires_factories import make_desk, open_up, point, send
from tests.app.results_factories import Table, agreed_goal, make_goal, make_table
from tests.conftest import SignIn
from tests.factories import join


def step_of(phase: Phase, number: int) -> Step:
    return next(step for step in phase.steps if step.number == number)


def labels(context: Context, source: str) -> list[str]:
    return [choice.label.nl for choice in context.sources.get(source, ())]


def context_in(table: Table, number: int, member: Membership | None = None) -> Context:
    return context_for(step_of(table.phase, number), member or table.voters[0], {}, "nl")


@pytest.fixture
def table(app: Flask) -> Table:
    return make_table()


def test_places_figures_themes_and_other_organisations_can_be_chosen(app: Flask) -> None:
    desk = make_desk()
    desk.other("Politie")
    desk.other("Waarnemers", Role.OBSERVER)
    db.session.add(Indicator(project_id=desk.project.id, label="Onveilig gevoel", value="38%", comparison="Stad: 27%"))
    db.session.commit()
    dutch = context_for(desk.step, desk.member, {}, "nl")
    assert labels(dutch, "places") == ["Lisplein"]
    assert labels(dutch, "organisations") == ["Politie"]
    assert labels(dutch, "indicators") == ["Onveilig gevoel: 38%"]
    assert "Afval en openbare ruimte" in labels(dutch, "themes")
    english = {choice.label.en for choice in dutch.sources["themes"]}
    assert english.isdisjoint({"Afval en openbare ruimte"})


def test_step_3_asks_about_the_subjects_that_the_group_confirmed(table: Table) -> None:
    context = context_in(table, 3)
    assert set(labels(context, "clusters")) == {WASTE, YOUTH}
    assert labels(context, "candidates") == labels(context, "clusters")
    change(table.phase, edits.park(table.map, new_id(), table.cluster(YOUTH)), table.author)
    assert labels(context_in(table, 3), "clusters") == [WASTE]


def test_a_choice_that_was_made_stays_when_the_group_merges_its_subject(table: Table) -> None:
    member, step = table.voters[0], step_of(table.phase, 3)
    waste, youth = table.cluster(WASTE), table.cluster(YOUTH)
    answers: dict[AnswerKey, Value] = {
        AnswerKey("3.1"): (youth, waste),
        AnswerKey("3.2a", youth, 0): "Er is niets te doen",
        AnswerKey("3.7a"): youth,
    }
    change(table.phase, edits.merge(table.map, new_id(), [waste, youth]), table.author)
    context = context_for(step, member, answers, "nl")
    page = build_page(queries.definition_of(step), "top-three", context)
    assert not page.errors()
    causes = build_page(queries.definition_of(step), "causes", context)
    assert causes.read()[AnswerKey("3.2a", youth, 0)] == "Er is niets te doen"


def test_a_number_of_another_traject_tells_nothing(table: Table) -> None:
    other = make_table()
    secret = ParkedItem(phase_id=other.phase.id, kind=ParkedKind.PROBLEM, text="Geheim", source="x")
    gap = KnowledgeGap(phase_id=other.phase.id, question="Ook geheim")
    db.session.add_all([secret, gap])
    db.session.commit()
    answers: dict[AnswerKey, Value] = {AnswerKey("6.8b"): str(secret.id)}
    context = context_for(step_of(table.phase, 6), table.voters[0], answers, "nl")
    assert "Geheim" not in labels(context, "parked")
    answers = {AnswerKey("3.8b", str(gap.id)): "Ik weet het"}
    context = context_for(step_of(table.phase, 3), table.voters[0], answers, "nl")
    assert "Ook geheim" not in labels(context, "gaps")


def test_the_wider_circle_is_not_shown_what_is_not_agreed(table: Table) -> None:
    wider = join(table.project, Role.WIDER, "Huisartsen")
    assert labels(context_in(table, 4), "strengths") == ["Bewoners ruimen samen op"]
    assert labels(context_in(table, 4, wider), "strengths") == []
    assert set(labels(context_in(table, 4, wider), "clusters")) == {WASTE, YOUTH}


def test_step_6_asks_about_exactly_the_agreed_goals_and_ones_own_actions(table: Table, sign_in: SignIn) -> None:
    member, step = table.voters[0], step_of(table.phase, 6)
    goal = agreed_goal(table)
    proposed = make_goal(goal.problem, "Er komen meer bankjes")
    mine = Action(phase_id=table.phase.id, what="Extra ronde op maandag", owner_id=member.id)
    db.session.add_all([mine, Action(phase_id=table.phase.id, what="Van een ander", owner_id=table.voters[1].id)])
    db.session.commit()
    context = context_for(step, member, {}, "nl")
    assert labels(context, "goals") == [goal.text]
    assert proposed.text in labels(context, "draft_goals")
    assert labels(context, "my_actions") == ["Extra ronde op maandag"]
    open_up(step)
    url = f"/projects/{table.project.id}/phases/1/steps/6/form/goals"
    page = sign_in(member.person).get(url).text
    assert goal.text in page
    assert proposed.text not in page
    assert AnswerKey("6.1a", str(goal.id)).name in page


def test_a_page_about_goals_is_not_asked_while_there_are_none(table: Table) -> None:
    step = step_of(table.phase, 6)
    asked = [page.id for page in pages_to_ask(queries.definition_of(step), context_in(table, 6))]
    assert "goals" not in asked
    assert "effects" in asked


def test_the_form_shows_the_confirmed_subjects_with_their_counts(table: Table, sign_in: SignIn) -> None:
    open_up(step_of(table.phase, 3))
    page = sign_in(table.voters[0].person).get(f"/projects/{table.project.id}/phases/1/steps/3/form").text
    assert WASTE in page
    assert "5 organisaties · 5 mensen · 7 kaarten" in " ".join(page.split())


def test_what_was_sent_goes_to_the_synthesis_with_everything_told_beside_it(app: Flask) -> None:
    desk = make_desk()
    desk.member.job_title = "wijkagent"
    form = start(desk.step, desk.member)
    save_answers(
        form, point("Groep op het plein", 0, **{"2_1d": "more", "2_2": ("young-people",), "2_3": "4", "2_1f": "T04"})
    )
    save_answers(form, {AnswerKey("2.6a"): "De moeders koken samen", AnswerKey("2.6b"): "buurthuis"})
    assert queries.said_in(desk.step.phase) == []
    submit(form)
    seen, strength = queries.said_in(desk.step.phase)
    row = next(row for row in form.answers if row.question_id == "2.1a")
    assert (seen.key, seen.text, seen.question) == (f"a{row.id}", "Groep op het plein", "2.1a")
    assert (seen.asked, seen.organisation, seen.role) == (Kind.PROBLEM, "Buurtteam", "wijkagent")
    assert (seen.place, seen.frequency, seen.trend, seen.evidence) == ("Lisplein", "daily", "more", Evidence.SEEN)
    assert (seen.groups, seen.severity, seen.theme) == (("young-people",), 4, "T04")
    assert (strength.asked, strength.place) == (Kind.STRENGTH, "buurthuis")


def test_causes_effects_and_doubts_go_to_the_subject_they_are_about(table: Table) -> None:
    member, step = table.voters[0], step_of(table.phase, 3)
    waste = table.cluster(WASTE)
    open_up(step)
    form = start(step, member)
    answers: dict[AnswerKey, Value] = {
        AnswerKey("3.1"): (waste,),
        AnswerKey("3.2a", waste, 0): "De containers zitten te snel vol",
        AnswerKey("3.3", waste): "Dan komen er ratten",
        AnswerKey("3.7a"): waste,
        AnswerKey("3.7b"): "Het is juist minder geworden",
    }
    save_answers(form, answers)
    form.submitted_at = form.started_at
    db.session.commit()
    said = [answer for answer in queries.said_in(table.phase) if answer.question.startswith("3.")]
    assert {answer.asked for answer in said} == {Kind.CAUSE, Kind.EFFECT, Kind.DOUBT}
    assert {answer.about for answer in said} == {waste}


def test_every_statement_leads_back_to_its_own_row(app: Flask) -> None:
    desk = make_desk()
    for number in range(3):
        send(desk.step, desk.other(), f"Punt {number} van de eerste", f"Punt {number} van de tweede")
    said = queries.said_in(desk.step.phase)
    assert len(said) == len({answer.key for answer in said}) == 6


def test_a_new_phase_starts_with_the_forms_of_its_own(table: Table) -> None:
    phase = Phase(project=table.project, number=2, started_on=date(2026, 11, 1))
    phase.steps = [Step(number=number) for number in range(1, 7)]
    db.session.add(phase)
    db.session.commit()
    assert queries.said_in(phase) == []
    assert labels(context_for(step_of(phase, 3), table.voters[0], {}, "nl"), "clusters") == []


@pytest.mark.parametrize("sent", ["9" * 70, "9" * 5000, "x" * 200, "<b>", "٣", "\0"])
def test_a_choice_that_never_was_one_is_not_offered(table: Table, sent: str) -> None:
    for number, question, source in ((3, "3.1", "clusters"), (6, "6.8b", "parked"), (4, "4.6a", "strengths")):
        context = context_for(step_of(table.phase, number), table.voters[0], {AnswerKey(question): (sent,)}, "nl")
        assert sent not in [choice.value for choice in context.sources.get(source, ())]


def test_no_text_in_a_sent_form_stops_the_map_from_being_made(app: Flask) -> None:
    desk = make_desk()
    nasty = [
        "a\0b op straat",
        "x\x0b\x0cy op straat",
        "\ufffe afval",
        "\u202eomgekeerd",
        "\U0001f6b2",
        "<b>=1+1</b>",
        ".",
    ]
    send(desk.step, desk.member, *nasty)
    for row in start(desk.step, desk.member).answers:
        if row.question_id == "2.1b":
            row.value = "Lis\ud800plein"
    db.session.commit()
    record = make_draft(desk.step.phase)
    assert record is not None
    for said in queries.said_in(desk.step.phase):
        assert showable(said.text + said.place) == said.text + said.place
