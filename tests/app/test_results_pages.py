"""The pages of results: who sees what, and the whole way along them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.extensions import db
from app.models import Goal, Phase, Role
from app.models.results import GoalStatus, Outcome
from app.results import goals, operations, queries
from app.results.operations import ActionText
from app.results.phases import start_phase
from tests.app.results_factories import (
    IDEA,
    SENTENCE,
    Table,
    agreed_goal,
    choose,
    decide,
    goal_fields,
    make_goal,
    make_table,
    page,
    send,
    sentence_fields,
    subject,
    url,
    yes,
)
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_project


@pytest.fixture
def table(app: Flask) -> Table:
    return make_table()


@pytest.fixture
def lead(table: Table, sign_in: SignIn) -> CheckedClient:
    """The facilitator's browser."""
    return sign_in(table.facilitator.person)


def test_the_whole_way_from_choosing_to_the_next_phase(table: Table, lead: CheckedClient) -> None:
    assert "Kies een probleem" in page(lead, url(table))
    cluster = subject(table.phase).id
    text = send(lead, url(table, f"/problems/{cluster}"), **sentence_fields())
    assert "Op het Lisplein merken bewoners dat er elke week grofvuil" in text
    assert "concept, nog niet afgesproken" in text

    decision = url(table, "/decisions/new")
    problem = queries.problems(table.phase)[0]
    base = {"kind": "other", "outcome": "decided", "decided_on": "2026-10-06", "meeting": "0"} | yes(table.voters[0])
    send(lead, decision, text="Dit kiezen we.", confirms=f"problem-{problem.id}", **base)
    assert queries.problems(table.phase)[0].decision_id is not None

    (candidate,) = goals.candidate_goals(table.phase, problem)
    page(lead, url(table, "/goals/proposals"))
    lead.post(url(table, "/goals/take"), data={"problem": cluster, "candidate": candidate.id})
    goal = db.session.query(Goal).one()
    send(lead, url(table, f"/goals/{goal.id}/edit"), **goal_fields(goal, text="Het plein is schoon", target="15"))
    text = send(lead, decision, text="Dit doel spreken we af.", confirms=f"goal-{goal.id}", **base)
    assert "Wat dit besluit vaststelt" in text
    assert goal.status is GoalStatus.AGREED

    action = {"what": "Vaker legen", "owner": str(table.voters[0].id), "due_on": "2026-11-01", "goal": str(goal.id)}
    assert "Vaker legen" in send(lead, url(table, "/actions/new"), **action)
    evaluation = {"verdict": "partly", "value": "22", "note": "op weg", "evaluated_on": "2026-11-20"}
    assert "De groep zegt: deels" in send(lead, url(table, f"/goals/{goal.id}/evaluate"), **evaluation)

    parked = queries.parked_problems(table.phase)[0]
    text = send(lead, url(table, "/next-phase"), parked=str(parked.id), title="Tweede ronde", started_on="2027-01-04")
    assert "Deze fase begon met wat geparkeerd stond" in text
    old = page(lead, url(table))
    assert "Het plein is schoon" in old
    assert "Deze fase is afgesloten" in old


def test_the_wider_circle_sees_only_what_is_agreed(table: Table, sign_in: SignIn) -> None:
    goal = agreed_goal(table)
    proposal = make_goal(goal.problem, "Dit is nog maar een plan")
    decide(table.phase, text="Dit ging niet door", outcome=Outcome.NOT_DECIDED)
    operations.add_action(table.phase, ActionText("Werk voor een plan", goal=proposal))
    outsider = sign_in(join(table.project, Role.WIDER).person)
    text = page(outsider, url(table))
    assert goal.text in text
    for hidden in ("Dit is nog maar een plan", "Dit ging niet door", "Werk voor een plan", IDEA, "concept"):
        assert hidden not in text
    assert outsider.get(url(table, f"/goals/{proposal.id}")).status_code == 404
    goals.drop_goal(table.phase, proposal)
    assert outsider.get(url(table, f"/goals/{proposal.id}")).status_code == 404
    assert outsider.get(url(table, "/decisions/3")).status_code == 404
    seen = page(outsider, url(table, f"/goals/{goal.id}"))
    assert "Wat mensen schreven" not in seen


def test_a_problem_that_is_not_decided_stays_within_the_core_group(table: Table, sign_in: SignIn) -> None:
    choose(table.phase)
    assert SENTENCE.title in page(sign_in(table.voters[0].person), url(table))
    assert SENTENCE.title not in page(sign_in(join(table.project, Role.OBSERVER).person), url(table))


@pytest.mark.parametrize(
    "path",
    ["/decisions/new", "/goals/new", "/goals/take", "/actions/new", "/gaps/new", "/gaps/take", "/next-phase",
     "/problems/own", "/ideas/park", "/problems/own/drop"],
)  # fmt: skip
@pytest.mark.parametrize("role", [Role.CORE, Role.WIDER, Role.RESEARCHER, Role.OBSERVER])
def test_only_the_facilitator_writes(table: Table, sign_in: SignIn, path: str, role: Role) -> None:
    client = sign_in(join(table.project, role).person)
    client.get(url(table))
    assert client.post(url(table, path), data={}).status_code == 403


@pytest.mark.parametrize("path", ["", "/choose", "/goals/proposals", "/parked", "/gaps", "/evaluation", "/actions.ics"])
def test_somebody_of_another_traject_finds_nothing(table: Table, sign_in: SignIn, path: str) -> None:
    assert sign_in(join(make_project()).person).get(url(table, path)).status_code == 404


def test_things_of_another_phase_are_not_found(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    start_phase(table.project, table.phase, [], "", date(2027, 1, 4))
    other = f"/projects/{table.project.id}/phases/2/results"
    assert lead.get(f"{other}/goals/{goal.id}").status_code == 404
    assert lead.get(f"{other}/decisions/1").status_code == 404


def test_a_finished_phase_is_read_and_not_rewritten(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    start_phase(table.project, table.phase, [], "", date(2026, 11, 1))
    for path in ("/decisions/new", "/goals/new", "/problems/own"):
        response = lead.get(url(table, path), follow_redirects=True)
        assert "Fase 1 is afgesloten" in response.get_data(as_text=True)
    fields = {"verdict": "yes", "value": "12", "evaluated_on": "2026-11-10"}
    assert "De groep zegt: ja" in send(lead, url(table, f"/goals/{goal.id}/evaluate"), **fields)


def test_starting_the_next_phase_again_leads_to_the_one_that_is_there(table: Table, lead: CheckedClient) -> None:
    address = url(table, "/next-phase")
    send(lead, address, title="", started_on="2027-01-04")
    assert lead.get(address).headers["Location"].endswith("/phases/2/results")
    assert db.session.query(Phase).count() == 2


def test_typed_text_survives_an_expired_session(table: Table, lead: CheckedClient, sign_in: SignIn) -> None:
    address = url(table, "/gaps/new")
    lead.get(address)
    lead.delete_cookie("session")
    lead.post(address, data={"question": "Wie weet dit?", "owner": "0"})
    cookie = lead.get_cookie("held")
    assert cookie is not None
    back = sign_in(table.facilitator.person)
    back.set_cookie("held", cookie.value)
    assert "Wie weet dit?" in page(back, address)
