"""What late answers would change: shown to the facilitator, done only when they say so, and gone once answered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from app.extensions import db
from app.models import Role
from app.overview import maps, operations
from synthesis import edits
from tests.app.overview_factories import SEEN, USUAL, WASTE, YOUTH, Board, Line, add_late, make_board
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join

HEADING = "Voorstellen na late antwoorden"
CAMERAS = "Extra camera's bij de containers"
FATBIKES = "Bij de school rijden fatbikes te hard"
BIKES = "Fatbikes bij de school"
RATS = "Ratten bij de containers"
LATE = (
    Line("Fatbikes scheuren over de stoep", "GGD", BIKES, more=SEEN),
    Line("Kinderen springen opzij voor fatbikes", "Buurtteam", BIKES, more=SEEN),
)


def moved(text: str, subject: str) -> tuple[Line, ...]:
    """What was said, with one line in another subject."""
    return tuple(replace(line, subject=subject) if line.text == text else line for line in USUAL)


@pytest.fixture
def board(app: Flask) -> Board:
    """A map that somebody changed, then late answers: a new subject, and two cards that would go elsewhere."""
    board = make_board()
    board.change(edits.rename, board.cluster(YOUTH), "Onrust op het plein")
    lines = moved(CAMERAS, YOUTH)
    add_late(board, (*lines[:-1], Line(FATBIKES, "School", BIKES), *LATE))
    return board


def answer(client: CheckedClient, board: Board, text: str, label: str) -> str:
    """Press the button with this label in the proposal that shows this text; gives the page after it."""
    page = client.get(board.url).text
    parts = re.findall(r'<li class="proposal">.*?</li>', page, re.S)
    (chosen,) = (part for part in parts if text in part)
    forms = re.findall(r"<form.*?</form>", chosen, re.S)
    (form,) = (found for found in forms if f">{label}</button>" in found)
    data: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        if name != "csrf_token":
            data.setdefault(name, []).append(value.replace("&#39;", "'"))
    action = re.search(r'action="([^"]+)"', form)
    assert action is not None
    return client.post(action[1], data=data, follow_redirects=True).text


def what_is_open(page: str) -> list[str]:
    return re.findall(r'<p class="proposal-what"[^>]*>(.*?)</p>', page)


def test_the_page_lists_what_late_answers_would_change(board: Board, lead: CheckedClient) -> None:
    page = lead.get(board.url).text
    assert HEADING in page
    first, *rest = what_is_open(page)
    assert first == f"Een nieuw onderwerp: ‘{BIKES}’."
    assert set(rest) == {
        f"Van ‘{WASTE}’ naar ‘Onrust op het plein’.",
        f"Van de losse signalen naar ‘{BIKES}’.",
    }
    assert FATBIKES in board.members_of_signals()
    assert CAMERAS in board.members(WASTE)
    assert "voorgesteld</span>" in page


def test_taking_over_is_an_ordinary_change_with_an_undo(board: Board, lead: CheckedClient) -> None:
    before = board.map
    page = answer(lead, board, CAMERAS.replace("'", "&#39;"), "Neem over")
    assert CAMERAS in board.members("Onrust op het plein")
    assert len(what_is_open(page)) == 2
    assert "Verplaatst: 1 kaart" in page
    assert "Maak ongedaan" in page
    edit = edits.undo(maps.edits_of(board.phase), operations.new_id())
    operations.change(board.phase, edit, board.author)
    assert board.map == before


def test_leaving_a_card_ends_the_proposal_and_moves_nothing(board: Board, lead: CheckedClient) -> None:
    before = {cluster.id: cluster.statement_ids for cluster in board.map.clusters}
    page = answer(lead, board, CAMERAS.replace("'", "&#39;"), "Laat staan")
    assert len(what_is_open(page)) == 2
    assert f"Laten staan: 1 kaart bij {WASTE}." in page
    assert {cluster.id: cluster.statement_ids for cluster in board.map.clusters} == before
    add_late(board, (*moved(CAMERAS, YOUTH), *LATE, Line("Nog een kaart", "GGD", WASTE)))
    assert CAMERAS in board.members(WASTE)
    assert not any(board.statement(CAMERAS) in each.statement_ids for each in board.map.proposals)


def test_a_single_signal_can_be_taken_over_from_the_map(board: Board, lead: CheckedClient) -> None:
    page = answer(lead, board, FATBIKES, "Neem over")
    assert FATBIKES in board.members(BIKES)
    assert HEADING in page


@pytest.mark.parametrize(("label", "there"), [("Neem over", True), ("Zet bij de losse signalen", False)])
def test_a_new_subject_is_taken_over_or_let_go(board: Board, lead: CheckedClient, label: str, there: bool) -> None:
    page = answer(lead, board, LATE[0].text, label)
    assert (BIKES in board.titles()) is there
    assert f"Een nieuw onderwerp: ‘{BIKES}’." not in what_is_open(page)
    assert "voorgesteld</span>" not in page
    assert (LATE[0].text in board.members_of_signals()) is not there


def test_signals_that_belong_together_become_a_subject_when_somebody_says_so(app: Flask, sign_in: SignIn) -> None:
    board = make_board((*USUAL, Line("Fatbikes op de stoep", "GGD")))
    board.change(edits.park, board.cluster(YOUTH))
    together = (replace(each, subject=BIKES) for each in (USUAL[-1], ON_THE_KERB))
    add_late(board, (*USUAL[:-1], *together, LAST))
    lead = sign_in(board.author)
    assert what_is_open(lead.get(board.url).text) == [f"Van losse signalen een nieuw onderwerp: ‘{BIKES}’."]
    answer(lead, board, FATBIKES, "Neem over")
    assert board.members(BIKES) == {FATBIKES, ON_THE_KERB.text}


ON_THE_KERB = Line("Fatbikes op de stoep", "GGD")
LAST = Line("Iets heel anders", "GGD")


def test_a_part_of_a_subject_becomes_one_of_its_own_when_somebody_says_so(app: Flask, sign_in: SignIn) -> None:
    more = tuple(Line(f"Ratten {number}", "GGD", WASTE) for number in range(3))
    board = make_board((*USUAL, *more))
    board.change(edits.park, board.cluster(YOUTH))
    add_late(board, (*USUAL, *(Line(each.text, "GGD", RATS) for each in more), LAST))
    lead = sign_in(board.author)
    assert what_is_open(lead.get(board.url).text) == [f"Uit ‘{WASTE}’ een nieuw onderwerp: ‘{RATS}’."]
    answer(lead, board, "Ratten 1", "Neem over")
    assert board.members(RATS) == {each.text for each in more}


def test_many_proposals_show_the_first_and_fold_the_rest(app: Flask, sign_in: SignIn) -> None:
    board = make_board((*USUAL, *(Line(f"Kaart {number}", "GGD") for number in range(7))))
    board.change(edits.rename, board.cluster(WASTE), "Afval")
    add_late(board, (*USUAL, *(Line(f"Kaart {number}", "GGD", WASTE) for number in range(7)), LAST))
    page = sign_in(board.author).get(board.url).text
    assert what_is_open(page) == ["Van de losse signalen naar ‘Afval’."] * 7
    assert "Nog 4 voorstellen" in page


def test_a_proposal_answered_by_somebody_else_meanwhile_is_not_done_twice(board: Board, lead: CheckedClient) -> None:
    page = lead.get(board.url).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen is not None
    card, home = board.statement(CAMERAS), board.cluster(WASTE)
    board.change(edits.move, (card,), None)
    told = {"seen": seen[1], "change": "keep", "statements": card, "back": "proposals"}
    assert lead.post(f"{board.url}/clusters/{home}/change", data=told).status_code == 409
    assert CAMERAS in board.members_of_signals()


def test_leaving_nothing_is_asked_again(board: Board, lead: CheckedClient) -> None:
    seen = maps.moment_of(board.phase)
    lead.get(board.url)
    response = lead.post(f"{board.url}/signals", data={"seen": str(seen), "change": "keep", "back": "proposals"})
    assert response.status_code == 422
    assert "Kies minstens één kaart." in response.text


def test_proposals_are_for_the_facilitator_while_the_phase_goes_on(
    board: Board, sign_in: SignIn, lead: CheckedClient
) -> None:
    board.change(edits.confirm, board.cluster(WASTE))
    member = join(board.project, Role.CORE)
    shown = maps.map_for(board.phase, member)
    assert shown is not None
    assert shown.proposals == ()
    assert HEADING not in sign_in(member.person).get(board.url).text
    assert HEADING in lead.get(board.url).text
    board.phase.ended_on = date(2026, 1, 1)
    db.session.commit()
    assert HEADING not in lead.get(board.url).text


def test_without_late_answers_nothing_is_proposed(app: Flask, sign_in: SignIn) -> None:
    board = make_board()
    assert HEADING not in sign_in(board.author).get(board.url).text
