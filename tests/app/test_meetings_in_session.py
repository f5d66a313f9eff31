"""A meeting begins, people come in, it ends, and its minutes are there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.extensions import db
from app.meetings.clock import today
from app.meetings.operations import close_meeting, open_meeting
from app.models import Decision, Meeting, Role
from app.models.results import Consent, Outcome
from app.overview import maps, operations
from app.results.deciding import Proposal, Voice, record_decision
from app.results.operations import ActionText, GapText, add_action, add_gap, change_gap
from synthesis import edits
from synthesis.edits import Heard
from synthesis.model import Kind
from tests.app.meetings_factories import meet
from tests.app.overview_factories import WASTE, YOUTH, Board
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join

SAID = "Op maandag is het nog erger"


@pytest.fixture
def meeting(board: Board) -> Meeting:
    return meet(board.project, today(), 2)


def url(meeting: Meeting) -> str:
    return f"/projects/{meeting.phase.project_id}/phases/1/meetings/{meeting.id}"


def core(board: Board):
    return [member for member in board.project.memberships if member.role is Role.CORE]


def begin(board: Board, meeting: Meeting) -> None:
    open_meeting(meeting, [board.facilitator.id, *(member.id for member in core(board)[:2])])


def test_a_facilitator_says_who_are_there_and_begins(board: Board, meeting: Meeting, lead: CheckedClient) -> None:
    first, second, *_others = core(board)
    form = lead.get(f"{url(meeting)}/open").text
    assert f"{first.organisation.name}: {first.person.name}" in form
    lead.post(f"{url(meeting)}/open", data={"present": [board.facilitator.id, first.id]})
    assert meeting.in_session
    page = lead.get(url(meeting)).text
    assert f"{second.person.name} is er" in page
    lead.post(f"{url(meeting)}/arrive/{second.id}")
    assert {one.membership_id for one in meeting.attendances} == {board.facilitator.id, first.id, second.id}


def test_pressed_twice_it_begins_once_and_ends_once(board: Board, meeting: Meeting, lead: CheckedClient) -> None:
    lead.get(f"{url(meeting)}/open")
    lead.post(f"{url(meeting)}/open", data={"present": [board.facilitator.id]})
    began = meeting.opened_at
    lead.post(f"{url(meeting)}/open", data={"present": [core(board)[0].id]})
    assert meeting.opened_at == began
    assert len(meeting.attendances) == 2
    lead.post(f"{url(meeting)}/close")
    ended = meeting.closed_at
    lead.post(f"{url(meeting)}/close")
    assert (meeting.closed_at, meeting.held) == (ended, True)


def test_a_group_is_in_one_meeting_at_a_time(board: Board, meeting: Meeting, lead: CheckedClient) -> None:
    other = meet(board.project, today() + timedelta(days=21), 3)
    begin(board, meeting)
    lead.get(f"{url(other)}/open")
    answer = lead.post(f"{url(other)}/open", data={"present": []})
    assert answer.headers["Location"] == url(meeting)
    assert "De groep zit nog in een andere bijeenkomst." in lead.get(url(meeting)).text
    assert not other.in_session


def test_what_was_not_known_comes_back_at_the_start(board: Board, meeting: Meeting, lead: CheckedClient) -> None:
    owner = core(board)[0]
    gap = add_gap(
        board.phase,
        GapText(
            "Wie zet het vuil daar?", who_may_know="de huismeester", owner=owner, due_on=today() - timedelta(days=1)
        ),
    )
    add_gap(board.phase, GapText("Dit weten we al", answer="Ja"))
    page = lead.get(url(meeting)).text
    for words in ("Wie zet het vuil daar?", "de huismeester", owner.person.name, "te laat", f"/gaps/{gap.id}"):
        assert words in page
    assert "Dit weten we al" not in page


def test_the_minutes_tell_what_happened_between_beginning_and_end(
    board: Board, meeting: Meeting, lead: CheckedClient
) -> None:
    board.change(edits.rename, board.cluster(YOUTH), "Voor de bijeenkomst")
    begin(board, meeting)
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    board.change(edits.add, Heard(SAID, Kind.PROBLEM), board.cluster("Afval op straat"))
    board.change(edits.park, board.cluster("Voor de bijeenkomst"))
    undo = edits.undo(maps.edits_of(board.phase), operations.new_id())
    operations.change(board.phase, undo, board.author)
    gap = add_gap(board.phase, GapText("Hoe vaak is dit?"))
    change_gap(board.phase, gap, GapText("Hoe vaak is dit?", answer="Elke week."))
    add_action(board.phase, ActionText("Containers vaker legen", owner=board.facilitator))
    no = Voice(core(board)[0].organisation_id, Consent.NO_BECAUSE, "te duur", "we vragen subsidie aan")
    record_decision(board.phase, Proposal("We beginnen bij het plein", Outcome.DECIDED, today(), [no], meeting=meeting))
    close_meeting(meeting)
    board.change(edits.rename, board.cluster("Afval op straat"), "Na de bijeenkomst")

    page = lead.get(f"{url(meeting)}/minutes").text
    plain = lead.get(f"{url(meeting)}/minutes.txt")
    assert plain.mimetype == "text/plain"
    said = " ".join(plain.text.split())
    for words in (
        "heet nu Afval op straat",
        "Kaart toegevoegd bij Afval op straat.",
        "Elke week.",
        "Containers vaker legen",
        "We beginnen bij het plein",
        "te duur",
        "we vragen subsidie aan",
        core(board)[0].person.name,
    ):
        assert words in page, words
        assert words in said, words
    for words in ("Na de bijeenkomst", "Voor de bijeenkomst", "Geparkeerd:", SAID):
        assert words not in page.replace("Afval op straat heet", ""), words
        assert words not in said, words
    assert max(map(len, plain.text.splitlines())) <= 72


def test_minutes_are_for_the_facilitator_until_the_meeting_is_closed(
    board: Board, meeting: Meeting, lead: CheckedClient, sign_in: SignIn
) -> None:
    begin(board, meeting)
    member = sign_in(core(board)[0].person)
    assert lead.get(f"{url(meeting)}/minutes").status_code == 200
    assert member.get(f"{url(meeting)}/minutes").status_code == 404
    assert member.get(f"{url(meeting)}/minutes.txt").status_code == 404
    close_meeting(meeting)
    assert member.get(f"{url(meeting)}/minutes").status_code == 200


def test_who_may_not_see_a_subject_does_not_read_of_it_in_the_minutes(
    board: Board, meeting: Meeting, sign_in: SignIn
) -> None:
    begin(board, meeting)
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    board.change(edits.rename, board.cluster(YOUTH), "Het plein")
    board.change(edits.confirm, board.cluster("Afval op straat"))
    close_meeting(meeting)
    text_of = sign_in(core(board)[0].person).get(f"{url(meeting)}/minutes").text
    assert "heet nu Afval op straat" in text_of
    assert "Het plein" not in text_of
    watcher = join(board.project, Role.OBSERVER, "Stadsdeel")
    assert "Afval op straat" not in sign_in(watcher.person).get(f"{url(meeting)}/minutes").text


def test_the_facilitators_note_stands_under_the_minutes(
    board: Board, meeting: Meeting, lead: CheckedClient, sign_in: SignIn
) -> None:
    begin(board, meeting)
    close_meeting(meeting)
    lead.get(f"{url(meeting)}/minutes")
    lead.post(f"{url(meeting)}/minutes", data={"note": "Volgende keer bij de school."})
    member = sign_in(core(board)[0].person)
    assert "Volgende keer bij de school." in member.get(f"{url(meeting)}/minutes").text
    assert member.post(f"{url(meeting)}/minutes", data={"note": "Anders"}).status_code in {200, 302, 403, 405}
    db.session.refresh(meeting)
    assert meeting.note == "Volgende keer bij de school."


def test_a_decision_in_a_meeting_knows_who_were_there(board: Board, meeting: Meeting, lead: CheckedClient) -> None:
    begin(board, meeting)
    there = [board.facilitator, *core(board)[:2]]
    page = lead.get(f"/projects/{board.project.id}/phases/1/results/decisions/new").text
    assert re.search(rf'<option selected value="{meeting.id}">', page)
    absent = page[page.index("organisaties zijn er niet") :]
    assert core(board)[2].organisation.name in absent
    assert core(board)[0].organisation.name not in absent
    yes = Voice(there[1].organisation_id, Consent.YES)
    made = record_decision(board.phase, Proposal("Zo doen we het", Outcome.DECIDED, today(), [yes], meeting=meeting))
    open_meeting(meeting, [core(board)[3].id])
    text_of = lead.get(f"/projects/{board.project.id}/phases/1/results/decisions/{made.number}").text
    section = text_of[text_of.index("Wie erbij waren") :]
    for member in there:
        assert member.organisation.name in section
    assert core(board)[3].organisation.name not in section
    assert section.index("Zei niets:") < section.rindex(there[2].organisation.name)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decision SET text = 'anders'",
        "UPDATE decision SET outcome = 'not_decided'",
        "UPDATE vote SET text = 'x'",
    ],
)
def test_the_database_lets_nobody_change_a_decision(board: Board, meeting: Meeting, change: str) -> None:
    yes = Voice(core(board)[0].organisation_id, Consent.YES)
    record_decision(board.phase, Proposal("Zo doen we het", Outcome.DECIDED, today(), [yes], meeting=meeting))
    with pytest.raises(DatabaseError, match="never changed"):
        db.session.execute(text(change))
    db.session.rollback()
    assert db.session.query(Decision).one().text == "Zo doen we het"


@pytest.mark.parametrize(("about", "words"), [("scope", "Dit hoort er niet bij:"), ("parked", "Dit parkeren we")])
def test_what_is_out_of_scope_or_parked_is_decided_as_all_else(
    board: Board, lead: CheckedClient, about: str, words: str
) -> None:
    page = lead.get(f"/projects/{board.project.id}/phases/1/results/decisions/new?about={about}").text
    assert words in page
