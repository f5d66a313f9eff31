"""The pages of results: who sees what, what they say, and what a form keeps."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.extensions import db
from app.models import Action, Decision, Goal, KnowledgeGap, Membership, ParkedItem, Phase, Role, StepStatus
from app.models.results import ActionStatus, Consent, GoalStatus, Outcome, ParkedKind, Verdict
from app.results import goals, operations, queries
from app.results.deciding import Voice
from app.results.operations import ActionText, GapText
from app.results.phases import start_phase
from tests.app.results_factories import (
    IDEA,
    SENTENCE,
    Table,
    agreed_goal,
    choose,
    decide,
    make_goal,
    make_table,
    sent,
    subject,
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


def url(table: Table, path: str = "") -> str:
    return f"/projects/{table.project.id}/phases/1/results{path}"


def page(client: CheckedClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status
    return response.get_data(as_text=True)


def send(client: CheckedClient, address: str, **data: object) -> str:
    """Fill in the form on a page and send it; the text of the page that follows."""
    client.get(address)
    response = client.post(address, data=data, follow_redirects=True)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def open_actions(table: Table) -> None:
    next(step for step in table.phase.steps if step.number == 5).status = StepStatus.OPEN
    db.session.commit()


def sentence_fields(**changed: str) -> dict[str, str]:
    names = ("title", "place", "who", "what", "cause", "sign", "out_of_scope")
    return {name: getattr(SENTENCE, name) for name in names} | changed


def yes(member: Membership) -> dict[str, str]:
    return {f"consent_{member.organisation_id}": "yes"}


def test_the_whole_way_from_choosing_to_the_next_phase(table: Table, lead: CheckedClient) -> None:
    assert "Kies een probleem" in page(lead, url(table))
    cluster = subject(table.phase).id
    text = send(lead, url(table, f"/problems/{cluster}"), **sentence_fields())
    assert "In Lisplein merken bewoners dat er elke week grofvuil" in text
    assert "concept, nog niet afgesproken" in text

    decision = url(table, "/decisions/new")
    problem = queries.problems(table.phase)[0]
    base = {"kind": "other", "outcome": "decided", "decided_on": "2026-10-06", "meeting": "0"} | yes(table.voters[0])
    send(lead, decision, text="Dit kiezen we.", confirms=f"problem-{problem.id}", **base)
    assert queries.problems(table.phase)[0].decision_id is not None

    (candidate,) = goals.candidate_goals(table.phase, problem)
    send(lead, url(table, "/goals/proposals")) if False else page(lead, url(table, "/goals/proposals"))
    lead.post(url(table, "/goals/take"), data={"problem": cluster, "candidate": candidate.id})
    goal = db.session.query(Goal).one()
    fields = {
        "problem": str(problem.id),
        "text": "Het plein is schoon",
        "target": "15",
        "owner": "0",
        "strength": "geen",
    }
    send(lead, url(table, f"/goals/{goal.id}/edit"), **fields)
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


@pytest.mark.parametrize(("consent", "words", "answer", "complaint"), [
    ("no_because", "", "", "Schrijf op wat"),
    ("no_because", "te duur", "", "Schrijf op hoe de groep antwoordt|Schrijf op wat de groep antwoordt"),
    ("", "", "", "Vul van minstens één organisatie in"),
])  # fmt: skip
def test_a_round_that_is_not_finished_decides_nothing(
    table: Table, lead: CheckedClient, consent: str, words: str, answer: str, complaint: str
) -> None:
    number = table.voters[0].organisation_id
    data = {
        "text": "Ons voorstel", "kind": "other", "outcome": "decided", "decided_on": "2026-10-06", "meeting": "0",
        f"consent_{number}": consent, f"words_{number}": words, f"answer_{number}": answer,
    }  # fmt: skip
    lead.get(url(table, "/decisions/new"))
    response = lead.post(url(table, "/decisions/new"), data=data)
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert any(part in text for part in complaint.split("|"))
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
    assert (
        f'checked class="form-check-input" id="confirms-0" name="confirms" type="checkbox" value="goal-{goal.id}"'
        in text
    )


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


def test_a_goal_says_what_is_missing_and_can_be_saved_all_the_same(table: Table, lead: CheckedClient) -> None:
    goal = make_goal(choose(table.phase), indicator="", due_on=None)
    text = page(lead, url(table, f"/goals/{goal.id}"))
    assert "Dit ontbreekt nog:" in text
    assert "waaraan jullie het meten" in text
    assert "hoe het nu is" not in text
    fields = {"problem": str(goal.problem_id), "text": "Anders", "owner": "0", "strength": ""}
    assert "Anders" in send(lead, url(table, f"/goals/{goal.id}/edit"), **fields)


def test_a_strength_that_is_not_on_the_map_can_be_named(table: Table, lead: CheckedClient) -> None:
    goal = make_goal(choose(table.phase))
    address = url(table, f"/goals/{goal.id}/edit")
    fields = {"problem": str(goal.problem_id), "text": goal.text, "owner": "0", "strength": "other"}
    lead.get(address)
    assert lead.post(address, data=fields).status_code == 422
    send(lead, address, **fields, own_strength="de groengroep")
    assert db.session.get_one(Goal, goal.id).strength == "de groengroep"
    assert 'value="de groengroep"' in page(lead, address)


def test_a_way_to_measure_from_step_5_fills_the_form_and_keeps_what_was_typed(
    table: Table, lead: CheckedClient
) -> None:
    goal = make_goal(choose(table.phase))
    sent(table.voters[0], table.phase, {"5.3a": "weken zonder vuil", "5.3b": "1", "5.3c": "40", "5.3d": "schouw"})
    measure = goals.measures(table.phase)[0]
    address = url(table, f"/goals/{goal.id}/edit")
    lead.get(address)
    fields = {"problem": str(goal.problem_id), "text": "Getypt", "owner": "0", "strength": "geen"}
    text = lead.post(address, data={**fields, "measure": str(measure.id)}).get_data(as_text=True)
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
    link = text.split('<a href="')[
        [part.startswith(url(table, "/actions/new?")) for part in text.split('<a href="')].index(True)
    ]
    filled = page(lead, link.split('"')[0])
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


def test_a_decision_shows_objections_with_their_answer(table: Table, lead: CheckedClient) -> None:
    voice = Voice(table.voters[0].organisation_id, Consent.NO_BECAUSE, "te groot", "we beginnen klein")
    decision = decide(table.phase, choose(table.phase), voices=[voice])
    text = page(lead, url(table, f"/decisions/{decision.number}"))
    assert "nee, want… te groot" in text
    assert "we beginnen klein" in text


def test_the_verdicts_of_a_goal_are_kept_in_order(table: Table, lead: CheckedClient) -> None:
    goal = agreed_goal(table)
    goals.evaluate(table.phase, goal, Verdict.NO, value="39", note="", on=date(2026, 3, 1))
    goals.evaluate(table.phase, goal, Verdict.YES, value="14", note="", on=date(2026, 9, 1))
    text = page(lead, url(table, f"/goals/{goal.id}"))
    assert text.index("39") < text.index("1 september 2026")
    assert "nu: 14" in text
