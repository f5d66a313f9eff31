"""The pages of goals, actions, questions and looking back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from app.extensions import db
from app.models import Action, Goal, KnowledgeGap, ParkedItem
from app.models.results import ActionStatus, ParkedKind, Verdict
from app.results import goals, operations
from app.results.operations import ActionText, GapText
from tests.app.overview_factories import redraw
from tests.app.results_factories import (
    IDEA,
    Table,
    agreed_goal,
    choose,
    goal_fields,
    make_goal,
    make_table,
    open_actions,
    page,
    send,
    sent,
    url,
)
from tests.checked_client import CheckedClient
from tests.conftest import SignIn


@pytest.fixture
def table(app: Flask) -> Table:
    return make_table()


@pytest.fixture
def lead(table: Table, sign_in: SignIn) -> CheckedClient:
    """The facilitator's browser."""
    return sign_in(table.facilitator.person)


def test_a_goal_walks_back_to_every_answer_and_each_link_works(table: Table, lead: CheckedClient) -> None:
    problem = choose(table.phase)
    (candidate,) = goals.candidate_goals(table.phase, problem)
    goal = goals.take_candidate(table.phase, problem, candidate.id)
    assert goal is not None
    text = page(lead, url(table, f"/goals/{goal.id}"))
    for key in candidate.statement_ids:
        link = f"/projects/{table.project.id}/phases/1/map/statements/{key}"
        assert link in text
        assert goal.text in page(lead, link)


def test_what_people_gave_with_a_wish_fills_in_the_goal(table: Table) -> None:
    problem = choose(table.phase)
    given = {"sign": "kinderen spelen er weer", "indicator": "nul meldingen"}
    redraw(table, lambda draft: replace(draft, goals=tuple(replace(goal, **given) for goal in draft.goals)))
    (candidate,) = goals.candidate_goals(table.phase, problem)
    goal = goals.take_candidate(table.phase, problem, candidate.id)
    assert goal is not None
    assert (goal.indicator, goal.target) == (given["sign"], given["indicator"])


def test_a_sign_that_is_the_goal_itself_is_not_written_twice(table: Table) -> None:
    problem = choose(table.phase)
    redraw(table, lambda draft: replace(draft, goals=tuple(replace(goal, sign=goal.text) for goal in draft.goals)))
    (candidate,) = goals.candidate_goals(table.phase, problem)
    goal = goals.take_candidate(table.phase, problem, candidate.id)
    assert goal is not None
    assert goal.indicator == ""


def test_a_goal_says_what_is_missing_and_can_be_saved_all_the_same(table: Table, lead: CheckedClient) -> None:
    goal = make_goal(choose(table.phase), indicator="", due_on=None)
    text = page(lead, url(table, f"/goals/{goal.id}"))
    assert "Dit ontbreekt nog:" in text
    assert "waaraan jullie het meten" in text
    assert "hoe het nu is" not in text
    assert "Anders" in send(lead, url(table, f"/goals/{goal.id}/edit"), **goal_fields(goal, text="Anders", strength=""))


def test_a_strength_that_is_not_on_the_map_can_be_named(table: Table, lead: CheckedClient) -> None:
    goal = make_goal(choose(table.phase))
    address = url(table, f"/goals/{goal.id}/edit")
    fields = goal_fields(goal, strength="other")
    lead.get(address)
    assert lead.post(address, data=fields).status_code == 422
    send(lead, address, **fields, own_strength="de groengroep")
    assert db.session.get_one(Goal, goal.id).strength == "de groengroep"
    assert 'value="de groengroep"' in page(lead, address)


def test_a_measure_from_step_5_fills_the_form_and_keeps_what_was_typed(table: Table, lead: CheckedClient) -> None:
    goal = make_goal(choose(table.phase))
    sent(table.voters[0], table.phase, {"5.3a": "weken zonder vuil", "5.3b": "1", "5.3c": "40", "5.3d": "schouw"})
    measure = goals.measures(table.phase)[0]
    address = url(table, f"/goals/{goal.id}/edit")
    lead.get(address)
    fields = goal_fields(goal, text="Getypt", measure=str(measure.id))
    text = lead.post(address, data=fields).get_data(as_text=True)
    assert "weken zonder vuil" in text
    assert "Getypt" in text
    assert db.session.get_one(Goal, goal.id).text != "Getypt"


def test_changing_an_agreed_goal_makes_a_new_proposal_and_says_so(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    assert lead.get(url(table, f"/goals/{goal.id}/edit")).status_code == 303
    page(lead, url(table, f"/goals/{goal.id}"))
    response = lead.post(url(table, f"/goals/{goal.id}/change"), follow_redirects=True)
    assert "Dit is een nieuw voorstel" in response.get_data(as_text=True)
    assert "Tot de groep besluit, geldt dit doel" in page(lead, url(table, f"/goals/{goal.id}"))


def test_somebody_says_how_far_their_own_action_is_and_only_that(table: Table, sign_in: SignIn) -> None:
    mine = operations.add_action(table.phase, ActionText("Van mij", owner=table.voters[0]))
    other = operations.add_action(table.phase, ActionText("Van een ander", owner=table.voters[1]))
    client = sign_in(table.voters[0].person)
    assert "Mijn acties" in page(client, url(table))
    send(client, url(table, f"/actions/{mine.id}"), status="busy", reason="")
    assert db.session.get_one(Action, mine.id).status is ActionStatus.BUSY
    assert client.get(url(table, f"/actions/{other.id}")).status_code == 403
    assert client.get(url(table, f"/actions/{mine.id}/edit")).status_code == 403


def test_stopping_an_action_asks_why(table: Table, lead: CheckedClient) -> None:
    action = operations.add_action(table.phase, ActionText("Vaker legen"))
    address = url(table, f"/actions/{action.id}")
    lead.get(address)
    assert lead.post(address, data={"status": "stopped"}).status_code == 422
    send(lead, address, status="stopped", reason="geen geld")
    assert db.session.get_one(Action, action.id).reason == "geen geld"


def test_a_late_action_says_so_in_words_and_a_finished_one_does_not(table: Table, lead: CheckedClient) -> None:
    action = operations.add_action(table.phase, ActionText("Vaker legen", due_on=date(2026, 1, 1)))
    assert "te laat" in page(lead, url(table))
    operations.set_status(table.phase, action, ActionStatus.DONE, "")
    assert "te laat" not in page(lead, url(table))


def test_more_than_seven_open_actions_get_a_kind_word(table: Table, lead: CheckedClient) -> None:
    open_actions(table)
    for number in range(7):
        operations.add_action(table.phase, ActionText(f"Actie {number}"))
    assert "meer dan zeven" not in page(lead, url(table))
    assert "Er lopen nu 8 acties" in send(lead, url(table, "/actions/new"), what="De achtste", owner="0", goal="0")
    assert "meer dan zeven acties" in page(lead, url(table))


def test_actions_wait_for_step_5(table: Table, lead: CheckedClient) -> None:
    response = lead.get(url(table, "/actions/new"), follow_redirects=True)
    assert "Acties spreken jullie af in stap 5" in response.get_data(as_text=True)
    open_actions(table)
    assert lead.get(url(table, "/actions/new")).status_code == 200


def test_sending_an_action_twice_gives_one_action(table: Table, lead: CheckedClient) -> None:
    open_actions(table)
    for _ in range(2):
        send(lead, url(table, "/actions/new"), what="Vaker legen", owner="0", goal="0")
    assert db.session.query(Action).count() == 1


def test_an_offer_from_step_5_fills_the_form_of_an_action(table: Table, lead: CheckedClient) -> None:
    open_actions(table)
    sent(table.voters[0], table.phase, {"5.5a": "Extra ronde op zaterdag", "5.5b": "2026-12-01", "5.5c": "een wagen"})
    text = page(lead, url(table, "/actions/new"))
    assert "Extra ronde op zaterdag" in text
    (link,) = re.findall(r'href="([^"]*offer=[0-9]+)"', text)
    filled = page(lead, link)
    assert 'value="2026-12-01"' in filled
    assert 'value="een wagen"' in filled


def test_an_idea_of_the_map_becomes_an_action_once_step_5_has_come(table: Table, lead: CheckedClient) -> None:
    text = page(lead, url(table, "/parked"))
    assert IDEA.replace("'", "&#39;") in text
    assert "Maak er een actie van" not in text
    open_actions(table)
    key = table.statement(IDEA)
    send(lead, url(table, f"/ideas/{key}"), what="Camera bij de container", owner="0", goal="0")
    item = db.session.query(ParkedItem).filter_by(kind=ParkedKind.IDEA).one()
    assert (item.source, item.taken_phase_id) == (key, table.phase.id)
    assert "Hier is een actie van gemaakt" in page(lead, url(table, "/parked"))


def test_a_question_from_an_answer_goes_on_the_list_once(table: Table, lead: CheckedClient) -> None:
    key = table.statement("Wie zijn deze jongeren?")
    for _ in range(2):
        lead.get(url(table, "/gaps"))
        lead.post(url(table, "/gaps/take"), data={"statement": key})
    assert db.session.query(KnowledgeGap).one().statement_id == key
    assert "Wie zijn deze jongeren?" in page(lead, url(table)).split("Het probleem")[0]


def test_who_took_a_question_on_answers_it(table: Table, sign_in: SignIn) -> None:
    gap = operations.add_gap(table.phase, GapText("Hoeveel meldingen zijn er?", owner=table.voters[0]))
    address = url(table, f"/gaps/{gap.id}")
    client = sign_in(table.voters[0].person)
    owner = str(table.voters[0].id)
    text = send(client, address, question=gap.question, owner=owner, answer="Veertig per maand")
    assert "Dit weten we nu" in text
    assert sign_in(table.voters[1].person).get(address).status_code == 403


def test_what_people_say_of_a_goal_stands_beside_what_was_agreed(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    for member, said in zip(table.voters, ("yes", "partly", "partly", "no"), strict=False):
        sent(member, table.phase, {("6.1a", str(goal.id), 0): said, ("6.1b", str(goal.id), 0): f"teken {said}"})
    text = page(lead, url(table, "/evaluation"))
    block = text.split(f'id="goal-{goal.id}"')[1].split("</article>")[0]
    assert "40" in block
    assert "15" in block
    assert "■■</span> 2" in block
    assert "teken partly" in block


def test_reported_and_recorded_status_stand_side_by_side(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    action = operations.add_action(table.phase, ActionText("Vaker legen", owner=table.voters[0], goal=goal))
    key = str(action.id)
    sent(table.voters[0], table.phase, {("6.2a", key, 0): "stopped", ("6.2b", key, 0): "wagen kapot"})
    row = page(lead, url(table, "/evaluation")).split("Vaker legen")[1].split("</tr>")[0]
    assert "open" in row
    assert "wagen kapot" in row


def test_the_network_of_step_1_and_step_6_is_compared_for_the_same_people(table: Table, lead: CheckedClient) -> None:
    for number, member in enumerate(table.voters[:4]):
        other = str(table.voters[4].organisation_id)
        sent(member, table.phase, {("1.7", other, 0): "never"})
        if number < 3:
            sent(member, table.phase, {("6.7d", other, 0): "often"})
    text = page(lead, url(table, "/evaluation")).split("Weet je elkaar te vinden?")[1]
    rows = [row.split("</tr>")[0] for row in text.split('<th scope="row">')[1:4]]
    numbers = [[part.split("<")[0] for part in row.split('class="number">')[1:]] for row in rows]
    assert numbers == [["3", "0"], ["0", "0"], ["0", "3"]]


def test_a_form_that_was_not_sent_counts_nowhere(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    for member in table.voters[:3]:
        sent(member, table.phase, {("6.1a", str(goal.id), 0): "yes"})
    assert "■■■" in page(lead, url(table, "/evaluation"))
    form = next(one for one in table.phase.steps if one.number == 6)
    db.session.execute(db.text("UPDATE submission SET submitted_at = NULL WHERE step_id = :step"), {"step": form.id})
    assert "■" not in page(lead, url(table, "/evaluation"))


def test_the_verdicts_of_a_goal_are_kept_in_order(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    goals.evaluate(table.phase, goal, Verdict.NO, value="39", note="", on=date(2026, 3, 1))
    goals.evaluate(table.phase, goal, Verdict.YES, value="14", note="", on=date(2026, 9, 1))
    text = page(lead, url(table, f"/goals/{goal.id}"))
    rows = text.split("<tbody>")[1]
    assert rows.index("1 maart 2026") < rows.index("1 september 2026")
    assert "nu: 14" in text
