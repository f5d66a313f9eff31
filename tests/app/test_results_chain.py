"""From problem to next phase: every link of the chain, and the way back along it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.models import Decision, Evaluation, Goal, Phase, ProblemStatement, StepStatus
from app.models.results import Consent, GoalStatus, Outcome, ParkedKind, Verdict
from app.overview.queries import confirmed_clusters, map_of
from app.results import goals, operations, queries
from app.results.deciding import Voice, superseded_by
from app.results.errors import NotPossibleError
from app.results.operations import ActionText
from app.results.phases import start_phase
from app.results.problems import OWN, drop_problem
from tests.app.questionnaires_factories import make_desk, send
from tests.app.results_factories import (
    DAY,
    SENTENCE,
    agreed_goal,
    choose,
    decide,
    make_goal,
    make_table,
    sent,
    subject,
)


def test_a_chosen_problem_is_a_proposal_until_the_group_decides(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    assert problem.decision_id is None
    decision = decide(table.phase, problem)
    assert problem.decision_id == decision.id


def test_choosing_parks_every_other_confirmed_subject(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    others = {cluster.id for cluster in confirmed_clusters(table.phase)} - {problem.cluster_id}
    assert others
    assert {item.source for item in queries.parked(table.phase, ParkedKind.PROBLEM)} == others


def test_a_parked_subject_that_is_chosen_after_all_leaves_the_list(app: Flask) -> None:
    table = make_table()
    first = choose(table.phase)
    other = next(one for one in confirmed_clusters(table.phase) if one.id != first.cluster_id)
    choose(table.phase, other.id)
    assert other.id not in {item.source for item in queries.parked_problems(table.phase)}
    drop_problem(table.phase, queries.problem_about(table.phase, other.id))  # type: ignore[arg-type]
    assert other.id in {item.source for item in queries.parked_problems(table.phase)}


def test_choosing_the_same_subject_twice_gives_one_problem_and_one_row_for_each_parked_one(app: Flask) -> None:
    table = make_table()
    choose(table.phase)
    parked = len(queries.parked_problems(table.phase))
    choose(table.phase)
    assert db.session.query(ProblemStatement).count() == 1
    assert len(queries.parked_problems(table.phase)) == parked


def test_a_confirmed_problem_cannot_be_reworded_in_silence(app: Flask) -> None:
    table = make_table()
    decide(table.phase, choose(table.phase))
    with pytest.raises(NotPossibleError):
        operations.save_problem(table.phase, subject(table.phase).id, SENTENCE)


def test_a_problem_of_its_own_that_is_dropped_is_parked(app: Flask) -> None:
    table = make_table()
    problem = operations.save_problem(table.phase, OWN, SENTENCE)
    drop_problem(table.phase, problem)
    assert SENTENCE.title in [item.text for item in queries.parked_problems(table.phase)]


def test_the_database_itself_refuses_an_agreed_goal_without_a_decision(app: Flask) -> None:
    table = make_table()
    goal = make_goal(choose(table.phase))
    goal.status = GoalStatus.AGREED
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_a_goal_is_agreed_by_a_decision_and_by_nothing_else(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    goal = make_goal(problem)
    with pytest.raises(NotPossibleError):
        decide(table.phase, goal)  # its problem is a proposal still
    decide(table.phase, problem)
    decide(table.phase, goal, outcome=Outcome.NOT_DECIDED, text="Nog niet.")
    assert goal.status is GoalStatus.PROPOSED
    decision = decide(table.phase, goal, text="Nu wel.")
    assert (goal.status, goal.decision_id) == (GoalStatus.AGREED, decision.id)


def test_a_problem_and_its_goals_can_be_decided_together(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    goal = make_goal(problem)
    decide(table.phase, problem, goal)
    assert goal.status is GoalStatus.AGREED
    assert problem.decision_id == goal.decision_id


def test_a_goal_that_does_not_name_a_strength_cannot_be_agreed(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    decide(table.phase, problem)
    goal = make_goal(problem, strength="")
    with pytest.raises(NotPossibleError):
        decide(table.phase, goal)
    assert goal.status is GoalStatus.PROPOSED


def test_an_objection_without_an_answer_keeps_the_group_from_deciding(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    voter = table.voters[0].organisation_id
    objection = Voice(voter, Consent.NO_BECAUSE, "dit is te groot")
    with pytest.raises(NotPossibleError):
        decide(table.phase, problem, voices=[objection])
    assert db.session.query(Decision).count() == 0
    answered = Voice(voter, Consent.NO_BECAUSE, "dit is te groot", "we beginnen met één plein")
    decision = decide(table.phase, problem, voices=[answered])
    assert decision.votes[0].answer == "we beginnen met één plein"


def test_an_objection_without_words_is_no_objection_yet(app: Flask) -> None:
    table = make_table()
    voices = [Voice(table.voters[0].organisation_id, Consent.YES_IF)]
    with pytest.raises(NotPossibleError):
        decide(table.phase, choose(table.phase), voices=voices)


def test_nobody_spoke_so_nothing_is_decided(app: Flask) -> None:
    table = make_table()
    with pytest.raises(NotPossibleError):
        decide(table.phase, choose(table.phase), voices=[])


def test_decisions_count_up_within_their_phase(app: Flask) -> None:
    table = make_table()
    numbers = [decide(table.phase, text=words).number for words in ("Eén.", "Twee.", "Drie.")]
    assert numbers == [1, 2, 3]


def test_the_same_decision_sent_twice_is_one_decision(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    first, second = decide(table.phase, problem), decide(table.phase, problem)
    assert first.id == second.id
    assert db.session.query(Decision).count() == 1


def test_a_new_decision_takes_the_place_of_the_old_one_once(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    old = decide(table.phase, problem, text="Zo.")
    new = decide(table.phase, problem, text="Liever zo.", supersedes=old)
    assert problem.decision_id == new.id
    assert superseded_by(table.phase)[old.id].id == new.id
    with pytest.raises(NotPossibleError):
        decide(table.phase, problem, text="Toch anders.", supersedes=old)
    assert db.session.get_one(Decision, old.id).text == "Zo."


def test_what_a_new_decision_does_not_repeat_no_longer_counts(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    goal = make_goal(problem)
    old = decide(table.phase, problem, goal, text="Allebei.")
    decide(table.phase, problem, text="Alleen het probleem.", supersedes=old)
    assert goal.status is GoalStatus.DROPPED
    assert problem.decision_id is not None


def test_what_stands_by_one_decision_is_not_taken_over_by_another(app: Flask) -> None:
    table = make_table()
    goal = agreed_goal(table)
    before = goal.decision_id
    with pytest.raises(NotPossibleError):
        decide(table.phase, goal, text="Nog eens.")
    assert goal.decision_id == before


def test_a_proposal_that_was_not_decided_leaves_the_old_decision_as_it_is(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    old = decide(table.phase, problem, text="Zo.")
    decide(table.phase, text="Toch niet?", supersedes=old, outcome=Outcome.NOT_DECIDED)
    assert problem.decision_id == old.id
    assert superseded_by(table.phase) == {}


def test_an_agreed_goal_changes_only_through_a_new_proposal_and_a_new_decision(app: Flask) -> None:
    table = make_table()
    goal = agreed_goal(table)
    action = operations.add_action(table.phase, ActionText("Containers vaker legen", goal=goal))
    with pytest.raises(NotPossibleError):
        goals.change_goal(table.phase, goal, goals.GoalText("Iets anders"))
    copy = goals.propose_change(table.phase, goal)
    assert goals.propose_change(table.phase, goal).id == copy.id
    goals.change_goal(table.phase, copy, goals.GoalText("Scherper doel", strength="geen"))
    assert goal.status is GoalStatus.AGREED
    old = goal.decision_id
    decision = decide(table.phase, copy, text="Scherper.")
    assert (goal.status, copy.status) == (GoalStatus.DROPPED, GoalStatus.AGREED)
    assert decision.supersedes_id == old
    db.session.refresh(action)
    assert action.goal_id == copy.id


def test_the_same_wish_taken_twice_is_one_goal(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    assert make_goal(problem).id == make_goal(problem).id
    assert db.session.query(Goal).count() == 1


def test_a_goal_from_the_map_keeps_the_statements_it_comes_from(app: Flask) -> None:
    table = make_table()
    problem = choose(table.phase)
    (candidate,) = goals.candidate_goals(table.phase, problem)
    goal = goals.take_candidate(table.phase, problem, candidate.id)
    assert goal is not None
    assert {source.statement_id for source in goal.sources} == set(candidate.statement_ids)
    for key in candidate.statement_ids:
        assert [one.id for one in queries.goals_using(table.phase, key)] == [goal.id]


def test_a_wish_from_step_5_brings_who_notices_and_by_what_sign(app: Flask) -> None:
    table = make_table()
    member = table.voters[0]
    sent(
        member,
        table.phase,
        {("5.1", "", 1): "Kinderen spelen weer op het plein", ("5.2b", "", 1): "je hoort ze", "5.1": "Rust op straat"},
    )
    problem = choose(table.phase)
    wish = next(one for one in goals.wishes(table.phase) if one.sign)
    goal = goals.take_wish(table.phase, problem, wish.answer.answer_id)
    assert goal is not None
    assert (goal.text, goal.indicator) == ("Kinderen spelen weer op het plein", "je hoort ze")
    assert [source.statement_id for source in goal.sources] == [f"a{wish.answer.answer_id}.1"]


def test_a_closed_step_is_confirmed_by_its_decision_and_an_open_one_stays_open(app: Flask) -> None:
    table = make_table()
    step = {step.number: step for step in table.phase.steps}
    step[4].status, step[5].status = StepStatus.CLOSED, StepStatus.OPEN
    db.session.commit()
    agreed_goal(table)
    assert step[4].status is StepStatus.CONFIRMED
    assert step[5].status is StepStatus.OPEN


def test_an_evaluation_needs_an_agreed_goal_and_counts_once_a_day(app: Flask) -> None:
    table = make_table()
    goal = agreed_goal(table)
    proposal = make_goal(goal.problem, "Nog een doel")
    with pytest.raises(NotPossibleError):
        goals.evaluate(table.phase, proposal, Verdict.YES, value="", note="", on=DAY)
    goals.evaluate(table.phase, goal, Verdict.PARTLY, value="22", note="het gaat de goede kant op", on=DAY)
    goals.evaluate(table.phase, goal, Verdict.YES, value="14", note="toch gehaald", on=DAY)
    only = db.session.query(Evaluation).one()
    assert (only.verdict, only.value) == (Verdict.YES, "14")


def test_the_next_phase_starts_from_parked_problems_and_the_old_one_ends(app: Flask) -> None:
    table = make_table()
    agreed_goal(table)
    waiting = queries.parked_problems(table.phase)
    phase = start_phase(table.project, table.phase, [waiting[0].id], "Tweede ronde", date(2027, 1, 4))
    assert (phase.number, [step.number for step in phase.steps]) == (2, [1, 2, 3, 4, 5, 6])
    assert table.phase.ended_on == date(2027, 1, 4)
    assert [item.id for item in queries.started_from(phase)] == [waiting[0].id]
    assert waiting[0].id not in {item.id for item in queries.parked_problems(phase)}
    assert {item.id for item in queries.parked_problems(phase)} == {item.id for item in waiting[1:]}


def test_starting_the_next_phase_twice_gives_one_phase(app: Flask) -> None:
    table = make_table()
    first = start_phase(table.project, table.phase, [], "", date(2027, 1, 4))
    second = start_phase(table.project, table.phase, [], "", date(2027, 1, 4))
    assert first.id == second.id
    assert db.session.query(Phase).count() == 2


def test_a_form_that_is_still_open_closes_with_its_phase(app: Flask) -> None:
    desk = make_desk()
    send(desk.step, desk.member, "Grofvuil naast de containers")
    start_phase(desk.project, desk.step.phase, [], "", date(2027, 1, 4))
    assert desk.step.status is StepStatus.CLOSED
    whole = map_of(desk.step.phase)
    assert whole is not None
    assert [said.text for said in whole.statements] == ["Grofvuil naast de containers"]


def test_open_questions_go_along_to_the_next_phase(app: Flask) -> None:
    table = make_table()
    gap = operations.add_gap(table.phase, operations.GapText("Wie zet het daar neer?"))
    later = start_phase(table.project, table.phase, [], "", date(2027, 1, 4))
    assert [one.id for one in queries.open_gaps(later)] == [gap.id]
    operations.change_gap(later, gap, operations.GapText(gap.question, answer="Het komt van bedrijven."))
    assert queries.open_gaps(later) == []


def test_the_database_refuses_two_decisions_with_one_number(app: Flask) -> None:
    table = make_table()
    decision = decide(table.phase)
    with pytest.raises(IntegrityError):
        db.session.execute(
            text(
                "INSERT INTO decision (phase_id, number, kind, text, outcome, decided_on, recorded_at)"
                " VALUES (:phase, :number, 'other', '', 'decided', '2026-01-01', '2026-01-01')"
            ),
            {"phase": table.phase.id, "number": decision.number},
        )
    db.session.rollback()
