"""A traject: starting one, finding one's own, its home and its surroundings."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app.accounts.operations import make_link
from app.extensions import db
from app.models import AuditEvent, Indicator, KnowledgeGap, Membership, Place, Project, Role, StepStatus
from app.models.projects import Approach, PlaceKind, Visibility
from app.models.types import now
from app.projects import surroundings
from app.projects.operations import change_project, create_project
from app.projects.participants import end_participation
from app.projects.queries import situations_of
from tests.app.projects_factories import (
    NEW_PROJECT,
    add,
    facilitator_of,
    hand_in,
    later_phase,
    make_facilitator,
    start_project,
    step_of,
)
from tests.conftest import SignIn
from tests.factories import make_person


def test_a_facilitator_starts_a_traject_with_six_steps(sign_in: SignIn) -> None:
    els = make_facilitator()
    browser = sign_in(els)
    assert "Nieuw traject" in browser.get("/").text
    assert "We delen wat we weten" in browser.get("/projects/new").text
    response = browser.post("/projects/new", data=NEW_PROJECT)
    assert response.status_code == 303
    project = db.session.scalars(select(Project)).one()
    assert [step.number for step in project.phases[0].steps] == [1, 2, 3, 4, 5, 6]
    assert {step.status for step in project.phases[0].steps} == {StepStatus.PREPARATION}
    assert facilitator_of(project).person_id == els.id
    assert facilitator_of(project).organisation.name == "Gemeente"
    page = browser.get(response.location).text
    assert "Wat maakt het plein onrustig?" in page
    assert "Voeg deelnemers toe" in page


def test_starting_twice_with_the_same_button_makes_one_traject(sign_in: SignIn) -> None:
    browser = sign_in(make_facilitator())
    browser.get("/projects/new")
    first = browser.post("/projects/new", data=NEW_PROJECT)
    assert browser.post("/projects/new", data=NEW_PROJECT).location == first.location
    assert db.session.scalar(select(func.count(Project.id))) == 1


def test_a_traject_about_one_question_has_a_theme(sign_in: SignIn) -> None:
    browser = sign_in(make_facilitator())
    browser.get("/projects/new")
    response = browser.post("/projects/new", data=NEW_PROJECT | {"approach": "single"})
    assert response.status_code == 422
    assert "Kies een thema" in response.text
    browser.post("/projects/new", data=NEW_PROJECT | {"approach": "single", "theme": "T08"})
    assert db.session.scalars(select(Project.theme)).one() == "T08"


def test_a_broad_traject_keeps_no_theme(sign_in: SignIn) -> None:
    browser = sign_in(make_facilitator())
    browser.get("/projects/new")
    browser.post("/projects/new", data=NEW_PROJECT | {"theme": "T08"})
    assert db.session.scalars(select(Project.theme)).one() is None


def test_what_is_wrong_with_a_new_traject_is_said_at_once_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    browser = sign_in(make_facilitator())
    browser.get("/projects/new")
    response = browser.post("/projects/new", data=NEW_PROJECT | {"title": "  ", "area": "x" * 141})
    assert response.status_code == 422
    assert "Geef het traject een naam." in response.text
    assert "hoogstens 140 tekens" in response.text
    assert "x" * 141 in response.text
    assert db.session.scalar(select(Project)) is None


def test_only_who_may_facilitate_starts_a_traject(sign_in: SignIn) -> None:
    browser = sign_in(make_person())
    assert "Nieuw traject" not in browser.get("/").text
    assert browser.get("/projects/new").status_code == 403
    assert browser.post("/projects/new", data=NEW_PROJECT).status_code == 403
    assert db.session.scalar(select(Project)) is None


def test_the_start_page_shows_only_ones_own_trajects(sign_in: SignIn) -> None:
    mine, theirs = start_project(title="Het plein"), start_project(make_facilitator("Ada"), title="De flat")
    fatima = add(mine, "Fatima Idrissi")
    page = sign_in(fatima.person).get("/").text
    assert "Het plein" in page
    assert "De flat" not in page
    assert sign_in(fatima.person).get(f"/projects/{theirs.id}").status_code == 404


def test_somebody_who_left_no_longer_sees_the_traject(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    browser = sign_in(fatima.person)
    assert browser.get(f"/projects/{project.id}").status_code == 200
    end_participation(fatima)
    assert browser.get(f"/projects/{project.id}").status_code == 404
    assert project.title not in browser.get("/").text


def test_the_start_page_asks_the_database_as_often_for_five_trajects_as_for_one(app: Flask) -> None:
    els = make_facilitator()
    start_project(els, title="Traject 0")

    def questions() -> int:
        db.session.expire_all()
        asked: list[str] = []
        count = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", count)
        for situation in situations_of(els):
            assert situation.project.title
            assert situation.step is not None
            assert situation.next_meeting is None
        event.remove(db.engine, "before_cursor_execute", count)
        return len(asked)

    one = questions()
    for number in range(1, 5):
        start_project(els, title=f"Traject {number}")
    assert questions() == one


def test_the_home_counts_forms_as_the_step_does(sign_in: SignIn) -> None:
    project = start_project()
    fatima, kim = add(project, "Fatima"), add(project, "Kim", "Politie")
    add(project, "Otto", role=Role.OBSERVER)
    step = step_of(project, 1, StepStatus.OPEN)
    hand_in(step, fatima)
    hand_in(step, kim, sent=False)
    els = facilitator_of(project)
    assert "1 van de 2 verstuurd" in sign_in(els.person).get(f"/projects/{project.id}").text
    hand_in(step, els)
    browser = sign_in(els.person)
    assert "2 van de 3 verstuurd" in browser.get(f"/projects/{project.id}").text
    here = f"/projects/{project.id}/phases/1/steps/1"
    assert "2 van de 3 mensen hebben verstuurd, van 2 organisaties" in browser.get(here).text


def test_the_home_shows_open_questions_and_earlier_phases(sign_in: SignIn) -> None:
    project = start_project()
    later_phase(project)
    gap = KnowledgeGap(phase_id=project.phases[1].id, question="Hoeveel jongeren komen van buiten?")
    db.session.add(gap)
    db.session.commit()
    browser = sign_in(facilitator_of(project).person)
    page = browser.get(f"/projects/{project.id}").text
    assert "Hoeveel jongeren komen van buiten?" in page
    assert "De tweede ronde" in page
    earlier = browser.get(f"/projects/{project.id}?phase=1").text
    assert "Je kijkt naar een eerdere fase" in earlier
    assert "Wat je nu kunt doen" not in earlier
    assert browser.get(f"/projects/{project.id}?phase=9").status_code == 404
    assert browser.get(f"/projects/{project.id}?phase=x").status_code == 200


def test_a_changed_agreement_asks_everybody_to_agree_again(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    fatima.agreement_accepted_at = now()
    db.session.commit()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/edit"
    browser.get(url)
    browser.post(url, data=NEW_PROJECT | {"agreement": project.agreement, "title": "Nieuwe naam"})
    db.session.refresh(fatima)
    assert fatima.agreement_accepted_at is not None
    assert project.title == "Nieuwe naam"
    browser.post(url, data=NEW_PROJECT | {"agreement": "Een andere afspraak"})
    db.session.refresh(fatima)
    assert fatima.agreement_accepted_at is None


def test_who_sees_answers_is_part_of_what_people_agreed_to(app: Flask) -> None:
    project = start_project()
    assert change_project(project, visibility=Visibility.CORE)
    assert not change_project(project, title="Alleen een andere naam")


def test_only_the_facilitator_changes_a_traject(sign_in: SignIn) -> None:
    project = start_project()
    core = add(project, "Fatima Idrissi")
    surroundings.add_place(project, "Het plein", PlaceKind.SQUARE)
    browser = sign_in(core.person)
    home = f"/projects/{project.id}"
    assert "Traject aanpassen" not in browser.get(home).text
    for path in ("edit", "places", f"places/{project.places[0].id}", "figures/new", "people/add", "people/add-several"):
        assert browser.get(f"{home}/{path}").status_code == 403
        assert browser.post(f"{home}/{path}", data=NEW_PROJECT).status_code == 403
    assert browser.post(f"{home}/places/{project.places[0].id}/remove").status_code == 403
    assert db.session.scalars(select(Place.name)).all() == ["Het plein"]


def test_what_was_typed_comes_back_after_a_session_that_ended(sign_in: SignIn) -> None:
    els = make_facilitator()
    browser = sign_in(els)
    browser.get("/projects/new")
    browser.delete_cookie("session")
    response = browser.post("/projects/new", data=NEW_PROJECT | {"title": "Bewaard plein"})
    assert "/sign-in" in response.location
    browser.delete_cookie("session")
    url = f"/link/{make_link(els)}"
    browser.get(url)
    back = browser.post(url)
    assert back.location == "/projects/new"
    page = browser.get(back.location)
    assert page.status_code == 200
    assert "Bewaard plein" in page.text
    assert db.session.scalar(select(Project)) is None


def test_places_are_added_renamed_and_taken_away(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/places"
    browser.get(url)
    browser.post(url, data={"name": " Het  plein ", "kind": "square"})
    again = browser.post(url, data={"name": "het plein", "kind": "street"})
    assert again.status_code == 422
    assert "Deze plek staat er al." in again.text
    number = browser.post(url, data={"name": "Tijmstraat 12", "kind": "street"})
    assert "Laat het huisnummer weg" in number.text
    place = db.session.scalars(select(Place)).one()
    assert (place.name, place.kind) == ("Het plein", PlaceKind.SQUARE)
    one = f"{url}/{place.id}"
    browser.get(one)
    browser.post(one, data={"name": "Het Kruidenplein", "kind": "square"})
    assert "Het Kruidenplein" in browser.get(url).text
    for _ in range(2):
        assert browser.post(f"{one}/remove").status_code == 303
    assert db.session.scalar(select(Place)) is None


def test_a_place_of_another_traject_is_not_there(sign_in: SignIn) -> None:
    mine, theirs = start_project(), start_project(make_facilitator("Ada"))
    place = surroundings.add_place(theirs, "De flat", PlaceKind.SUBAREA)
    figure = surroundings.save_figure(theirs, None, label="Meldingen", value="12")
    browser = sign_in(facilitator_of(mine).person)
    for path in (f"places/{place.id}", f"figures/{figure.id}"):
        assert browser.get(f"/projects/{mine.id}/{path}").status_code == 404
        browser.post(f"/projects/{mine.id}/{path}/remove")
    assert db.session.scalar(select(func.count(Place.id))) == 1
    assert db.session.scalar(select(func.count(Indicator.id))) == 1


def test_figures_are_read_by_all_and_kept_by_the_facilitator(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/figures"
    assert "nog geen cijfers" in browser.get(url).text
    browser.get(f"{url}/new")
    given = {"label": "Voelt zich onveilig", "value": "34%", "comparison": "stad: 22%", "source": "Veiligheidsmonitor"}
    assert browser.post(f"{url}/new", data=given).status_code == 303
    assert "Dit cijfer staat er al." in browser.post(f"{url}/new", data=given).text
    figure = db.session.scalars(select(Indicator)).one()
    one = f"{url}/{figure.id}"
    browser.post(one, data=given | {"value": "31%"})
    page = sign_in(add(project, "Otto", role=Role.OBSERVER).person).get(url).text
    assert "31%" in page
    assert "Wijzigen" not in page
    for _ in range(2):
        browser.post(f"{one}/remove")
    assert db.session.scalar(select(Indicator)) is None


def test_a_thirteenth_figure_is_one_too_many(sign_in: SignIn) -> None:
    project = start_project()
    for number in range(surroundings.MOST_FIGURES):
        surroundings.save_figure(project, None, label=f"Cijfer {number}", value="1")
    with pytest.raises(surroundings.TooManyFiguresError):
        surroundings.save_figure(project, None, label="Nog een", value="1")
    browser = sign_in(facilitator_of(project).person)
    assert "Cijfer toevoegen" not in browser.get(f"/projects/{project.id}/figures").text
    browser.get(f"/projects/{project.id}/figures/new")
    response = browser.post(f"/projects/{project.id}/figures/new", data={"label": "Nog een", "value": "1"})
    assert "al twaalf cijfers" in response.text


def test_a_character_that_a_database_cannot_keep_is_left_out(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/places"
    browser.get(url)
    browser.post(url, data={"name": "Het\0 plein", "kind": "square"})
    assert db.session.scalars(select(Place.name)).one() == "Het plein"


def test_what_happens_to_a_traject_is_logged_without_text(app: Flask) -> None:
    project = start_project()
    add(project, "Fatima Idrissi")
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.project_id == project.id)).all()
    assert [(event.action, event.object_type) for event in events] == [("created", "project"), ("added", "membership")]
    assert not any("Fatima" in str(vars(event)) for event in events)


def test_the_organisation_of_a_facilitator_is_remembered(app: Flask) -> None:
    els = make_facilitator()
    kept = {"area": "x", "focus_question": "y?", "approach": Approach.BROAD}
    create_project(els, title="Een", organisation="Stadsdeel Noord", **kept)
    second = create_project(els, title="Twee", **kept)
    member = db.session.scalars(select(Membership).where(Membership.project_id == second.id)).one()
    assert member.organisation.name == "Stadsdeel Noord"


@pytest.mark.parametrize("again", ["Île d’Éclair", "île d’éclair", "ÎLE D’ÉCLAIR"])
def test_a_place_with_an_accent_stands_in_the_list_once(sign_in: SignIn, again: str) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/places"
    surroundings.add_place(project, "Île d’Éclair", PlaceKind.SUBAREA)
    browser.get(url)
    response = browser.post(url, data={"name": again, "kind": "subarea"})
    assert response.status_code == 422
    assert "Deze plek staat er al." in response.text


def test_what_a_page_cannot_show_is_not_kept(sign_in: SignIn) -> None:
    browser = sign_in(make_facilitator())
    browser.get("/projects/new")
    pasted = {"title": "Het \x0bplein\x00\x1f", "agreement": "Eerst\x0bdan\u2028en dan\ufffe"}
    browser.post("/projects/new", data=NEW_PROJECT | pasted)
    project = db.session.scalars(select(Project)).one()
    assert project.title == "Het plein"
    assert project.agreement == "Eerst\ndan\nen dan"
