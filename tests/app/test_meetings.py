"""Meetings: planned for one or several steps, held, and three to four weeks apart where that can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import html5lib
import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db
from app.meetings import operations, queries
from app.meetings.clock import kept, on_the_wall, today
from app.meetings.operations import Details
from app.models import AuditEvent, Meeting, Project, Role, StepStatus
from tests.app.meetings_factories import meet
from tests.app.projects_factories import add, facilitator_of, later_phase, start_project, step_of
from tests.conftest import SignIn

GIVEN = {"on": "2026-12-08", "at": "13:30", "minutes": "90", "place": "Buurtkamer", "title": "", "steps": ["2", "3"]}


def meetings_of(project: Project) -> str:
    """The page with the meetings of the first phase."""
    return f"/projects/{project.id}/phases/1/meetings"


def all_meetings() -> list[Meeting]:
    """Every meeting, in order of time."""
    return list(db.session.scalars(select(Meeting).order_by(Meeting.starts_at)))


def test_a_meeting_can_cover_several_steps_and_a_step_several_meetings(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = meetings_of(project)
    browser.get(f"{url}/new")
    response = browser.post(f"{url}/new", data=GIVEN)
    page = browser.get(response.location).text
    assert "Stap 2: Zien" in page
    assert "Stap 3: Duiden" in page
    browser.post(f"{url}/new", data=GIVEN | {"on": "2026-12-29", "steps": ["3"]})
    first, second = all_meetings()
    assert [step.number for step in first.steps] == [2, 3]
    assert [step.number for step in second.steps] == [3]
    assert "8 december 2026" in browser.get(f"/projects/{project.id}/phases/1/steps/3").text


def test_the_same_button_pressed_twice_plans_one_meeting(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = meetings_of(project)
    browser.get(f"{url}/new")
    first = browser.post(f"{url}/new", data=GIVEN)
    assert browser.post(f"{url}/new", data=GIVEN).location == first.location
    other = browser.post(f"{url}/new", data=GIVEN | {"place": "School"})
    assert other.status_code == 422
    assert "Op dit moment is er al een bijeenkomst." in other.text
    assert len(all_meetings()) == 1


def test_what_is_wrong_with_a_meeting_is_said_in_dutch(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"{meetings_of(project)}/new"
    browser.get(url)
    response = browser.post(url, data={"on": "morgen", "at": "half twee", "minutes": "lang", "steps": ["9"]})
    assert response.status_code == 422
    for sentence in ("Vul een datum in", "Vul een tijd in", "van 15 tot 480", "morgen", "half twee"):
        assert sentence in response.text
    for minutes in ("5", "481"):
        assert "van 15 tot 480" in browser.post(url, data=GIVEN | {"minutes": minutes}).text
    assert all_meetings() == []


def test_a_time_on_the_wall_is_kept_in_utc_in_summer_and_winter() -> None:
    assert kept(date(2026, 7, 1), time(13, 30)) == datetime(2026, 7, 1, 11, 30, tzinfo=UTC)
    assert kept(date(2026, 12, 1), time(13, 30)) == datetime(2026, 12, 1, 12, 30, tzinfo=UTC)
    assert on_the_wall(datetime(2026, 7, 1, 11, 30, tzinfo=UTC)) == datetime(2026, 7, 1, 13, 30)


def test_a_meeting_shows_the_time_that_was_typed(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = meetings_of(project)
    browser.get(f"{url}/new")
    location = browser.post(f"{url}/new", data=GIVEN | {"on": "2027-07-06"}).location
    assert "6 juli 2027, 13:30" in browser.get(location).text
    assert 'value="13:30"' in browser.get(f"{location}/edit").text


def test_a_meeting_is_changed_and_taken_away(sign_in: SignIn) -> None:
    project = start_project()
    meeting = meet(project, date(2026, 12, 8), 2)
    other = meet(project, date(2026, 12, 29), 3)
    browser = sign_in(facilitator_of(project).person)
    here = f"{meetings_of(project)}/{meeting.id}"
    browser.get(f"{here}/edit")
    clash = browser.post(f"{here}/edit", data=GIVEN | {"on": "2026-12-29"})
    assert "Op dit moment is er al een bijeenkomst." in clash.text
    browser.post(f"{here}/edit", data=GIVEN | {"title": "Aftrap", "on": "2026-12-09"})
    assert "Aftrap" in browser.get(meetings_of(project)).text
    assert on_the_wall(meeting.starts_at).date() == date(2026, 12, 9)
    for _ in range(2):
        assert browser.post(f"{here}/remove").location == meetings_of(project)
    assert all_meetings() == [other]


def test_a_meeting_that_was_held_stays(sign_in: SignIn) -> None:
    project = start_project()
    meeting = meet(project, date(2026, 11, 3), 1, held=True)
    browser = sign_in(facilitator_of(project).person)
    here = f"{meetings_of(project)}/{meeting.id}"
    assert "Gaat niet door?" not in browser.get(f"{here}/edit").text
    page = browser.get(browser.post(f"{here}/remove").location).text
    assert "is geweest en blijft daarom staan" in page
    assert all_meetings() == [meeting]


def test_who_were_there_and_a_note_are_kept_for_all_to_read(sign_in: SignIn) -> None:
    project = start_project()
    fatima, kim = add(project, "Fatima Idrissi"), add(project, "Kim Bakker", "Politie")
    stranger = add(start_project(title="De flat"), "Vreemde")
    meeting = meet(project, date(2026, 11, 3), 1)
    browser = sign_in(facilitator_of(project).person)
    here = f"{meetings_of(project)}/{meeting.id}"
    browser.get(f"{here}/report")
    refused = browser.post(f"{here}/report", data={"held": "y", "present": [fatima.id, stranger.id]})
    assert refused.status_code == 422
    for _ in range(2):
        given = {"held": "y", "present": [fatima.id, kim.id], "note": "Volgende keer\nde cijfers."}
        browser.post(f"{here}/report", data=given)
    page = sign_in(kim.person).get(here).text
    assert "Fatima Idrissi" in page
    assert "Volgende keer\nde cijfers." in page
    assert "Wie waren er en hoe was het?" not in page
    browser.post(f"{here}/report", data={"held": "y", "present": [kim.id]})
    assert [attendance.membership_id for attendance in meeting.attendances] == [kim.id]
    held = select(func.count(AuditEvent.id)).where(AuditEvent.action == "held")
    assert db.session.scalar(held) == 1


def test_a_gap_over_four_weeks_gets_a_kind_sentence(sign_in: SignIn) -> None:
    project = start_project()
    meet(project, date(2026, 9, 1), 1, held=True)
    meet(project, date(2026, 9, 29), 2, held=True)
    page = sign_in(facilitator_of(project).person).get(meetings_of(project)).text
    assert "Tussen deze twee bijeenkomsten" not in page
    meet(project, date(2026, 11, 9), 3)
    page = sign_in(add(project, "Fatima").person).get(meetings_of(project)).text
    assert "Tussen deze twee bijeenkomsten zitten 41 dagen. Na vier weken zakt de vaart vaak weg." in page


def test_a_long_silence_is_named_until_something_is_planned(app: Flask) -> None:
    project = start_project()
    phase = project.phases[0]
    assert queries.silence(queries.timeline(phase)) == 0
    meeting = meet(project, today() - timedelta(days=28), 1, held=True)
    assert queries.silence(queries.timeline(phase)) == 0
    meeting.starts_at -= timedelta(days=1)
    db.session.commit()
    assert queries.silence(queries.timeline(phase)) == 29
    meet(project, today() + timedelta(days=7), 2)
    assert queries.silence(queries.timeline(phase)) == 0


def plan_of(page: str) -> dict[str, str]:
    """The fields of the plan page as a browser would send them back."""
    fields: dict[str, str] = {}
    for field in html5lib.parse(page, namespaceHTMLElements=False).iter("input"):
        name, kind = field.get("name"), field.get("type")
        if name is None or (kind == "checkbox" and field.get("checked") is None) or name == "language":
            continue
        fields[name] = field.get("value", "")
    return fields


def test_the_planner_proposes_a_meeting_for_each_step_to_come_and_saves_what_is_left_ticked(sign_in: SignIn) -> None:
    project = start_project()
    step_of(project, 1, StepStatus.CONFIRMED)
    step_of(project, 4, StepStatus.SKIPPED)
    last = meet(project, today() - timedelta(days=7), 1, held=True)
    browser = sign_in(facilitator_of(project).person)
    url = f"{meetings_of(project)}/plan"
    plan = plan_of(browser.get(url).text)
    assert [plan[f"row{number}-steps"] for number in range(4)] == ["2", "3", "5", "6"]
    gap = date.fromisoformat(plan["row0-on"]) - on_the_wall(last.starts_at).date()
    assert timedelta(days=21) <= gap <= timedelta(days=28)
    del plan["row3-take"]
    plan["row0-at"] = "09:15"
    for _ in range(2):
        assert browser.post(url, data=plan).status_code == 303
    planned = [meeting for meeting in all_meetings() if not meeting.held]
    assert [step.number for meeting in planned for step in meeting.steps] == [2, 3, 5]
    assert on_the_wall(planned[0].starts_at).time() == time(9, 15)
    assert {meeting.place for meeting in planned} == {"Buurtkamer"}
    assert "Stap 6" in browser.get(url).text


def test_a_plan_with_a_mistake_keeps_what_was_typed_and_saves_nothing(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"{meetings_of(project)}/plan"
    plan = plan_of(browser.get(url).text)
    plan |= {"row0-on": "volgende week", "row1-at": "", "place": "De school"}
    response = browser.post(url, data=plan)
    assert response.status_code == 422
    for sentence in ("Vul een datum in", "Vul een tijd in", "volgende week", "De school"):
        assert sentence in response.text
    assert all_meetings() == []
    del plan["row0-take"], plan["row1-take"]
    assert browser.post(url, data=plan).status_code == 303
    assert len(all_meetings()) == 4


def test_a_plan_with_a_long_gap_is_saved_all_the_same(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"{meetings_of(project)}/plan"
    plan = plan_of(browser.get(url).text)
    first = today() + timedelta(days=14)
    plan |= {"row0-on": first.isoformat(), "row1-on": (first + timedelta(days=56)).isoformat()}
    for number in range(2, 6):
        del plan[f"row{number}-take"]
    page = browser.get(browser.post(url, data=plan).location).text
    assert "zitten 56 dagen" in page
    assert len(all_meetings()) == 2


def test_when_every_step_has_its_meeting_nothing_is_proposed(sign_in: SignIn) -> None:
    project = start_project()
    meet(project, today() + timedelta(days=7), 1, 2, 3, 4, 5, 6)
    page = sign_in(facilitator_of(project).person).get(f"{meetings_of(project)}/plan").text
    assert "staat al een bijeenkomst in de planning" in page


def test_the_plan_of_a_second_phase_follows_the_last_meeting_of_the_first(app: Flask) -> None:
    project = start_project()
    last = meet(project, today() - timedelta(days=3), 6, held=True)
    later_phase(project)
    first = queries.proposed(project.phases[1])[0]
    assert first.starts_at.time() == time(13, 30)
    assert timedelta(days=21) <= first.starts_at.date() - on_the_wall(last.starts_at).date() <= timedelta(days=28)


def test_the_meetings_of_an_earlier_phase_are_only_read(sign_in: SignIn) -> None:
    project = start_project()
    meeting = meet(project, date(2026, 9, 1), 1)
    later_phase(project)
    browser = sign_in(facilitator_of(project).person)
    url = meetings_of(project)
    assert "Plan de volgende" not in browser.get(url).text
    for path in ("new", "plan", f"{meeting.id}/edit", f"{meeting.id}/report", f"{meeting.id}/remove"):
        assert browser.post(f"{url}/{path}", data=GIVEN).location == url
    assert "Je kunt hier alleen nog lezen." in browser.get(url).text
    assert [on_the_wall(one.starts_at).date() for one in all_meetings()] == [date(2026, 9, 1)]


@pytest.mark.parametrize("role", [Role.CORE, Role.WIDER, Role.RESEARCHER, Role.OBSERVER])
def test_everybody_sees_the_meetings_and_only_the_facilitator_plans_them(sign_in: SignIn, role: Role) -> None:
    project = start_project()
    meeting = meet(project, date(2026, 12, 8), 2)
    browser = sign_in(add(project, "Iemand", role=role).person)
    url = meetings_of(project)
    assert "8 december 2026" in browser.get(url).text
    assert "Buurtkamer" in browser.get(f"{url}/{meeting.id}").text
    for path in ("new", "plan", f"{meeting.id}/edit", f"{meeting.id}/report"):
        assert browser.get(f"{url}/{path}").status_code == 403
        assert browser.post(f"{url}/{path}", data=GIVEN).status_code == 403
    assert browser.post(f"{url}/{meeting.id}/remove").status_code == 403
    assert all_meetings() == [meeting]


def test_a_meeting_of_another_traject_or_phase_is_not_there(sign_in: SignIn) -> None:
    mine, theirs = start_project(), start_project(title="De flat")
    meeting = meet(theirs, date(2026, 12, 8), 2)
    browser = sign_in(facilitator_of(mine).person)
    browser.get(meetings_of(mine))
    for path in ("", "/edit", "/report"):
        assert browser.get(f"{meetings_of(mine)}/{meeting.id}{path}").status_code == 404
    browser.post(f"{meetings_of(mine)}/{meeting.id}/remove")
    assert browser.get(f"{meetings_of(theirs)}/{meeting.id}").status_code == 404
    assert all_meetings() == [meeting]


def test_a_plan_never_plans_twice_at_one_moment(app: Flask) -> None:
    phase = start_project().phases[0]
    details = Details(kept(date(2026, 12, 8), time(13, 30)), 90, "", "", (2,))
    assert len(operations.plan_meetings(phase, [details, details])) == 1
    assert operations.plan_meetings(phase, [details]) == []
    with pytest.raises(operations.SameMomentError):
        operations.add_meeting(phase, Details(details.starts_at, 60, "", "", ()))
