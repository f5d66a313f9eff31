"""A facilitator shapes the questionnaire of a step: what is stored, who is asked what, and that no answer is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.models import (
    Answer,
    AuditEvent,
    Membership,
    Person,
    QuestionnaireChange,
    QuestionnaireVersion,
    Step,
    StepStatus,
    Submission,
)
from app.projects.operations import open_step, prepare_step
from app.questionnaires import queries, shaping
from app.questionnaires.changing import ChangedMeanwhileError, change
from app.questionnaires.operations import save_answers, start, submit
from forms.changes import AddQuestion, Change, Hide, MoveQuestion, Reset, RewordPage, RewordQuestion, Show, words
from forms.definition import load_step
from forms.keys import AnswerKey
from forms.shaping import ChangeError
from tests.app.questionnaires_factories import Desk, make_desk, point, send
from tests.factories import make_person, make_project

BETTER = RewordQuestion("2.1a", label=words("Wat valt je op?", "What strikes you?"))


@pytest.fixture
def lead(app: Flask) -> Person:
    """Who changes the questionnaire."""
    return make_person("Els de Wit", may_facilitate=True)


@pytest.fixture
def step(app: Flask) -> Step:
    """Step 2 of a traject, in preparation."""
    return make_project().phases[0].steps[1]


def made(step: Step, author: Person, *changes: Change) -> None:
    """Make these changes one after another, each on a fresh page."""
    for wanted in changes:
        assert change(step, wanted, author, shaping.last(shaping.rows_of(step)))


def ids(step: Step) -> list[str]:
    return [question.id for question in queries.definition_of(step).questions]


def events(action: str) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


def test_what_is_changed_before_a_step_opens_is_what_people_are_asked(step: Step, lead: Person) -> None:
    made(step, lead, BETTER, Hide("2.7"), AddQuestion("", "strengths", "long", words("Wie helpt al?"), says="kracht"))
    open_step(step)
    asked = queries.definition_of(step)
    assert asked.question("2.1a").label.nl == "Wat valt je op?"
    assert "2.7a" not in ids(step)
    assert asked.question("x1").says == "kracht"
    version = db.session.get_one(QuestionnaireVersion, step.questionnaire_id)
    assert queries.definition(version) == asked
    assert version.hash == asked.hash


def test_a_step_without_changes_asks_the_original(step: Step) -> None:
    open_step(step)
    assert queries.definition_of(step) == load_step(2)


def test_another_step_and_another_traject_keep_their_own_questions(step: Step, lead: Person) -> None:
    made(step, lead, Hide("2.7"))
    assert queries.definition_of(make_project().phases[0].steps[1]) == load_step(2)
    assert queries.definition_of(step.phase.steps[2]) == load_step(3)


def test_an_open_step_that_nobody_started_on_is_published_anew_at_each_change(lead: Person) -> None:
    desk = make_desk()
    before = desk.step.questionnaire_id
    made(desk.step, lead, Hide("2.7"))
    assert desk.step.questionnaire_id != before
    assert "2.7a" not in ids(desk.step)
    assert start(desk.step, desk.member).questionnaire_id == desk.step.questionnaire_id


def test_history_keeps_every_change_in_order_with_who_and_when(step: Step, lead: Person) -> None:
    made(step, lead, Hide("2.7"), Show("2.7"), Hide("2.8"))
    rows = shaping.rows_of(step)
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert {row.author.name for row in rows} == {"Els de Wit"}
    assert all(row.made_at.tzinfo for row in rows)


def test_ids_of_added_questions_are_never_used_again_in_a_traject(step: Step, lead: Person) -> None:
    question = AddQuestion("", "strengths", "short", words("Wat nog?"))
    made(step, lead, question, Reset(), question)
    assert [one for one in ids(step) if one.startswith("x")] == ["x2"]
    other = step.phase.steps[3]
    made(other, lead, AddQuestion("", "choice", "short", words("Wat nog?")))
    assert "x3" in ids(other)
    elsewhere = make_project().phases[0].steps[1]
    made(elsewhere, lead, question)
    assert "x1" in ids(elsewhere)


def test_a_change_that_is_not_possible_leaves_no_trace(step: Step, lead: Person) -> None:
    with pytest.raises(ChangeError):
        change(step, Hide("2.1a"), lead, 0)
    assert not shaping.rows_of(step)
    assert not events("changed_questionnaire")


def test_words_that_are_the_same_are_no_change(step: Step, lead: Person) -> None:
    assert not change(step, RewordQuestion("2.1a", label=load_step(2).question("2.1a").label), lead, 0)
    assert not shaping.rows_of(step)


def test_of_two_facilitators_with_the_same_page_the_second_is_told(step: Step, lead: Person) -> None:
    assert change(step, BETTER, lead, seen=0)
    with pytest.raises(ChangedMeanwhileError):
        change(step, RewordQuestion("2.1a", label=words("Iets anders")), make_person(), seen=0)
    assert queries.definition_of(step).question("2.1a").label.nl == "Wat valt je op?"


def test_the_database_itself_refuses_two_changes_with_one_number(step: Step, lead: Person) -> None:
    made(step, lead, Hide("2.7"))
    content = {"change": "reset"}
    db.session.add(QuestionnaireChange(step_id=step.id, sequence=1, content=content, made_by=lead.id))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_log_says_that_it_was_changed_and_no_text(step: Step, lead: Person) -> None:
    made(step, lead, BETTER)
    [event] = events("changed_questionnaire")
    assert (event.object_type, event.object_id, event.project_id) == ("step", str(step.id), step.phase.project_id)


def test_what_was_published_before_stays_as_it_was(lead: Person) -> None:
    desk = make_desk()
    first = db.session.get_one(QuestionnaireVersion, desk.step.questionnaire_id)
    made(desk.step, lead, BETTER)
    assert queries.definition(first) == load_step(2)


# Once somebody has started


def begun(app_desk: Desk) -> Desk:
    """Two people filled in, one of them sent."""
    send(app_desk.step, app_desk.member, "Grofvuil naast de containers", "Fietsen op de stoep")
    save_answers(start(app_desk.step, app_desk.other("Politie")), point("Lawaai"))
    return app_desk


def answers() -> list[tuple[int, str, int, object, int]]:
    rows = db.session.scalars(select(Answer).order_by(Answer.id))
    return [(row.submission_id, row.question_id, row.repeat, row.value, row.version) for row in rows]


@pytest.mark.parametrize(
    "wanted",
    [
        Hide("2.7"),
        MoveQuestion("2.1d", up=True),
        AddQuestion("", "strengths", "short", words("Wat nog?")),
        Reset(),
    ],
)
def test_once_somebody_started_the_questions_stay_as_they_are(lead: Person, wanted: Change) -> None:
    desk = begun(make_desk())
    before = desk.step.questionnaire_id
    with pytest.raises(ChangeError) as raised:
        change(desk.step, wanted, lead, 0)
    assert "alleen nog tikfouten" in raised.value.sentence("nl")
    assert desk.step.questionnaire_id == before
    assert not shaping.rows_of(desk.step)


def test_better_words_reach_everybody_and_no_answer_changes(lead: Person) -> None:
    desk = begun(make_desk())
    before = answers()
    made(desk.step, lead, BETTER)
    assert answers() == before
    forms = [one.submission for one in queries.respondents(desk.step) if one.submission]
    assert len(forms) == 2
    for form in forms:
        asked = queries.definition(form.questionnaire)
        assert form.questionnaire_id == desk.step.questionnaire_id
        assert (asked.version, asked.question("2.1a").label.nl) == ("1.0.1", "Wat valt je op?")
        assert queries.values_of(form)[AnswerKey("2.1a")]
    assert {form.submitted_at is None for form in forms} == {True, False}


def test_what_was_said_is_the_same_for_the_synthesis_after_better_words(lead: Person) -> None:
    desk = begun(make_desk())
    before = queries.said_in(desk.step.phase)
    made(desk.step, lead, BETTER, RewordPage("strengths", title=words("Krachten")))
    assert queries.said_in(desk.step.phase) == before
    assert queries.definition_of(desk.step).version == "1.0.2"


def test_a_patch_is_logged_without_text_and_leaves_the_old_version(lead: Person) -> None:
    desk = begun(make_desk())
    old = desk.step.questionnaire_id
    made(desk.step, lead, BETTER)
    [event] = events("patched_questionnaire")
    assert (event.object_type, event.object_id) == ("questionnaire_version", str(desk.step.questionnaire_id))
    assert queries.definition(db.session.get_one(QuestionnaireVersion, old)) == load_step(2)


def test_a_patch_builds_on_what_was_published_not_on_the_file(lead: Person) -> None:
    desk = make_desk()
    made(desk.step, lead, Hide("2.7"))
    begun(desk)
    made(desk.step, lead, BETTER)
    assert "2.7a" not in ids(desk.step)
    assert queries.definition_of(desk.step).question("2.1a").label.nl == "Wat valt je op?"


def test_closing_and_opening_again_keeps_the_patch(lead: Person) -> None:
    desk = begun(make_desk())
    made(desk.step, lead, BETTER)
    prepare_step(desk.step)
    open_step(desk.step)
    assert queries.definition_of(desk.step).version == "1.0.1"


def test_other_trajects_keep_their_version(lead: Person) -> None:
    desk, elsewhere = begun(make_desk()), make_desk()
    form = start(elsewhere.step, elsewhere.member)
    made(desk.step, lead, BETTER)
    assert queries.definition(form.questionnaire) == load_step(2)
    assert queries.definition_of(elsewhere.step) == load_step(2)


def test_an_answer_to_an_added_question_leads_back_to_its_step(lead: Person) -> None:
    desk = make_desk()
    made(desk.step, lead, AddQuestion("", "strengths", "long", words("Wie helpt al?"), says="kracht"))
    form = start(desk.step, desk.member)
    save_answers(form, {**point("Grofvuil"), AnswerKey("x1"): "De voetbalclub"})
    assert submit(form)
    said = {answer.question: answer.text for answer in queries.said_in(desk.step.phase)}
    assert said["2.x1"] == "De voetbalclub"
    stored = db.session.scalar(select(func.count()).select_from(Answer).where(Answer.question_id == "x1"))
    assert stored == 1


def test_changes_go_with_their_step(step: Step, lead: Person) -> None:
    made(step, lead, Hide("2.7"))
    db.session.delete(step)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(QuestionnaireChange)) == 0


def test_a_step_can_be_changed_in_whatever_status_nobody_started_in(step: Step, lead: Person) -> None:
    step.status = StepStatus.SKIPPED
    made(step, lead, Hide("2.7"))
    open_step(step)
    assert "2.7a" not in ids(step)


# At the same moment


def together(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """Do these things at once, each in a process of its own as far as the database can tell; what each came to."""
    db.session.commit()
    barrier = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        with app.app_context():
            barrier.wait()
            try:
                return act()
            except (ChangedMeanwhileError, ChangeError) as error:
                return type(error)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        found = list(pool.map(one, acts))
    db.session.expire_all()
    return found


def test_of_two_changes_at_the_same_moment_one_is_made(app: Flask, step: Step, lead: Person) -> None:
    step_id, lead_id = step.id, lead.id

    def hide(question: str) -> Callable[[], object]:
        return lambda: change(db.session.get_one(Step, step_id), Hide(question), db.session.get_one(Person, lead_id), 0)

    outcomes = together(app, hide("2.7"), hide("2.8"), hide("2.6"))
    assert sorted(map(str, outcomes)) == sorted(map(str, [True, ChangedMeanwhileError, ChangedMeanwhileError]))
    assert len(shaping.rows_of(step)) == 1


def test_who_starts_while_a_question_is_hidden_gets_one_version_or_the_other_as_a_whole(
    app: Flask, lead: Person
) -> None:
    desk = make_desk()
    step_id, lead_id, member_id = desk.step.id, lead.id, desk.member.id

    def hide() -> object:
        return change(db.session.get_one(Step, step_id), Hide("2.7"), db.session.get_one(Person, lead_id), 0)

    def begin() -> object:
        return start(db.session.get_one(Step, step_id), db.session.get_one(Membership, member_id)).id

    outcomes = together(app, hide, begin)
    form = db.session.scalars(select(Submission)).one()
    assert form.questionnaire_id == desk.step.questionnaire_id
    assert outcomes[0] in {True, ChangeError}
    assert ("2.7a" in ids(desk.step)) == (outcomes[0] is ChangeError)
