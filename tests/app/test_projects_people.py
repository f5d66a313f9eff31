"""Who is in a traject: added one by one or from a list, changed, ended, and let in by a personal link."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.accounts.operations import LinkState, ask_for_renewal, find_link, make_link
from app.extensions import db
from app.models import AuditEvent, Membership, Organisation, Person, Project, Role, SignInLink
from app.projects import participants, pasting, queries
from tests.app.projects_factories import add, facilitator_of, make_facilitator, start_project
from tests.conftest import SignIn

FATIMA = {
    "name": "Fatima Idrissi",
    "email": "Fatima@Buurtteam.nl",
    "organisation": "Buurtteam",
    "job_title": "maatschappelijk werker",
    "discipline": "",
    "role": "core",
}
LIST = """naam; e-mail; organisatie; functie; groep
Fatima Idrissi; fatima@buurtteam.nl; Buurtteam; maatschappelijk werker; kerngroep

Kim Bakker\tkim@politie.nl\tPolitie\twijkagent
Ans Jansen; ans@huisarts.nl; Huisartsenpraktijk; huisarts; kring
"""


def people_of(project: Project) -> dict[str, Role]:
    """Who is in the traject now, and as what."""
    db.session.expire_all()
    return {one.person.name: one.role for one in queries.people_of(project) if one.left_at is None}


def test_a_facilitator_adds_somebody(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/add"
    browser.get(url)
    response = browser.post(url, data=FATIMA)
    page = browser.get(response.location).text
    assert "Fatima Idrissi doet nu mee." in page
    assert "fatima@buurtteam.nl" in page
    assert people_of(project) == {"Els de Wit": Role.FACILITATOR, "Fatima Idrissi": Role.CORE}


def test_adding_the_same_address_twice_gets_a_clear_sentence(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/add"
    browser.get(url)
    browser.post(url, data=FATIMA)
    response = browser.post(url, data=FATIMA | {"name": "Iemand anders"})
    assert response.status_code == 422
    assert "Fatima Idrissi doet al mee met dit e-mailadres." in response.text
    assert db.session.scalar(select(func.count(Membership.id))) == 2


def test_a_pasted_address_loses_the_spaces_that_nobody_sees(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/add"
    browser.get(url)
    browser.post(url, data=FATIMA | {"email": "\u200bfatima@buurtteam.nl\ufeff"})
    assert participants.present(project, "fatima@buurtteam.nl") is not None
    assert browser.post(url, data=FATIMA | {"name": "\u200b"}).status_code == 422


def test_everything_that_is_missing_is_said_in_dutch(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/add"
    browser.get(url)
    response = browser.post(url, data={"email": "geen adres", "role": "core"})
    assert response.status_code == 422
    for sentence in ("Vul de naam in.", "zoals naam@organisatie.nl", "voor welke organisatie"):
        assert sentence in response.text


def test_an_organisation_is_the_same_whatever_its_capitals(app: Flask) -> None:
    project = start_project()
    add(project, "Fatima", "Buurtteam Noord")
    add(project, "Kim", " buurtteam  noord ")
    assert db.session.scalars(select(Organisation.name).where(Organisation.name.like("%uurtteam%"))).all() == [
        "Buurtteam Noord"
    ]


def test_an_organisation_with_an_accent_is_the_same_whatever_its_capitals(app: Flask) -> None:
    project = start_project()
    employers = [add(project, name, "École Élan").organisation_id for name in ("Fatima", "Kim")]
    employers.append(add(project, "Ans", "école élan").organisation_id)
    assert len(set(employers)) == 1


def test_who_comes_back_is_the_same_participant(app: Flask) -> None:
    project = start_project()
    first = add(project, "Fatima Idrissi")
    participants.end_participation(first)
    again = add(project, "Fatima Idrissi", "Andere organisatie", Role.WIDER)
    assert again.id == first.id
    assert (again.left_at, again.role, again.organisation.name) == (None, Role.WIDER, "Andere organisatie")


def test_a_list_is_checked_shown_and_then_added(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/add-several"
    browser.get(url)
    preview = browser.post(url, data={"people": LIST, "look": "1"})
    assert "Klopt dit?" in preview.text
    assert set(people_of(project)) == {"Els de Wit"}
    for _ in range(2):
        assert browser.post(url, data={"people": LIST, "add": "1"}).status_code == 303
    assert people_of(project) == {
        "Els de Wit": Role.FACILITATOR,
        "Fatima Idrissi": Role.CORE,
        "Kim Bakker": Role.CORE,
        "Ans Jansen": Role.WIDER,
    }
    assert "doet al mee, blijft zo" in browser.post(url, data={"people": LIST, "look": "1"}).text


def test_all_that_is_wrong_in_a_list_is_said_at_once_and_nobody_is_added(sign_in: SignIn) -> None:
    project = start_project()
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/add-several"
    browser.get(url)
    wrong = "Kim; kim@politie.nl; Politie\n; geen adres\nKim; KIM@politie.nl; Politie; agent; koning"
    response = browser.post(url, data={"people": wrong, "add": "1"})
    assert response.status_code == 422
    assert "Regel 2: vul een naam in; vul een e-mailadres in" in response.text
    assert "Regel 3: dit e-mailadres staat ook op regel 1; kies als groep gespreksleider" in response.text
    assert "Regel 1" not in response.text
    assert set(people_of(project)) == {"Els de Wit"}


CELLS = st.text(st.characters(exclude_characters=";\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), max_size=20)


@given(st.lists(st.lists(CELLS, max_size=7).map(";".join), max_size=12))
def test_every_line_of_a_list_becomes_somebody_or_a_problem(rows: list[str]) -> None:
    lines = pasting.read("\n".join(rows))
    assert all((line.newcomer is None) == bool(line.problem) for line in lines)
    assert [line.number for line in lines] == sorted({line.number for line in lines})
    newcomers = [line.newcomer.email for line in lines if line.newcomer]
    assert len(newcomers) == len(set(newcomers))


def test_a_list_that_is_too_long_says_so() -> None:
    lines = pasting.read("\n".join(f"P{n}; p{n}@voorbeeld.nl; Org" for n in range(300)))
    assert len(lines) == pasting.MOST_LINES + 1
    assert lines[-1].problem


def test_somebody_is_changed(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrisi")
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/{fatima.id}"
    assert "Fatima Idrisi" in browser.get(url).text
    browser.post(url, data=FATIMA | {"role": "wider"})
    assert people_of(project)["Fatima Idrissi"] is Role.WIDER
    assert fatima.person.email == "fatima@buurtteam.nl"


def test_a_discipline_that_is_not_in_the_list_is_kept(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    fatima.discipline = "fietsenmaker"
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/{fatima.id}"
    assert "fietsenmaker" in browser.get(url).text
    assert browser.post(url, data=FATIMA | {"discipline": "bakker"}).status_code == 422
    assert browser.post(url, data=FATIMA | {"discipline": "fietsenmaker"}).status_code == 303
    assert fatima.discipline == "fietsenmaker"


def test_an_address_of_somebody_else_is_refused(sign_in: SignIn) -> None:
    project = start_project()
    fatima, kim = add(project, "Fatima"), add(project, "Kim")
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/{fatima.id}"
    browser.get(url)
    response = browser.post(url, data=FATIMA | {"email": kim.person.email})
    assert response.status_code == 422
    assert "is van iemand anders" in response.text
    assert fatima.person.email != kim.person.email


def test_an_account_that_is_used_elsewhere_keeps_its_name_and_address(sign_in: SignIn) -> None:
    project, other = start_project(), start_project(make_facilitator("Ada"), title="De flat")
    fatima = add(project, "Fatima Idrissi", email="f@buurtteam.nl")
    add(other, "Fatima Idrissi", email="f@buurtteam.nl")
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/{fatima.id}"
    assert "meer dan dit traject" in browser.get(url).text
    browser.post(url, data=FATIMA | {"organisation": "Politie"})
    assert fatima.person.email == "f@buurtteam.nl"
    assert fatima.organisation.name == "Politie"


def test_a_traject_is_never_without_a_facilitator(sign_in: SignIn) -> None:
    project = start_project()
    els = facilitator_of(project)
    browser = sign_in(els.person)
    url = f"/projects/{project.id}/people/{els.id}"
    browser.get(url)
    refused = browser.post(url, data={"organisation": "Gemeente", "role": "core", "discipline": ""})
    assert refused.status_code == 422
    assert "Een traject heeft altijd een gespreksleider." in refused.text
    assert "Een traject heeft altijd" in browser.get(browser.post(f"{url}/end").location).text
    add(project, "Ada", role=Role.FACILITATOR)
    assert browser.post(f"{url}/end").location == "/"
    assert people_of(project) == {"Ada": Role.FACILITATOR}


def test_a_participation_ends_and_resumes(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/{fatima.id}"
    browser.get(url)
    for _ in range(2):
        browser.post(f"{url}/end")
    page = browser.get(f"/projects/{project.id}/people").text
    assert "Fatima Idrissi doet weer mee" in page
    browser.post(f"{url}/resume")
    assert "Fatima Idrissi" in people_of(project)
    left = select(func.count(AuditEvent.id)).where(AuditEvent.action == "left")
    assert db.session.scalar(left) == 1


def test_participants_see_each_other_without_addresses(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    otto = add(project, "Otto", role=Role.OBSERVER)
    page = sign_in(otto.person).get(f"/projects/{project.id}/people").text
    assert "Fatima Idrissi" in page
    assert "kerngroep" in page
    assert fatima.person.email not in page
    assert "Wijzigen" not in page


@pytest.mark.parametrize("role", [Role.CORE, Role.WIDER, Role.RESEARCHER, Role.OBSERVER])
def test_nobody_else_changes_people_or_makes_links(sign_in: SignIn, role: Role) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    browser = sign_in(add(project, "Iemand", role=role).person)
    base = f"/projects/{project.id}/people/{fatima.id}"
    browser.get(f"/projects/{project.id}/people")
    for path in ("", "/link"):
        assert browser.get(base + path).status_code == 403
    for path in ("", "/link", "/end", "/resume"):
        assert browser.post(base + path, data=FATIMA).status_code == 403
    assert fatima.left_at is None


def test_a_link_is_shown_once_and_lets_somebody_in(sign_in: SignIn, app: Flask) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/{fatima.id}/link"
    assert "/link/" not in browser.get(url).text.replace(url, "")
    made = browser.post(url)
    path = re.search(r'value="http://localhost(/link/[^"]+)"', made.text).group(1)  # type: ignore[union-attr]
    assert made.text.count(path) == 2
    assert path not in browser.get(url).text
    other = app.test_client()
    other.get(path)
    assert other.post(path).location == f"/projects/{project.id}"
    assert "Fatima Idrissi" in other.get("/").text


def test_who_asked_for_a_new_link_stands_out_until_it_is_made(sign_in: SignIn) -> None:
    project = start_project()
    fatima = add(project, "Fatima Idrissi")
    make_link(fatima.person)
    ask_for_renewal(db.session.scalars(select(SignInLink).where(SignInLink.person_id == fatima.person_id)).one())
    browser = sign_in(facilitator_of(project).person)
    people = f"/projects/{project.id}/people"
    assert "Vraagt een nieuwe link" in browser.get(people).text
    assert "Vraagt een nieuwe link" not in sign_in(fatima.person).get(people).text
    browser.get(f"{people}/{fatima.id}/link")
    browser.post(f"{people}/{fatima.id}/link")
    assert "Vraagt een nieuwe link" not in browser.get(people).text


def test_adding_a_colleague_gives_no_way_into_their_other_trajects(sign_in: SignIn) -> None:
    theirs = start_project(make_facilitator("Ada"), title="De flat")
    first = add(theirs, "Fatima Idrissi", email="f@buurtteam.nl")
    mine = start_project()
    second = add(mine, "Fatima Idrissi", email="f@buurtteam.nl")
    browser = sign_in(facilitator_of(mine).person)
    url = f"/projects/{mine.id}/people/{second.id}/link"
    assert "deed al mee in een ander traject" in browser.get(url).text
    assert "/link/" not in browser.post(url).text.replace(url, "")
    assert queries.may_make_link(first)


def test_nobody_makes_a_link_for_who_signs_in_with_a_password(sign_in: SignIn) -> None:
    project = start_project()
    ada = make_facilitator("Ada")
    member = add(project, "Ada", email=ada.email)
    browser = sign_in(facilitator_of(project).person)
    url = f"/projects/{project.id}/people/{member.id}/link"
    assert "met een wachtwoord" in browser.get(url).text
    browser.post(url)
    assert db.session.scalar(select(func.count(SignInLink.id)).where(SignInLink.person_id == ada.id)) == 0


def test_somebody_of_another_traject_is_not_there(sign_in: SignIn) -> None:
    mine, theirs = start_project(), start_project(make_facilitator("Ada"), title="De flat")
    stranger = add(theirs, "Kim Bakker")
    browser = sign_in(facilitator_of(mine).person)
    browser.get(f"/projects/{mine.id}/people")
    for path in ("", "/link", "/end"):
        assert browser.post(f"/projects/{mine.id}/people/{stranger.id}{path}", data=FATIMA).status_code == 404
    assert stranger.left_at is None


def test_a_token_in_the_log_is_never_kept(app: Flask) -> None:
    project = start_project()
    token = participants.make_personal_link(add(project, "Fatima Idrissi"))
    assert find_link(token, None)[0] is LinkState.FRESH
    events = db.session.scalars(select(AuditEvent)).all()
    assert any(event.action == "made_link" for event in events)
    assert not any(token in str(vars(event)) for event in events)
    assert db.session.scalar(select(func.count(Person.id))) == 2
