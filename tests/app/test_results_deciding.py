"""The pages for choosing a problem and recording what the group decided."""

from __future__ import annotations

import pytest
from flask import Flask

from app.extensions import db
from app.models import Decision
from app.models.results import Consent
from app.results import queries
from app.results.deciding import Voice
from tests.app.results_factories import (
    Table,
    agreed_goal,
    choose,
    decide,
    make_goal,
    make_table,
    page,
    send,
    sent,
    sentence_fields,
    subject,
    url,
    yes,
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


def test_the_sentence_starts_with_the_phrases_that_most_organisations_share(table: Table, lead: CheckedClient) -> None:
    cluster = subject(table.phase).id
    for member, place in zip(
        table.voters, ("Lisplein", "het hele Lisplein", "Waterkersplein", "lisplein"), strict=False
    ):
        sent(member, table.phase, {"4.2": [cluster], "4.3a": place, "4.5": "de rest van de wijk"})
    text = page(lead, url(table, f"/problems/{cluster}"))
    assert 'name="place" type="text" value="Lisplein"' in text
    assert "het hele Lisplein" in text
    assert "3 manieren waarop mensen het schreven" in text


def test_the_choice_shows_how_scores_lie_and_no_mean(table: Table, lead: CheckedClient) -> None:
    cluster = subject(table.phase).id
    for member, score in zip(table.voters, ("3", "3", "1", "unknown"), strict=False):
        sent(member, table.phase, {"4.2": [cluster], ("4.1a", cluster, 0): score})
    text = page(lead, url(table, "/choose"))
    assert "Eerste keus van 4 organisaties" in text
    scores = text.split("Hoe erg is het?")[1].split("</tr>")[0]
    assert [part.split("<")[0] for part in scores.split('class="number">')[1:]] == ["1", "0", "2", "1"]


def test_with_few_organisations_the_choice_shows_no_counts(table: Table, lead: CheckedClient) -> None:
    cluster = subject(table.phase).id
    for member in table.voters[:2]:
        sent(member, table.phase, {"4.2": [cluster], ("4.1a", cluster, 0): "3"})
    text = page(lead, url(table, "/choose"))
    assert "Eerste keus" not in text
    assert "Dan laten we geen aantallen zien" in text


def test_a_second_problem_is_possible_after_a_kind_word(table: Table, lead: CheckedClient) -> None:
    choose(table.phase)
    other = subject(table.phase, "Jongeren op het plein").id
    assert "Een tweede mag" in page(lead, url(table, f"/problems/{other}"))
    send(lead, url(table, f"/problems/{other}"), **sentence_fields(title="Jongeren"))
    assert len(queries.problems(table.phase)) == 2


def test_an_empty_blank_is_named_and_nothing_is_lost(table: Table, lead: CheckedClient) -> None:
    address = url(table, f"/problems/{subject(table.phase).id}")
    lead.get(address)
    response = lead.post(address, data=sentence_fields(place="", what="Dit blijft staan"))
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Vul in op welke plek dit speelt." in text
    assert "Dit blijft staan" in text
    assert queries.problems(table.phase) == []


@pytest.mark.parametrize(
    ("voice", "complaint"),
    [
        ({"consent": "no_because"}, "Schrijf op wat"),
        ({"consent": "no_because", "words": "te duur"}, "Schrijf op wat de groep antwoordt op het bezwaar"),
        ({"consent": ""}, "Vul van minstens één organisatie in"),
        ({"consent": "misschien"}, "Vul van minstens één organisatie in"),
    ],
    ids=["no words", "no answer", "nobody spoke", "no known word"],
)
def test_a_round_that_is_not_finished_decides_nothing(
    table: Table, lead: CheckedClient, voice: dict[str, str], complaint: str
) -> None:
    said = {f"{name}_{table.voters[0].organisation_id}": value for name, value in voice.items()}
    data = {"text": "Ons voorstel", "kind": "other", "outcome": "decided", "decided_on": "2026-10-06", "meeting": "0"}
    lead.get(url(table, "/decisions/new"))
    response = lead.post(url(table, "/decisions/new"), data=data | said)
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert complaint in text
    assert "Ons voorstel" in text
    assert db.session.query(Decision).count() == 0


def test_a_decision_is_not_written_down_before_its_day(table: Table, lead: CheckedClient) -> None:
    lead.get(url(table, "/decisions/new"))
    data = {"text": "Later", "kind": "other", "outcome": "not_decided", "decided_on": "2099-01-01", "meeting": "0"}
    assert lead.post(url(table, "/decisions/new"), data=data).status_code == 422


def test_pressing_twice_records_one_decision(table: Table, lead: CheckedClient) -> None:
    problem = choose(table.phase)
    data = {
        "text": "Dit kiezen we.", "confirms": f"problem-{problem.id}", "kind": "other", "outcome": "decided",
        "decided_on": "2026-10-06", "meeting": "0", **yes(table.voters[0]),
    }  # fmt: skip
    first = send(lead, url(table, "/decisions/new"), **data)
    second = lead.post(url(table, "/decisions/new"), data=data, follow_redirects=True)
    assert second.status_code == 200
    assert "Besluit 1" in first
    assert db.session.query(Decision).count() == 1


def test_the_form_of_a_new_decision_starts_from_the_one_it_replaces(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    number = goal.decision.number  # type: ignore[union-attr]
    text = page(lead, url(table, f"/decisions/new?supersedes={number}"))
    assert "Dit is ons doel." in text
    assert f"komt in de plaats van besluit {number}" in text
    box = next(part.split(">")[0] for part in text.split("<input") if f'value="goal-{goal.id}"' in part)
    assert "checked" in box


def test_what_people_said_in_the_form_stands_beside_the_round(table: Table, lead: CheckedClient) -> None:
    goal = make_goal(choose(table.phase))
    sent(
        table.voters[0],
        table.phase,
        {("5.9a", str(goal.id), 0): "yes-if", ("5.9b", str(goal.id), 0): "het ook avond is"},
    )
    text = page(lead, url(table, f"/decisions/new?goal={goal.id}"))
    assert "In de vragenlijst: Het plein is op maandag schoon: ja, als" in text
    assert "het ook avond is" in text


def test_a_decision_shows_objections_with_their_answer(table: Table, lead: CheckedClient) -> None:
    voice = Voice(table.voters[0].organisation_id, Consent.NO_BECAUSE, "te groot", "we beginnen klein")
    decision = decide(table.phase, choose(table.phase), voices=[voice])
    text = page(lead, url(table, f"/decisions/{decision.number}"))
    assert "nee, want… te groot" in text
    assert "we beginnen klein" in text


def test_a_subject_that_cannot_be_on_a_map_is_not_there(table: Table, lead: CheckedClient) -> None:
    assert lead.get(url(table, "/problems/%00")).status_code == 404
    lead.get(url(table, "/choose"))
    assert lead.post(url(table, "/goals/take"), data={"problem": "\0", "wish": "1"}).status_code == 404


def test_a_goal_that_is_gone_meanwhile_is_never_left_out_in_silence(table: Table, lead: CheckedClient) -> None:
    lead.get(url(table, "/decisions/new"))
    data = {
        "text": "Dit is ons doel.", "confirms": "goal-999", "kind": "other", "outcome": "decided",
        "decided_on": "2026-10-06", "meeting": "0", **yes(table.voters[0]),
    }  # fmt: skip
    response = lead.post(url(table, "/decisions/new"), data=data)
    assert response.status_code == 422
    assert "staat er niet meer" in response.text
    assert "Dit is ons doel." in response.text
    assert db.session.query(Decision).count() == 0


def test_a_decision_that_was_replaced_meanwhile_is_not_replaced_twice(table: Table, lead: CheckedClient) -> None:
    first = decide(table.phase, text="Eerst")
    decide(table.phase, text="Daarna", supersedes=first)
    lead.get(url(table, "/decisions/new"))
    data = {"text": "Ook daarna", "kind": "other", "outcome": "decided", "decided_on": "2026-10-06", "meeting": "0"}
    response = lead.post(url(table, "/decisions/new"), data=data | yes(table.voters[0]) | {"supersedes": "1"})
    assert response.status_code == 422
    assert "Besluit 1 geldt niet meer." in response.text
    assert db.session.query(Decision).count() == 2
