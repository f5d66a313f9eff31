"""Signing in: by password, by personal link, and coming back with what was typed."""

from __future__ import annotations

import threading
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app import held
from app.accounts.operations import LinkState, add_person, digest, find_link, make_link, organisation_named
from app.extensions import db
from app.models import AuditEvent, HeldInput, Organisation, Person, SignInLink
from app.models.types import now
from tests.checked_client import CheckedClient
from tests.factories import make_person

PASSWORD = "een lang wachtwoord"


def test_a_facilitator_signs_in_with_a_password(client: CheckedClient) -> None:
    person = make_person(password=PASSWORD, may_facilitate=True)
    db.session.commit()
    client.get("/sign-in")
    response = client.post("/sign-in", data={"email": person.email.upper(), "password": PASSWORD})
    assert response.status_code == 302
    assert "Persoon" in client.get("/").text


def test_a_wrong_password_gets_a_clear_sentence_and_is_logged_without_the_address(client: CheckedClient) -> None:
    person = make_person(password=PASSWORD)
    db.session.commit()
    client.get("/sign-in")
    response = client.post("/sign-in", data={"email": person.email, "password": "verkeerd"})
    assert response.status_code == 422
    assert "horen niet bij elkaar" in response.text
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.object_id) == ("sign_in_failed", str(person.id))


def test_somebody_without_password_cannot_sign_in_with_one(client: CheckedClient) -> None:
    person = make_person()
    db.session.commit()
    client.get("/sign-in")
    assert client.post("/sign-in", data={"email": person.email, "password": "nobody"}).status_code == 422


def test_passwords_are_kept_as_argon2(app: Flask) -> None:
    assert (make_person(password=PASSWORD).password_hash or "").startswith("$argon2id$")


def test_sign_in_sends_nobody_to_another_site(client: CheckedClient) -> None:
    person = make_person(password=PASSWORD)
    db.session.commit()
    for target in ("https://example.org/", "//example.org", "/\\example.org"):
        client.get("/sign-in", query_string={"next": target})
        response = client.post(
            "/sign-in", query_string={"next": target}, data={"email": person.email, "password": PASSWORD}
        )
        assert response.location == "/"
        client.delete_cookie("session")


def test_following_a_personal_link_spends_nothing_until_the_button_is_pressed(client: CheckedClient) -> None:
    token = make_link(make_person("Fatima Idrissi"))
    for _ in range(3):
        assert "Verder als Fatima Idrissi" in client.get(f"/link/{token}").text
    assert find_link(token, None)[0] is LinkState.FRESH
    assert client.post(f"/link/{token}").status_code == 302
    assert find_link(token, None)[0] is LinkState.SPENT


def test_a_spent_link_works_again_in_its_own_browser_only(app: Flask) -> None:
    token = make_link(make_person())
    own, other = app.test_client(), app.test_client()
    own.get(f"/link/{token}")
    own.post(f"/link/{token}")
    own.delete_cookie("session")
    assert own.get(f"/link/{token}").status_code == 200
    assert own.post(f"/link/{token}").status_code == 302
    assert other.get(f"/link/{token}").status_code == 410
    other.get("/sign-in")
    assert other.post(f"/link/{token}").status_code == 410


def test_somebody_with_a_closed_link_can_ask_for_a_new_one(app: Flask, client: CheckedClient) -> None:
    token = make_link(make_person())
    link = db.session.scalars(select(SignInLink)).one()
    link.expires_at = now() - timedelta(minutes=1)
    db.session.commit()
    assert "verlopen" in client.get(f"/link/{token}").text
    client.post(f"/link/{token}/renewal")
    db.session.refresh(link)
    assert link.renewal_asked_at is not None
    assert "De gespreksleider weet" in client.get(f"/link/{token}").text
    assert client.get("/link/nonsense").status_code == 404


def test_only_the_hash_of_a_link_is_kept(app: Flask) -> None:
    token = make_link(make_person())
    assert db.session.scalars(select(SignInLink)).one().token_hash == digest(token) != token


def test_a_post_without_csrf_token_changes_nothing(client: CheckedClient) -> None:
    token = make_link(make_person())
    response = client.post(f"/link/{token}", with_token=False)
    assert response.status_code == 400
    assert find_link(token, None)[0] is LinkState.FRESH


def test_text_typed_when_the_session_was_gone_is_held_for_this_browser(client: CheckedClient) -> None:
    person = make_person(password=PASSWORD)
    db.session.commit()
    client.get("/sign-in")
    response = client.post("/projects/new", data={"title": "Ons plein", "password": "geheim"})
    assert response.location == "/sign-in?next=/projects/new"
    assert "bewaard" in client.get("/sign-in?next=/projects/new").text
    kept = db.session.scalars(select(HeldInput)).one()
    assert kept.fields == [["title", "Ons plein"]]
    with client.application.test_request_context(
        "/projects/new",
        headers={"Cookie": f"{held.COOKIE}={client.get_cookie(held.COOKIE).value}"},  # type: ignore[union-attr]
    ):
        fields = held.typed()
    assert fields is not None
    assert fields["title"] == "Ons plein"
    assert person.password_hash


def test_held_text_stays_until_the_page_is_sent(client: CheckedClient) -> None:
    person = make_person(password=PASSWORD, may_facilitate=True)
    db.session.commit()
    client.get("/sign-in")
    client.post("/projects/new", data={"title": "Ons plein"})
    client.get("/sign-in?next=/projects/new")
    client.post("/sign-in?next=/projects/new", data={"email": person.email, "password": PASSWORD})
    for _look in range(2):
        assert 'value="Ons plein"' in client.get("/projects/new").text
    assert client.post("/projects/new", data={"title": "Ons plein"}).status_code == 422
    assert 'value="Ons plein"' not in client.get("/projects/new").text


def test_a_button_on_an_outdated_page_changes_nothing_and_leads_back_to_it(client: CheckedClient) -> None:
    client.get("/sign-in")
    client.csrf_token = "of an earlier session"
    referrer = {"Referer": "http://localhost/sign-in"}
    response = client.post("/language", data={"language": "en"}, headers=referrer)
    assert response.location == "/sign-in"
    assert '<html lang="nl">' in client.get("/sign-in").text


def test_another_site_cannot_plant_text(client: CheckedClient) -> None:
    client.get("/sign-in")
    client.post("/projects/new", data={"title": "Geplant"}, headers={"Origin": "https://example.org"})
    assert db.session.scalar(select(HeldInput)) is None


def test_the_language_is_remembered(client: CheckedClient) -> None:
    client.get("/sign-in")
    client.post("/language", data={"language": "en", "next": "/sign-in"})
    assert '<html lang="en">' in client.get("/sign-in").text


def test_a_link_page_that_stood_open_too_long_comes_back_as_it_was(client: CheckedClient) -> None:
    token = make_link(make_person("Fatima Idrissi"))
    client.get(f"/link/{token}")
    client.delete_cookie("session")
    response = client.post(f"/link/{token}", follow_redirects=True)
    assert "verouderd" in response.text
    assert "Verder als Fatima Idrissi" in response.text
    assert client.post(f"/link/{token}").location == "/"


def test_a_sign_in_page_that_stood_open_too_long_says_so_and_keeps_its_goal(client: CheckedClient) -> None:
    client.get("/sign-in?next=/projects/new")
    client.delete_cookie("session")
    data = {"email": "els@voorbeeld.nl", "password": PASSWORD}
    response = client.post("/sign-in?next=/projects/new", data=data)
    assert response.location == "/sign-in?next=/projects/new"
    assert "verouderd" in client.get(response.location).text
    assert db.session.scalar(select(HeldInput)) is None


def test_signing_in_again_leads_back_to_the_same_part_of_a_page(client: CheckedClient) -> None:
    assert client.get("/projects/1?phase=1").location == "/sign-in?next=/projects/1?phase%3D1"


def test_an_address_that_nobody_can_have_is_an_unknown_one(client: CheckedClient) -> None:
    client.get("/sign-in")
    assert client.post("/sign-in", data={"email": "els\0@voorbeeld.nl", "password": PASSWORD}).status_code == 422


def test_two_first_uses_of_an_address_at_the_same_moment_make_one_account(app: Flask) -> None:
    together = threading.Barrier(4)
    failures: list[BaseException] = []

    def add(number: int) -> None:
        with app.app_context():
            try:
                together.wait()
                add_person(f"Kim {number}", "kim@voorbeeld.nl")
                organisation_named("Buurtteam")
                db.session.commit()
            except BaseException as error:
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert db.session.query(Person).count() == 1
    assert db.session.query(Organisation).count() == 1


def test_a_personal_link_leads_back_to_the_page_that_asked_to_sign_in(client: CheckedClient) -> None:
    url = f"/link/{make_link(make_person(), '/projects/1')}"
    wanted = "/projects/1/phases/1/steps/2/form/observations"
    client.get(f"/sign-in?next={wanted}")
    client.get(url)
    assert client.post(url).location == wanted
    client.post("/sign-out", data={})
    client.get(url)
    assert client.post(url).location == "/projects/1"


def test_a_personal_link_never_leads_into_another_traject(client: CheckedClient) -> None:
    url = f"/link/{make_link(make_person(), '/projects/1')}"
    for elsewhere in ("/projects/10/phases/1", "/projects/2", "//evil.example"):
        client.get(f"/sign-in?next={elsewhere}")
        client.get(url)
        assert client.post(url).location == "/projects/1"
        client.post("/sign-out", data={})
