"""From the forms that people sent to the draft: all of it, only what was sent, and the same whatever the order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from app.extensions import db
from app.models import DraftRecord, Membership, Phase, Project, Role, Step, StepStatus
from app.overview import maps, operations, queries
from app.questionnaires.operations import pin, save_answers, start, submit, take_back
from app.questionnaires.queries import said_in
from forms.keys import AnswerKey, Value
from synthesis import edits
from synthesis.model import Evidence, Kind
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_project

SAID = {
    "Handhaving": ["Er ligt steeds grofvuil naast de containers", "Jongeren hangen rond op het plein"],
    "Woongoed": ["Grofvuil en afval naast de volle containers", "Groep jongeren op het plein in de avond"],
    "Buurtteam": ["Afval en grofvuil naast de containers op straat", "Hangjongeren op het plein"],
}
LATE = "Ratten bij het grofvuil naast de containers"


@pytest.fixture
def project(app: Flask) -> Project:
    """A traject with step 2 open."""
    found = make_project()
    step = step_2(found)
    pin(step)
    step.status = StepStatus.OPEN
    db.session.commit()
    return found


def step_2(project: Project) -> Step:
    return next(step for step in project.phases[0].steps if step.number == 2)


def observations(texts: Sequence[str]) -> dict[AnswerKey, Value]:
    """The texts as observations, complete enough to be sent."""
    told = {"2.1b": "Lisplein", "2.1c": "weekly", "2.1d": "more", "2.1e": "seen", "2.3": "4"}
    values: dict[AnswerKey, Value] = {}
    for number, text in enumerate(texts):
        values[AnswerKey("2.1a", "", number)] = text
        values |= {AnswerKey(question, "", number): value for question, value in told.items()}
    return values


def fill_in(project: Project, organisation: str, texts: Sequence[str], *, send: bool = True) -> Membership:
    member = join(project, Role.CORE, organisation)
    form = start(step_2(project), member)
    save_answers(form, observations(texts) | {AnswerKey("2.6a", "", 0): "Bewoners helpen elkaar"})
    if send:
        submit(form)
    return member


def everybody(project: Project) -> Phase:
    for organisation, texts in SAID.items():
        fill_in(project, organisation, texts)
    return project.phases[0]


def test_without_sent_forms_there_is_no_draft(project: Project) -> None:
    fill_in(project, "Politie", ["Nog niet verstuurd"], send=False)
    assert operations.make_draft(project.phases[0]) is None
    assert maps.map_of(project.phases[0]) is None


def test_the_draft_holds_everything_that_was_sent_and_nothing_else(project: Project) -> None:
    fill_in(project, "Politie", ["Dit is nog een kladje"], send=False)
    phase = everybody(project)
    operations.make_draft(phase)
    whole = maps.map_of(phase)
    assert whole is not None
    observed = {said.text for said in whole.statements if said.answer.question == "2.1a"}
    assert observed == {text for texts in SAID.values() for text in texts}
    placed = [key for cluster in whole.clusters for key in cluster.statement_ids] + list(whole.signals)
    assert sorted(placed) == sorted(said.id for said in whole.statements)


def test_what_was_told_of_a_statement_comes_along(project: Project) -> None:
    phase = everybody(project)
    operations.make_draft(phase)
    whole = maps.map_of(phase)
    assert whole is not None
    said = next(said for said in whole.statements if said.text == SAID["Handhaving"][0])
    answer = said.answer
    assert (answer.organisation, answer.asked, answer.place) == ("Handhaving", Kind.PROBLEM, "Lisplein")
    assert (answer.frequency, answer.trend, answer.evidence, answer.severity) == ("weekly", "more", Evidence.SEEN, 4)
    (source,) = queries.sources(phase, [said.id])
    assert source.answer.value == said.text
    assert queries.question_of(source, "nl").startswith("Wat zie of hoor je")


def test_the_same_answers_give_the_draft_that_is_there(project: Project) -> None:
    phase = everybody(project)
    first = operations.make_draft(phase)
    again = operations.make_draft(phase)
    assert first is not None
    assert again is not None
    assert again.id == first.id
    assert db.session.query(DraftRecord).count() == 1


def test_the_order_in_which_people_sent_makes_no_difference(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    phase = everybody(project)
    first = operations.make_draft(phase)
    monkeypatch.setattr("app.questionnaires.queries.said_in", lambda phase: said_in(phase)[::-1])
    again = operations.make_draft(phase)
    assert first is not None
    assert again is not None
    assert (again.id, again.input_hash) == (first.id, first.input_hash)


def test_a_form_that_was_taken_back_and_sent_again_brings_its_draft_back(project: Project) -> None:
    phase = everybody(project)
    first = operations.make_draft(phase)
    form = start(step_2(project), project.memberships[0])
    take_back(form)
    second = operations.make_draft(phase)
    submit(form)
    third = operations.make_draft(phase)
    assert first is not None
    assert second is not None
    assert third is not None
    assert third.id == first.id != second.id
    newest = maps.newest_draft(phase)
    assert newest is not None
    assert newest.id == first.id


def test_refreshing_says_what_changed(project: Project, sign_in: SignIn) -> None:
    phase = everybody(project)
    facilitator = join(project, Role.FACILITATOR)
    client = sign_in(facilitator.person)
    url = f"/projects/{project.id}/phases/1/map"
    client.get(url)
    assert "9 nieuwe kaarten" in client.post(f"{url}/refresh", follow_redirects=True).text
    assert "Er is niets veranderd sinds het vorige concept." in refresh(client, url)
    late = fill_in(project, "GGD", [LATE])
    assert "2 nieuwe kaarten" in refresh(client, url)
    take_back(start(step_2(project), late))
    assert "2 kaarten vervallen" in refresh(client, url)
    assert len(maps.history(phase)) == 0


def refresh(client: CheckedClient, url: str) -> str:
    client.get(url)
    return client.post(f"{url}/refresh", follow_redirects=True).text


def test_refreshing_without_answers_says_so(project: Project, sign_in: SignIn) -> None:
    client = sign_in(join(project, Role.FACILITATOR).person)
    assert "Er is nog niets verstuurd." in refresh(client, f"/projects/{project.id}/phases/1/map")


def test_a_late_answer_leaves_what_people_decided_as_it_is(project: Project) -> None:
    phase = everybody(project)
    author = join(project, Role.FACILITATOR).person
    operations.make_draft(phase)
    whole = maps.map_of(phase)
    assert whole is not None
    cluster = max(whole.clusters, key=lambda cluster: len(cluster.statement_ids))
    operations.change(phase, edits.rename(whole, operations.new_id(), cluster.id, "Onze eigen naam"), author)
    operations.confirm(phase, [cluster.id], author)
    step_2(project).status = StepStatus.OPEN
    fill_in(project, "GGD", [LATE])
    operations.make_draft(phase)
    (agreed,) = queries.confirmed_clusters(phase)
    assert agreed.title == "Onze eigen naam"
    assert set(agreed.statement_ids) - set(agreed.new_ids) == set(cluster.statement_ids)
    assert {said.text for said in statements(phase) if said.id in maps.late_ids(phase)} >= {LATE}


def test_while_nobody_works_on_the_map_a_draft_is_the_engines_own(project: Project) -> None:
    phase = everybody(project)
    first = operations.make_draft(phase)
    fill_in(project, "GGD", [LATE])
    second = operations.make_draft(phase)
    assert first is not None
    assert second is not None
    for record in (first, second):
        draft = maps.content(record)
        assert draft.earlier_hash == ""
        assert record.input_hash == draft.input_hash


@pytest.mark.parametrize("how", ["a change", "a change that was undone", "spoken about"])
def test_once_people_work_on_the_map_nothing_on_it_moves(project: Project, how: str) -> None:
    phase = everybody(project)
    before = work_on_it(project, how)
    fill_in(project, "GGD", [LATE, "Er liggen steeds spuiten en blikjes in het park"])
    if how == "spoken about":
        step_2(project).status = StepStatus.DISCUSSED
        db.session.commit()
    record = operations.make_draft(phase)
    assert record is not None
    draft = maps.content(record)
    assert record.input_hash != draft.input_hash
    assert draft.earlier_hash
    after = homes(phase)
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 3


def test_a_form_that_goes_and_comes_moves_nothing_of_others_and_finds_its_place(project: Project) -> None:
    phase = everybody(project)
    before = work_on_it(project, "a change")
    form = start(step_2(project), project.memberships[0])
    take_back(form)
    gone = operations.make_draft(phase)
    mine = set(before) - set(homes(phase))
    assert len(mine) == 3
    assert homes(phase) == {key: home for key, home in before.items() if key not in mine}
    submit(form)
    back = operations.make_draft(phase)
    assert homes(phase) == before
    again = operations.make_draft(phase)
    assert gone is not None
    assert back is not None
    assert again is not None
    assert len({gone.id, back.id}) == 2
    assert again.id == back.id


def work_on_it(project: Project, how: str) -> dict[str, str | None]:
    """Somebody changes the map, or the group speaks about it; where every statement is then."""
    phase = project.phases[0]
    operations.make_draft(phase)
    if how == "spoken about":
        return homes(phase)
    whole, author = maps.map_of(phase), join(project, Role.FACILITATOR).person
    assert whole is not None
    operations.change(phase, edits.rename(whole, operations.new_id(), whole.clusters[0].id, "Eigen naam"), author)
    if how == "a change that was undone":
        operations.change(phase, edits.undo(maps.edits_of(phase), operations.new_id()), author)
    return homes(phase)


def homes(phase: Phase) -> dict[str, str | None]:
    """The subject of every statement on the map."""
    whole = maps.map_of(phase)
    assert whole is not None
    single: dict[str, str | None] = dict.fromkeys(whole.signals)
    return single | {key: cluster.id for cluster in whole.clusters for key in cluster.statement_ids}


def statements(phase: Phase):
    found = maps.map_of(phase)
    assert found is not None
    return found.statements


def test_closing_the_step_makes_the_draft(project: Project) -> None:
    from app.projects.operations import close_step  # noqa: PLC0415

    phase = everybody(project)
    close_step(step_2(project))
    assert maps.newest_draft(phase) is not None
