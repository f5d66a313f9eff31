"""Answers that were collected elsewhere: read from a file, matched to people, shown first, taken over once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import AuditEvent, Membership, Role, StepStatus, Submission, Upload
from app.models.types import now
from app.questionnaires import queries
from app.questionnaires.operations import save_answers, start, start_for
from forms.keys import AnswerKey
from tests.app.projects_factories import add
from tests.app.questionnaires_factories import Desk, make_desk, send, typed
from tests.app.uploads_factories import HEADER, as_csv, as_xlsx, refused, send_file
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_person

WHAT = AnswerKey("2.1a")


@pytest.fixture
def desk(app: Flask) -> Desk:
    return make_desk()


@pytest.fixture
def leader(desk: Desk) -> Membership:
    return join(desk.project, Role.FACILITATOR, "Gemeente", make_person("Els de Wit"))


@pytest.fixture
def kim(desk: Desk) -> Membership:
    return add(desk.project, "Kim Bakker", "Politie", email="kim@voorbeeld.nl")


@pytest.fixture
def browser(leader: Membership, sign_in: SignIn) -> CheckedClient:
    return sign_in(leader.person)


def place(desk: Desk) -> str:
    """Where a file is sent."""
    return desk.url.removesuffix("/form") + "/upload"


def look(browser: CheckedClient, desk: Desk, content: bytes, name: str = "antwoorden.csv", **choices: str) -> str:
    """Send a file and accept what was guessed, with these ``choices`` instead; the address of the preview."""
    columns = send_file(browser, place(desk), content, name)
    upload = db.session.scalars(select(Upload).order_by(Upload.id.desc())).first()
    assert upload is not None
    chosen = {f"column-{number}": choice for number, choice in enumerate(upload.choices)}
    browser.get(columns)
    response = browser.post(columns, data={**chosen, **choices})
    assert response.status_code == 303, response.text
    return str(response.location)


def bring_in(browser: CheckedClient, preview: str, **fields: object) -> str:
    """Press the button; the text of the page that follows."""
    browser.get(preview)
    response = browser.post(preview, data=fields)
    assert response.status_code == 303, response.text
    return browser.get(response.location).text


def form_of(member: Membership) -> Submission | None:
    return db.session.scalar(select(Submission).where(Submission.membership_id == member.id))


def said(member: Membership) -> dict[AnswerKey, object]:
    form = form_of(member)
    assert form is not None
    return dict(queries.values_of(form))


def test_a_file_becomes_sent_forms(desk: Desk, leader: Membership, kim: Membership, browser: CheckedClient) -> None:
    rows = ("", "KIM@voorbeeld.nl", "", "Elke avond herrie", "Lisplein", "dagelijks")
    step_page = place(desk).removesuffix("/upload")
    assert f'href="{place(desk)}"' in browser.get(step_page).text
    preview = look(browser, desk, as_csv(rows))
    page = browser.get(preview).text
    for words in ("1 persoon uit antwoorden.csv", "samen 3 antwoorden", "Kim Bakker", "Elke avond herrie"):
        assert words in page
    assert form_of(kim) is None, "looking writes nothing"
    after = bring_in(browser, preview)
    assert "1 vragenlijst overgenomen." in after
    assert "namens, bestand: antwoorden.csv" in after
    form = form_of(kim)
    assert form is not None
    assert (form.source_label, form.entered_by) == ("bestand: antwoorden.csv", leader)
    assert form.submitted_at is not None
    assert said(kim) == {WHAT: "Elke avond herrie", AnswerKey("2.1b"): "Lisplein", AnswerKey("2.1c"): "daily"}
    [answer] = queries.said_in(desk.step.phase)
    assert (answer.text, answer.organisation, answer.place) == ("Elke avond herrie", "Politie", "Lisplein")


def test_an_export_of_microsoft_forms_is_recognised(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    header = (
        "Id", "Start time", "Completion time", "Email", "Name", "Wat zie of hoor je in de buurt?",
        "Wat zie of hoor je in de buurt?2", "Wie heeft hier het meest last van?", "Hoe erg is dit voor de buurt?",
    )  # fmt: skip
    row = (1, "1-11-2026", "1-11-2026", "anonymous", "Kim Bakker", "Herrie", "Grofvuil", "jongeren;ouderen;", 4)
    bring_in(browser, look(browser, desk, as_xlsx(row, header=header), "Forms (1-12).xlsx"))
    assert said(kim) == {
        WHAT: "Herrie",
        AnswerKey("2.1a", "", 1): "Grofvuil",
        AnswerKey("2.2"): ("young-people", "older-people"),
        AnswerKey("2.3"): "4",
    }


def test_the_person_sees_where_their_form_comes_from(
    desk: Desk, kim: Membership, browser: CheckedClient, sign_in: SignIn
) -> None:
    bring_in(browser, look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", ""))))
    own = sign_in(kim.person).get(desk.url).text
    assert "Els de Wit heeft dit voor je ingevuld. Bron: bestand: antwoorden.csv." in own


def test_a_form_from_a_file_goes_on_counting_when_its_person_looks_through_it(
    desk: Desk, kim: Membership, browser: CheckedClient, sign_in: SignIn
) -> None:
    bring_in(browser, look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", ""))))
    own = sign_in(kim.person)
    assert "Dit mag je nog aanvullen" in own.get(f"{desk.url}/check").text
    page = own.get(f"{desk.url}/observations").text
    own.post(f"{desk.url}/observations", data=typed(page, {}, then="next"))
    own.post(f"{desk.url}/observations", data=typed(page, {WHAT: "Herrie, elke avond"}, then="next"))
    form = form_of(kim)
    assert form is not None
    assert form.submitted_at is not None
    assert form.taken_over_at is not None
    emptied = typed(own.get(f"{desk.url}/observations").text, {WHAT: "", AnswerKey("2.1b"): "Lisplein"}, then="next")
    own.post(f"{desk.url}/observations", data=emptied)
    assert form.submitted_at is None, "what was there is missing now"


def test_a_form_that_was_entered_in_another_way_stays_as_it_is(
    desk: Desk, leader: Membership, kim: Membership, browser: CheckedClient
) -> None:
    save_answers(start_for(desk.step, kim, leader, "papier"), {WHAT: "Van papier"})
    page = browser.get(look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", "")))).text
    assert "Rij 2, Kim Bakker: is al door een gespreksleider ingevuld, niet overgenomen." in page


def test_taking_over_twice_does_nothing_twice(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    content = as_csv(("Kim Bakker", "", "Politie", "Herrie", "", ""))
    first = look(browser, desk, content)
    second = look(browser, desk, content)
    bring_in(browser, first)
    browser.get(second)
    again = browser.post(first)
    assert again.location == place(desk)
    assert "is al overgenomen" in browser.get(place(desk)).text
    assert "Rij 2, Kim Bakker: is al overgenomen uit dit bestand." in browser.get(second).text
    assert browser.post(second).status_code == 422
    assert db.session.query(Submission).count() == 1


def test_who_filled_in_themselves_keeps_their_form(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    send(desk.step, kim, "Dit zei ik zelf")
    draft = add(desk.project, "Fatima Idrissi", "Buurtteam")
    save_answers(start(desk.step, draft), {WHAT: "Nog bezig"})
    rows = [("Kim Bakker", "", "Politie", "Iets anders", "", ""), ("Fatima Idrissi", "", "", "Ook anders", "", "")]
    page = browser.get(look(browser, desk, as_csv(*rows))).text
    assert "Rij 2, Kim Bakker: heeft zelf al ingevuld, niet overgenomen." in page
    assert "Rij 3, Fatima Idrissi: heeft zelf al ingevuld, niet overgenomen." in page
    assert said(draft) == {WHAT: "Nog bezig"}


def test_everything_that_is_wrong_is_said_at_once_with_its_row(
    desk: Desk, kim: Membership, browser: CheckedClient
) -> None:
    add(desk.project, "Piet Zwart", "Politie", email="piet1@voorbeeld.nl")
    add(desk.project, "Piet Zwart", "Politie", email="piet2@voorbeeld.nl")
    add(desk.project, "Ali Waarnemer", "GGD", role=Role.OBSERVER)
    gone = add(desk.project, "Bo Vertrokken", "GGD")
    gone.left_at = now()
    rows = [
        ("Kim Bakker", "", "Politie", "x" * 50_000, "Lisplein", "dagelijks"),
        ("Kim Bakker", "", "Politie", "Herrie", "Lisplein", "om de dag"),
        ("Piet Zwart", "", "Politie", "Herrie", "", ""),
        ("Ali Waarnemer", "", "", "Herrie", "", ""),
        ("Bo Vertrokken", "", "", "Herrie", "", ""),
        ("", "", "", "Herrie", "", ""),
        ("Iemand Anders", "", "", "Herrie", "", ""),
        ("Iemand Anders", "geen adres", "GGD", "Herrie", "", ""),
        ("Kim Bakker", "", "Politie", "=SOM(A1:A9)", "", ""),
        ("Kim Bakker", "", "Politie", "Dit is goed", "", ""),
        ("Kim Bakker", "", "Politie", "Nog een rij", "", ""),
        ("Kim Bakker", "", "Politie", "", "", ""),
    ]
    page = browser.get(look(browser, desk, as_csv(*rows))).text
    for sentence in (
        "Rij 2: bij “Punt 1: Wat zie of hoor je?”. Maak dit korter: 50000 van de 280 tekens.",
        "Rij 3: bij “Punt 1: Hoe vaak gebeurt dit?”. “om de dag” staat niet in de lijst met antwoorden.",
        "Rij 4: er doen meer mensen mee die Piet Zwart heten. Zet het e-mailadres in het bestand.",
        "Rij 5: Ali Waarnemer is waarnemer en vult geen vragenlijst in.",
        "Rij 6: Bo Vertrokken doet niet meer mee.",
        "Rij 7: er staat geen naam of e-mailadres.",
        "Rij 8: Iemand Anders doet niet mee in dit traject. Voeg deze persoon eerst toe bij Deelnemers",
        "Rij 9: Iemand Anders doet niet mee, en “geen adres” is geen e-mailadres.",
        "Rij 10: de cel D10 (kolom Wat zie of hoor je?) bevat een formule; plak de waarde.",
        "Rij 12: deze persoon staat ook op rij 11. Houd één rij over.",
        "Rij 13, Kim Bakker: geen antwoorden in deze rij.",
        "10 dingen kloppen niet",
    ):
        assert sentence in page
    bring_in(browser, f"{place(desk)}/{db.session.scalars(select(Upload)).one().id}")
    assert said(kim) == {WHAT: "Dit is goed"}


def test_somebody_new_becomes_a_participant_only_when_that_is_chosen(desk: Desk, browser: CheckedClient) -> None:
    rows = [
        ("Noor Visser", "Noor@voorbeeld.nl", "GGD", "Herrie", "", ""),
        ("Sam de Boer", "sam@voorbeeld.nl", "GGD", "Grofvuil", "", ""),
    ]
    preview = look(browser, desk, as_csv(*rows))
    assert "Wie maak je deelnemer?" in browser.get(preview).text
    assert "Er is nog geen rij om over te nemen." in browser.post(preview).text
    bring_in(browser, preview, make="2")
    emails = {one.person.email: one for one in desk.project.memberships}
    assert "sam@voorbeeld.nl" not in emails
    noor = emails["noor@voorbeeld.nl"]
    assert (noor.role, noor.organisation.name) == (Role.WIDER, "GGD")
    assert said(noor) == {WHAT: "Herrie"}


def test_a_name_is_looked_for_within_its_organisation(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    other = add(desk.project, "Kim Bakker", "GGD", email="kim.b@voorbeeld.nl")
    bring_in(browser, look(browser, desk, as_csv(("kim  bakker", "", "ggd", "Herrie", "", ""))))
    assert form_of(kim) is None
    assert said(other) == {WHAT: "Herrie"}


def test_columns_are_chosen_by_hand_where_nothing_is_recognised(
    desk: Desk, kim: Membership, browser: CheckedClient
) -> None:
    content = as_csv(("Kim Bakker", "Herrie op het plein"), header=("Wie", "Opmerking"))
    columns = send_file(browser, place(desk), content)
    browser.get(columns)
    refused_ = browser.post(columns, data={"column-0": "", "column-1": ""})
    assert refused_.status_code == 422
    assert "Kies in welke kolom de naam of het e-mailadres staat." in refused_.text
    assert "Kies bij minstens één kolom een vraag." in refused_.text
    twice = browser.post(columns, data={"column-0": WHAT.name, "column-1": WHAT.name})
    assert "heb je ook bij kolom “Wie” gekozen" in twice.text
    done = browser.post(columns, data={"column-0": "name", "column-1": AnswerKey("2.6a").name})
    bring_in(browser, done.location)
    assert said(kim) == {AnswerKey("2.6a"): "Herrie op het plein"}


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "leeg.csv", "Het bestand is leeg."),
        (as_csv(), "kop.csv", "Onder de eerste rij staan geen antwoorden."),
        (b"%PDF-1.4", "lijst.pdf", "Kies een CSV- of Excel-bestand"),
        (b"\xff\xfeN\x00", "uitf16.csv", "Het bestand is opgeslagen als UTF-16."),
        ("Naam;Wat zie of hoor je?\nKim;Herrie €".encode() + b"\xff", "mix.csv", "de letters zijn niet te lezen"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud.xlsx", "oud Excel-bestand"),
        (b"PK\x03\x04rommel", "stuk.xlsx", "beschadigd"),
        (b"x" * (5 * 1024 * 1024 + 1), "groot.csv", "groter dan 5 MB"),
        (as_csv(*[("Kim", "", "", "Herrie", "", "")] * 501), "lang.csv", "te veel rijen of kolommen"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_clear_sentence(
    desk: Desk, browser: CheckedClient, content: bytes, name: str, sentence: str
) -> None:
    page = refused(browser, place(desk), content, name)
    assert sentence in page
    assert "Kies een bestand." not in page
    assert db.session.query(Upload).count() == 0


def test_sending_no_file_asks_for_one(desk: Desk, browser: CheckedClient) -> None:
    browser.get(place(desk))
    assert "Kies een bestand." in browser.post(place(desk)).text


def test_a_row_with_too_many_cells_is_said_and_left_out(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    content = as_csv(("Kim Bakker", "", "Politie", "Herrie", "", "", "te veel"), ("Kim Bakker", "", "", "Goed", "", ""))
    assert "Rij 2: er zijn meer cellen dan kolommen." in browser.get(look(browser, desk, content)).text


def test_what_may_identify_a_resident_is_pointed_out(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    rows = [
        ("Kim Bakker", "", "Politie", "Mevrouw Jansen van Lisstraat 12 belt elke dag", "", ""),
        ("Noor Visser", "noor@voorbeeld.nl", "GGD", "Grofvuil bij de poort", "", ""),
    ]
    page = browser.get(look(browser, desk, as_csv(*rows))).text
    assert "Is hier een bewoner te herkennen?" in page
    assert "Lisstraat 12" in page.split('id="suspects"')[1].split("</section>")[0]
    assert "Rij 3:" not in page
    clean = browser.get(look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Grofvuil", "", "")))).text
    assert "Is hier een bewoner te herkennen?" not in clean


def test_the_agreement_is_asked_about(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    desk.project.agreement = "We delen geen namen."
    preview = look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", "")))
    browser.get(preview)
    asked = browser.post(preview)
    assert asked.status_code == 422
    assert "Vraag eerst of deze mensen het goed vinden" in asked.text
    bring_in(browser, preview, agreed="y")
    assert said(kim) == {WHAT: "Herrie"}


def test_a_file_is_its_senders_and_kept_for_a_day(
    desk: Desk, kim: Membership, browser: CheckedClient, sign_in: SignIn
) -> None:
    preview = look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", "")))
    second = sign_in(join(desk.project, Role.FACILITATOR).person)
    assert second.get(preview).location == place(desk)
    upload = db.session.scalars(select(Upload)).one()
    upload.created_at = now() - timedelta(hours=25)
    assert browser.get(preview).location == place(desk)
    send_file(browser, place(desk), as_csv(("Kim Bakker", "", "", "Iets", "", "")))
    assert [one.created_at > now() - timedelta(hours=1) for one in db.session.scalars(select(Upload))] == [True]


def test_a_file_can_be_thrown_away(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    preview = look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", "")))
    browser.get(preview)
    assert browser.post(f"{preview}/remove").status_code == 303
    assert db.session.query(Upload).count() == 0
    assert form_of(kim) is None


def test_a_step_that_is_closed_meanwhile_takes_nothing(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    preview = look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", "")))
    browser.get(preview)
    desk.step.status = StepStatus.CLOSED
    assert browser.post(preview).location == place(desk).removesuffix("/upload")
    assert form_of(kim) is None


def test_only_a_facilitator_sends_a_file(desk: Desk, sign_in: SignIn) -> None:
    for role in (Role.CORE, Role.WIDER, Role.OBSERVER, Role.RESEARCHER):
        assert sign_in(desk.other(role=role).person).get(place(desk)).status_code == 403, role


def test_the_log_tells_what_was_done_without_a_word_of_it(desk: Desk, kim: Membership, browser: CheckedClient) -> None:
    bring_in(browser, look(browser, desk, as_csv(("Kim Bakker", "", "Politie", "Herrie", "", ""))))
    lines = db.session.scalars(select(AuditEvent).where(AuditEvent.object_type.in_(["upload", "submission"]))).all()
    assert [line.action for line in lines] == ["uploaded", "imported", "brought_in"]
    assert not any("Herrie" in f"{line.action}{line.object_id}" for line in lines)


def test_what_a_file_says_is_shown_and_never_run(desk: Desk, browser: CheckedClient) -> None:
    header = (*HEADER[:3], "<script>alert(1)</script>Wat zie of hoor je?", *HEADER[4:])
    row = ("<b>Noor</b>", "noor@voorbeeld.nl", "GGD", "<img src=x>", "", "")
    columns = send_file(browser, place(desk), as_csv(row, header=header), "<i>.csv")
    page = browser.get(columns).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<img src=x>" not in page
