"""The big screen: what may stand on it, in which order, and that it is the facilitator's."""

from __future__ import annotations

import re
from datetime import date

from app.extensions import db
from app.meetings.clock import today
from app.models import PhoneQuestionKind, Role
from app.overview import operations
from app.phones import operations as phones
from app.phones.queries import device_with
from app.presenting.slides import MOST_SUBJECTS
from app.results.operations import GapText, add_gap
from synthesis import edits
from synthesis.model import Kind, Mark
from tests.app.meetings_factories import meet
from tests.app.overview_factories import USUAL, WASTE, YOUTH, Board, Line, add_draft
from tests.checked_client import CheckedClient
from tests.conftest import SignIn

BULKY = "Er ligt steeds grofvuil naast de containers"
FATBIKES = "Bij de school rijden fatbikes te hard"


def slides(text: str) -> dict[str, str]:
    """What stands on each slide, by its id."""
    parts = re.split(r'<section class="slide[^"]*" id="([^"]+)"', text.split("</main>", maxsplit=1)[0])
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_slides_go_from_what_was_not_known_to_what_is_decided(board: Board, lead: CheckedClient) -> None:
    owner = board.project.memberships[1]
    add_gap(board.phase, GapText("Wie zet het vuil daar?", owner=owner, due_on=date(2026, 1, 31)))
    board.change(edits.park, board.cluster(YOUTH))
    found = slides(lead.get(f"{board.url}/show").text)
    kinds = list(dict.fromkeys(key.split("-")[0] for key in found))
    assert kinds == ["start", "gaps", "subjects", "subject", "strengths", "unknown", "parked", "decide"]
    assert "Wie zet het vuil daar?" in found["gaps"]
    assert owner.organisation.name in found["gaps"]
    assert YOUTH in found["parked"]
    assert WASTE in found["decide"]


def test_nobody_is_named_and_no_organisation_stands_beside_a_quote(board: Board, lead: CheckedClient) -> None:
    text = lead.get(f"{board.url}/show").text
    for member in board.project.memberships:
        assert member.person.name not in text
    for key, slide in slides(text).items():
        if key.startswith(("subject-", "views", "strengths")):
            assert all(line.organisation not in slide for line in USUAL)


def test_a_quote_is_shown_only_where_three_people_of_two_organisations_stand(board: Board, lead: CheckedClient) -> None:
    assert BULKY in lead.get(f"{board.url}/show").text
    chosen = [board.statement(line.text) for line in USUAL if line.subject == WASTE][:2]
    operations.change(board.phase, edits.split(board.map, "x1", board.cluster(WASTE), chosen, "Grofvuil"), board.author)
    text = lead.get(f"{board.url}/show").text
    assert "Grofvuil" in text
    assert BULKY not in text
    assert FATBIKES not in text, "a single signal is nobody's business on a big screen"


def test_a_text_that_may_point_at_a_resident_never_stands_on_the_big_screen(board: Board, lead: CheckedClient) -> None:
    name = "Mevrouw De Vries zet haar grofvuil naast de containers"
    add_draft(board, [*USUAL, Line(name, "School", WASTE)])
    assert "De Vries" not in lead.get(f"{board.url}/show").text


def test_below_three_organisations_no_count_stands_on_it(board: Board, lead: CheckedClient) -> None:
    add_draft(board, USUAL[:2])
    found = slides(lead.get(f"{board.url}/show").text)
    assert "organisatie" not in found["subjects"]
    assert WASTE in found["subjects"]


def test_no_more_than_seven_subjects_stand_together_and_the_rest_is_one_key_away(
    board: Board, lead: CheckedClient
) -> None:
    many = [Line(f"Punt {number} van {who}", who, f"Onderwerp {number}") for number in range(9) for who in ("A", "B")]
    add_draft(board, [*many, Line("Nog iets", "C", "Onderwerp 1")])
    found = slides(lead.get(f"{board.url}/show").text)
    assert found["subjects"].count("<li>") == MOST_SUBJECTS
    assert found["subjects-2"].count("<li>") == 2
    assert "1 van 2" in found["subjects"]


def test_what_the_group_finds_stands_on_the_slide(board: Board, lead: CheckedClient) -> None:
    board.change(edits.mark, board.cluster(WASTE), Mark.FIND_OUT)
    found = slides(lead.get(f"{board.url}/show").text)
    assert "uitzoeken" in found[f"subject-{board.cluster(WASTE)}"]


def test_asked_again_the_screen_hears_only_of_changes(board: Board, lead: CheckedClient) -> None:
    first = lead.get(f"{board.url}/show")
    same = {"If-None-Match": first.headers["ETag"]}
    assert lead.get(f"{board.url}/show", headers=same).status_code == 304
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    assert "Afval op straat" in lead.get(f"{board.url}/show", headers=same).text


def test_the_facilitators_own_screen_has_the_agenda_of_the_meeting(board: Board, lead: CheckedClient) -> None:
    meet(board.project, date(2030, 1, 1), 4)
    now = meet(board.project, today(), 2)
    text = lead.get(f"{board.url}/show/notes").text
    assert "Cijfers" in text
    assert f"presenter-{board.project.id}-{now.id}" in text
    other = lead.get(f"{board.url}/show/notes?meeting=1").text
    assert "Onderwerpen naast elkaar" in other


def test_the_big_screen_is_not_for_the_group(board: Board, sign_in: SignIn) -> None:
    member = next(one for one in board.project.memberships if one.role is Role.CORE)
    browser = sign_in(member.person)
    assert browser.get(f"{board.url}/show").status_code == 403
    assert browser.get(f"{board.url}/show/notes").status_code == 403
    assert db.session.get(type(member), member.id) is not None


def test_strengths_and_questions_have_their_own_slide(board: Board, lead: CheckedClient) -> None:
    lines = [*USUAL, Line("Moestuin brengt buren samen", "School", WASTE, Kind.STRENGTH)]
    add_draft(board, lines)
    found = slides(lead.get(f"{board.url}/show").text)
    assert "Moestuin brengt buren samen" in found["strengths"]
    assert "Wie zijn deze jongeren?" in found["unknown"]


def review(lead: CheckedClient, board: Board, text: str, shown: str):
    url = f"{board.url}/show/quotes"
    lead.get(url)
    return lead.post(url, data={"statement": board.statement(text), "shown": shown})


def test_the_facilitator_lets_a_quote_through_or_keeps_it_away(board: Board, lead: CheckedClient) -> None:
    show = f"{board.url}/show"
    add_draft(board, [*USUAL, Line("Op nummer 12 bij mevrouw De Vries ligt vuil", "School", WASTE)])
    hidden = "Op nummer 12 bij mevrouw De Vries ligt vuil"
    page = lead.get(f"{show}/quotes").text
    assert "Misschien herken je hieraan een bewoner" in page
    assert "Hier staan te weinig mensen bij." in page, "the single signal"
    assert hidden not in lead.get(show).text
    assert review(lead, board, hidden, "yes").status_code == 303
    subject = slides(lead.get(show).text)[f"subject-{board.cluster(WASTE)}"]
    assert subject.index(hidden) < subject.rindex("<blockquote>"), "what was picked stands first"
    review(lead, board, hidden, "no")
    review(lead, board, BULKY, "no")
    text = lead.get(show).text
    assert hidden not in text
    assert BULKY not in text
    assert "Dit koos de gespreksleider." in lead.get(f"{show}/quotes").text


def test_a_quote_that_is_not_on_the_map_is_not_let_through(board: Board, lead: CheckedClient) -> None:
    url = f"{board.url}/show/quotes"
    lead.get(url)
    answer = lead.post(url, data={"statement": "a999.1", "shown": "yes"}, follow_redirects=True)
    assert "Er is niets veranderd." in answer.text


def test_quotes_are_the_facilitators_to_choose(board: Board, sign_in: SignIn) -> None:
    member = next(one for one in board.project.memberships if one.role is Role.CORE)
    assert sign_in(member.person).get(f"{board.url}/show/quotes").status_code == 403


def test_while_phones_take_part_what_they_say_is_a_slide(board: Board, lead: CheckedClient) -> None:
    meeting = meet(board.project, today(), 2)
    assert "phones" not in slides(lead.get(f"{board.url}/show").text)
    room = phones.open_room(meeting)
    slide = slides(lead.get(f"{board.url}/show").text)["phones"]
    assert f"/j/{phones.code_of(room)}" in slide
    assert "<svg" in slide
    question = phones.ask(room, PhoneQuestionKind.STANCE, [], "We beginnen met het grofvuil")
    for said in "445":
        key = phones.join(room, "0", "")
        device = device_with(room, key or "")
        assert device is not None
        phones.answer(room, question, device, said)
    slide = slides(lead.get(f"{board.url}/show").text)["phones"]
    assert "We beginnen met het grofvuil" in slide
    assert re.search(r'eerder wel</th><td class="number">2</td>', slide)
    phones.close_room(room)
    assert "phones" not in slides(lead.get(f"{board.url}/show").text)
