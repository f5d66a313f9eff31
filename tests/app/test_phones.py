"""Phones join a meeting without an account, answer what is asked, and cost a server next to nothing while they wait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from app.extensions import db
from app.meetings.clock import today
from app.models import Meeting, PhoneAnswer, PhoneDevice, PhoneQuestion, PhoneQuestionKind, PhoneRoom
from app.models.types import now
from app.phones import answers, operations, queries
from app.phones.answers import NotAnAnswerError, read
from tests.app.meetings_factories import meet
from tests.app.overview_factories import WASTE, YOUTH, Board, make_board
from tests.checked_client import CheckedClient
from tests.conftest import SignIn

PAIRS = [("a", "Afval"), ("b", "Jongeren")]


@dataclass
class Room:
    """A meeting that phones are let in to."""

    app: Flask
    board: Board
    meeting: Meeting
    lead: CheckedClient

    @property
    def desk(self) -> str:
        return f"/projects/{self.board.project.id}/phases/1/meetings/{self.meeting.id}/phones"

    @property
    def row(self) -> PhoneRoom:
        db.session.expire_all()
        found = queries.room_of(self.meeting)
        assert found is not None
        return found

    @property
    def page(self) -> str:
        return f"/j/{operations.code_of(self.row)}"

    def phone(self, discipline: str = "0") -> FlaskClient:
        """Another phone that joined."""
        one = self.app.test_client()
        one.get(self.page)
        assert one.post(f"{self.page}/join", data={"discipline": discipline}).status_code == 303
        return one

    def question(self) -> PhoneQuestion:
        found = queries.open_question(self.row)
        assert found is not None
        return found

    def say(self, phone: FlaskClient, **fields: str) -> int:
        """Answer the open question. The status of what comes back."""
        return phone.post(f"{self.page}/answer", data={"question": str(self.question().id), **fields}).status_code


@pytest.fixture
def room(app: Flask, sign_in: SignIn) -> Room:
    board = make_board()
    meeting = meet(board.project, today(), 2)
    lead = sign_in(board.author)
    found = Room(app, board, meeting, lead)
    lead.get(found.desk)
    lead.post(f"{found.desk}/open")
    return found


def test_a_phone_joins_with_the_code_on_the_screen_and_gives_no_name(room: Room) -> None:
    desk = room.lead.get(room.desk).text
    assert f"http://localhost{room.page}" in desk
    assert "<svg" in desk
    phone = room.phone("1")
    device = db.session.query(PhoneDevice).one()
    assert device.discipline == "1"
    assert "Hier komt straks een vraag." in phone.get(room.page).text
    assert set(PhoneDevice.__table__.columns.keys()) == {"id", "room_id", "key_hash", "discipline", "joined_at"}
    assert operations.code_of(room.row) not in {room.row.code_hash, ""}


def test_pressed_twice_before_the_cookie_is_there_it_is_one_phone(room: Room, app: Flask) -> None:
    page = app.test_client().get(room.page).text
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    cookies = set()
    for _press in range(2):
        impatient = app.test_client()  # without the cookie of the first press
        impatient.post(f"{room.page}/join", data={"discipline": "0", "key": found[1]})
        cookie = impatient.get_cookie("phone", path=room.page)
        assert cookie is not None
        cookies.add(cookie.value)
    assert len(cookies) == 1
    assert queries.device_count(room.row) == 1


def test_a_key_that_is_none_of_ours_is_replaced(room: Room, app: Flask) -> None:
    phone = app.test_client()
    phone.post(f"{room.page}/join", data={"discipline": "0", "key": "abc"})
    cookie = phone.get_cookie("phone", path=room.page)
    assert cookie is not None
    assert len(cookie.value) == 32


def test_a_code_is_read_as_people_type_it_and_a_wrong_one_finds_nothing(room: Room, app: Flask) -> None:
    phone = app.test_client()
    code = operations.code_of(room.row)
    assert phone.get("/j", query_string={"code": code.replace("-", " ").lower()}).headers["Location"] == f"/j/{code}"
    assert phone.get(f"/j/{code.lower()}").headers["Location"] == f"/j/{code}"
    assert phone.get("/j/AAAA-AAAA").status_code == 404
    assert phone.get("/j/AAAA-AAAA/now").status_code == 404


def test_what_is_asked_comes_to_the_phones_and_an_answer_can_be_changed(room: Room) -> None:
    one, two = room.phone(), room.phone()
    cluster = room.board.cluster(WASTE)
    room.lead.get(room.desk)
    room.lead.post(f"{room.desk}/ask", data={"kind": "recognise", "subject": cluster})
    assert WASTE in one.get(f"{room.page}/now").text
    assert room.say(one, answer="yes") == 303
    assert room.say(one, answer="yes") == 303
    assert room.say(one, answer="partly") == 303
    assert room.say(two, answer="no") == 303
    values = sorted(row.value for row in db.session.query(PhoneAnswer))
    assert values == ["no", "partly"]
    assert 'value="partly" aria-pressed="true"' in one.get(room.page).text


def test_the_screen_shows_pictures_from_three_answers_on(room: Room) -> None:
    phones = [room.phone() for _ in range(3)]
    room.lead.get(room.desk)
    room.lead.post(f"{room.desk}/ask", data={"kind": "stance", "text": "We beginnen bij het plein"})
    for phone in phones[:2]:
        room.say(phone, answer="4")
    text = room.lead.get(f"{room.desk}/screen").text
    assert "2 van 3 telefoons hebben geantwoord." in text
    assert "Vanaf drie antwoorden" in text
    room.say(phones[2], answer="unknown")
    text = room.lead.get(f"{room.desk}/screen").text
    assert re.search(r"eerder wel</th><td class=\"number\">2</td>", text)
    assert re.search(r"weet ik niet</th><td class=\"number\">1</td>", text)


def test_points_and_scores_are_asked_about_the_subjects_that_were_ticked(room: Room) -> None:
    phone = room.phone()
    both = [room.board.cluster(WASTE), room.board.cluster(YOUTH)]
    room.lead.get(room.desk)
    answer = room.lead.post(f"{room.desk}/ask", data={"kind": "points", "subjects": both[:1]})
    assert answer.status_code == 422
    assert "Kies twee tot zeven onderwerpen." in answer.text
    room.lead.post(f"{room.desk}/ask", data={"kind": "points", "subjects": both})
    assert room.say(phone, **{f"points-{both[0]}": "3", f"points-{both[1]}": "1"}) == 422
    assert room.say(phone, **{f"points-{both[0]}": "2", f"points-{both[1]}": "1"}) == 303
    room.lead.post(f"{room.desk}/ask", data={"kind": "scores", "subjects": both})
    scores = dict.fromkeys(answers.CRITERIA, "3")
    assert room.say(phone, subject=both[0], **scores) == 303
    assert YOUTH in phone.get(room.page).text
    assert room.say(phone, subject=both[1], **scores) == 303
    assert "Klaar. Je gaf alle onderwerpen een score." in phone.get(room.page).text


def test_an_answer_to_a_question_that_is_over_gets_a_kind_sentence(room: Room) -> None:
    phone = room.phone()
    room.lead.get(room.desk)
    room.lead.post(f"{room.desk}/ask", data={"kind": "stance", "text": "Een zin"})
    old = str(room.question().id)
    room.lead.post(f"{room.desk}/ask", data={"stop": "yes"})
    late = phone.post(f"{room.page}/answer", data={"question": old, "answer": "4"})
    assert late.status_code == 409
    assert "Die vraag is al voorbij." in late.text
    assert db.session.query(PhoneAnswer).count() == 0


def test_when_it_closes_nothing_leads_back_to_a_phone_and_the_answers_stay(room: Room) -> None:
    phone, page = room.phone(), room.page
    room.lead.get(room.desk)
    room.lead.post(f"{room.desk}/ask", data={"kind": "stance", "text": "Een zin"})
    room.say(phone, answer="5")
    room.lead.post(f"{room.desk}/close")
    assert "Deze bijeenkomst is afgesloten." in phone.get(page).text
    assert db.session.query(PhoneDevice).one().key_hash is None
    assert db.session.query(PhoneAnswer).one().value == "5"
    room.lead.post(f"{room.desk}/open")
    assert room.page != page
    assert phone.get(page).status_code == 404


def test_after_twelve_hours_nobody_comes_in_any_more(room: Room) -> None:
    page = room.page
    room.row.opened_at = now() - timedelta(hours=13)
    db.session.commit()
    phone = room.app.test_client()
    assert "Deze bijeenkomst is afgesloten." in phone.get(page).text
    assert phone.post(f"{page}/join", data={}).status_code == 303
    assert db.session.query(PhoneDevice).count() == 0


def test_a_phone_that_waits_costs_one_look_and_gets_nothing(room: Room) -> None:
    phone = room.phone()
    first = phone.get(f"{room.page}/now")
    page = room.page
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        again = phone.get(f"{page}/now", headers={"If-None-Match": first.headers["ETag"]})
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert (again.status_code, again.data) == (304, b"")
    assert len(asked) == 1
    assert "Set-Cookie" not in again.headers
    other = room.phone()
    room.lead.get(room.desk)
    room.lead.post(f"{room.desk}/ask", data={"kind": "stance", "text": "Een zin"})
    fresh = phone.get(f"{page}/now", headers={"If-None-Match": first.headers["ETag"]})
    assert fresh.status_code == 200
    room.say(other, answer="3")
    assert phone.get(f"{page}/now", headers={"If-None-Match": fresh.headers["ETag"]}).status_code == 304


def test_a_screen_hears_of_every_answer_and_only_then(room: Room) -> None:
    phone = room.phone()
    room.lead.get(room.desk)
    room.lead.post(f"{room.desk}/ask", data={"kind": "stance", "text": "Een zin"})
    first = room.lead.get(f"{room.desk}/live")
    same = {"If-None-Match": first.headers["ETag"]}
    assert room.lead.get(f"{room.desk}/live", headers=same).status_code == 304
    room.say(phone, answer="3")
    assert "1 van 1 telefoons" in room.lead.get(f"{room.desk}/live", headers=same).text


def test_after_joining_a_phone_is_not_shown_the_door_again(room: Room) -> None:
    phone = room.app.test_client()
    before = phone.get(f"{room.page}/now")
    assert "Doe mee" in before.text
    phone.post(f"{room.page}/join", data={})
    after = phone.get(f"{room.page}/now", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Hier komt straks een vraag." in after.text


def test_many_wrong_codes_keep_no_phone_with_the_right_one_out(room: Room) -> None:
    phone = room.phone()
    for number in range(40):
        assert phone.get(f"/j/AAAA-AAA{number % 10}").status_code in {302, 404}
    assert phone.get(f"{room.page}/now").status_code == 200


def test_asking_twice_asks_once_and_reopening_forgets_who_joined(room: Room) -> None:
    room.phone()
    room.lead.get(room.desk)
    for _ in range(2):
        room.lead.post(f"{room.desk}/ask", data={"kind": "stance", "text": "Een zin"})
    assert db.session.query(PhoneQuestion).count() == 1
    room.row.opened_at = now() - timedelta(hours=13)
    db.session.commit()
    room.lead.post(f"{room.desk}/open")
    assert queries.open_question(room.row) is None
    assert queries.device_count(room.row) == 0
    assert db.session.query(PhoneDevice).one().key_hash is None


def test_what_was_refused_stands_there_as_it_was_chosen(room: Room) -> None:
    phone = room.phone()
    both = [room.board.cluster(WASTE), room.board.cluster(YOUTH)]
    room.lead.get(room.desk)
    room.lead.post(f"{room.desk}/ask", data={"kind": "points", "subjects": both})
    fields = {"question": str(room.question().id), f"points-{both[0]}": "3", f"points-{both[1]}": "1"}
    text = phone.post(f"{room.page}/answer", data=fields).text
    assert re.search(rf'name="points-{both[0]}" value="3" checked', text)
    assert re.search(rf'name="points-{both[1]}" value="1" checked', text)


def test_a_form_of_another_site_does_nothing(room: Room) -> None:
    phone = room.app.test_client()
    sent = phone.post(f"{room.page}/join", data={}, headers={"Origin": "https://elders.example"})
    assert sent.status_code == 400
    assert db.session.query(PhoneDevice).count() == 0


def test_no_more_phones_come_in_than_a_room_holds(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_DEVICES", 1)
    room.phone()
    other = room.app.test_client()
    answer = other.post(f"{room.page}/join", data={})
    assert answer.status_code == 409
    assert "Er doen al heel veel telefoons mee." in answer.text


@given(st.lists(st.tuples(st.sampled_from(["", "0", "1", "2"]), st.sampled_from(answers.STANCE)), min_size=3))
def test_no_discipline_stands_alone_with_a_single_phone(values: list[tuple[str, str]]) -> None:
    split = answers.by_discipline(values)
    whole = answers.bars(PhoneQuestionKind.STANCE, (), [value for _discipline, value in values])
    sizes = [sum(bar.number for bar in bars) for bars in split.values()]
    assert sum(sizes) == len(values)
    assert min(sizes) >= 2
    for place, bar in enumerate(whole):
        assert bar.number == sum(bars[place].number for bars in split.values())


scores = st.fixed_dictionaries({name: st.sampled_from(answers.SCORE) for name in answers.CRITERIA})


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b"]), scores, max_size=2)))
def test_a_go_zone_lies_within_the_scale_and_its_means_between_the_subjects(values: list) -> None:
    found = answers.zone(PAIRS, values)
    if found is None:
        return
    for spot in found.spots:
        assert spot.people >= answers.FEWEST_ANSWERS
        assert 1 <= spot.weight <= 3
        assert 1 <= spot.feasible <= 3
        assert spot.willing <= spot.people
    assert min(one.weight for one in found.spots) <= found.weight <= max(one.weight for one in found.spots)


@given(
    st.sampled_from(PhoneQuestionKind),
    st.dictionaries(
        st.sampled_from(["answer", "subject", "points-a", "points-b", *answers.CRITERIA]),
        st.one_of(st.sampled_from([*answers.STANCE, *answers.RECOGNISE, "a"]), st.text(max_size=3)),
    ),
)
def test_whatever_a_phone_sends_is_an_answer_or_is_refused(kind: PhoneQuestionKind, sent: dict[str, str]) -> None:
    try:
        value = read(kind, ["a", "b"], sent)
    except NotAnAnswerError:
        return
    if kind is PhoneQuestionKind.POINTS:
        assert sum(value.values()) <= answers.POINTS
    elif kind is PhoneQuestionKind.SCORES:
        assert answers.zone(PAIRS, [value]) is None or set(value) <= {"a", "b"}
    else:
        assert sum(bar.number for bar in answers.bars(kind, (), [value])) == 1
