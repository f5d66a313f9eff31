"""The balance: what the group knows and what not, for whom, and every number opens its answers."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from app.models import Membership, Role
from app.models.projects import Visibility
from synthesis import edits
from synthesis.model import Draft, Evidence, Kind
from tests.app.overview_factories import USUAL, WASTE, YOUTH, Board, Line, make_board, redraw
from tests.app.results_factories import confirm_all, sent
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join

PRACTICE = "Buurtteam haalt elke maandag grofvuil op"
LIGHT = "Het park is donker"


def address(board: Board) -> str:
    return f"{board.url}/balance"


def section(text: str, name: str) -> str:
    """One part of the page."""
    found = text[text.index(f'<section id="{name}"') :]
    return found[: found.index("</section>")]


def row(text: str, head: str) -> list[str]:
    """The cells of the row with this head, without their markup."""
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    for one in rows:
        cells = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", one, re.DOTALL)
        plain = [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in cells]
        if plain[0].startswith(head):
            return plain
    raise AssertionError(f"no row {head}")


def member(board: Board, organisation: str) -> Membership:
    return next(one for one in board.project.memberships if one.organisation.name == organisation)


def tell(board: Board, organisation: str, title: str, what: str, works: str = "yes") -> None:
    """A professional sends in what their organisation already does about a subject."""
    answers = {"3.6a": board.cluster(title), "3.6b": what, "3.6c": works}
    sent(member(board, organisation), board.phase, answers)


# The sheet


def test_the_map_leads_to_the_balance(board: Board, lead: CheckedClient) -> None:
    assert f'href="{address(board)}">Balans</a>' in lead.get(board.url).text
    assert lead.get(address(board)).status_code == 200


def test_a_full_place_is_a_number_and_an_empty_place_a_question(board: Board, lead: CheckedClient) -> None:
    sheet = section(lead.get(address(board)).text, "sheet")
    _, seen, cause, effect, strength, unknown, desired, idea, doubt = row(sheet, WASTE)
    assert seen.startswith("3 organisaties, 3 kaarten")
    assert (cause, effect) == ("Hoe komt dit?", "Wat gebeurt er als we niets doen?")
    assert strength.startswith("1 organisatie, 1 kaart")
    assert (unknown, desired) == ("Wat weten we nog niet?", "Wat willen we bereiken?")
    assert idea.startswith("1 organisatie")
    assert doubt == "– niets"
    assert row(sheet, YOUTH)[4] == "Wie geeft hier kracht?"


def test_the_same_questions_stand_below_in_plain_sentences(board: Board, lead: CheckedClient) -> None:
    questions = section(lead.get(address(board)).text, "open")
    (asked,) = re.findall(rf">{WASTE}</a></dt>\s*<dd>(.*?)</dd>", questions, re.DOTALL)
    assert asked == "Hoe komt dit? Wat gebeurt er als we niets doen? Wat weten we nog niet? Wat willen we bereiken?"


def test_every_number_opens_exactly_the_answers_behind_it(board: Board, lead: CheckedClient) -> None:
    text = lead.get(address(board)).text
    numbers = re.findall(
        r'<a class="cell" href="([^"#]+)(?:#[^"]*)?">\d+<span class="visually-hidden">[^<]*?(\d+) kaart', text
    )
    assert len(numbers) >= 12
    for url, number in numbers:
        page = lead.get(unescape(url)).text
        assert page.count('<li class="statement"') == int(number), url
        assert "Je ziet alleen: ." not in page


def test_the_single_signals_are_on_the_sheet_too(board: Board, lead: CheckedClient) -> None:
    cells = row(section(lead.get(address(board)).text, "sheet"), "Losse signalen")
    assert cells[1].startswith("1 organisatie, 1 kaart")
    assert "Hoe komt dit?" not in cells


def test_the_page_has_no_percentages(board: Board, lead: CheckedClient) -> None:
    assert "%" not in lead.get(address(board)).text.split("<main")[1].split("</main>")[0]


# How people know it, and where


def test_a_subject_that_is_only_assumed_says_so(app: Flask, sign_in: SignIn) -> None:
    board = make_board((*USUAL, Line(LIGHT, "School", "Donker park", more={"evidence": Evidence.ASSUMPTION})))
    known = section(sign_in(board.author).get(address(board)).text, "known")
    assert row(known, "Donker park")[0] == "Donker park alleen vermoedens"
    assert row(known, WASTE)[0] == WASTE
    assert row(known, WASTE)[2].startswith("2 organisaties")
    assert row(known, WASTE)[3].startswith("1 organisatie")


def test_a_place_that_one_organisation_named_has_no_number(app: Flask, sign_in: SignIn) -> None:
    board = make_board(USUAL)
    themed(board, {"Lisplein": "T01", "Waterkersplein": "T02"}, alone="T02")
    places = section(sign_in(board.author).get(address(board)).text, "places")
    assert row(places, "Waterkersplein")[1:] == ["niemand", row(places, "Waterkersplein")[2]]
    assert row(places, "Waterkersplein")[2].startswith("3 organisaties")
    assert row(places, "Lisplein")[1].startswith("2 organisaties")
    assert row(places, "Lisplein")[2] == "· één organisatie, niet getoond"


def themed(board: Board, of_place: dict[str, str], alone: str) -> None:
    """Give every statement with a place a theme; one on the Lisplein gets another one beside it."""

    def change(draft: Draft) -> Draft:
        done, found = False, []
        for one in draft.statements:
            themes = (of_place[one.answer.place],) if one.answer.place in of_place else ()
            if one.answer.place == "Lisplein" and not done:
                themes, done = (*themes, alone), True
            found.append(replace(one, themes=themes))
        return replace(draft, statements=tuple(found))

    redraw(board, change)


# What is already done


def test_without_answers_to_step_3_there_is_no_column_of_what_is_done(board: Board, lead: CheckedClient) -> None:
    text = lead.get(address(board)).text
    assert "doen we al" not in section(text, "sheet")
    assert "Daar is nog niets over verstuurd." in section(text, "who")


def test_what_is_done_is_counted_named_and_told(board: Board, lead: CheckedClient) -> None:
    confirm_all(board)
    for organisation in ("Buurtteam", "Woongoed", "Handhaving"):
        tell(board, organisation, WASTE, f"{organisation} haalt grofvuil op", "partly")
    text = lead.get(address(board)).text
    assert row(section(text, "sheet"), WASTE)[6].startswith("3 organisaties, 3 activiteiten")
    assert row(section(text, "sheet"), YOUTH)[6] == "Wie doet hier al iets aan?"
    assert f'href="#doing-{board.cluster(WASTE)}"' in text
    who = section(text, "who")
    assert "● noemde dit Woongoed haalt grofvuil op (werkt deels)" in row(who, "Woongoed")
    assert (
        "Handhaving" in who[who.index("Dit doen al meer organisaties:") : who.index("Hier doet nog niemand iets aan:")]
    )
    assert YOUTH in who[who.index("Hier doet nog niemand iets aan:") :]
    assert "Buurtteam haalt grofvuil op" in section(text, "doing")


def test_what_few_organisations_do_is_not_counted(board: Board, lead: CheckedClient) -> None:
    tell(board, "Buurtteam", WASTE, PRACTICE)
    cell = row(section(lead.get(address(board)).text, "sheet"), WASTE)[6]
    assert cell.startswith("● genoemd")


def test_what_is_done_follows_a_subject_that_was_merged(board: Board, lead: CheckedClient) -> None:
    confirm_all(board)
    tell(board, "Jongerenwerk", YOUTH, "Elke avond op het plein")
    board.change(edits.merge, [board.cluster(WASTE), board.cluster(YOUTH)])
    doing = section(lead.get(address(board)).text, "doing")
    assert WASTE in doing
    assert "Elke avond op het plein" in doing
    assert "niet meer op de kaart" not in doing


def test_what_is_done_about_a_subject_that_is_gone_is_not_lost(board: Board, lead: CheckedClient) -> None:
    answers = {("3.6a", "", 0): "p-verdwenen", ("3.6b", "", 0): PRACTICE}
    sent(member(board, "Buurtteam"), board.phase, answers)
    doing = section(lead.get(address(board)).text, "doing")
    assert "Over onderwerpen die niet meer op de kaart staan" in doing
    assert PRACTICE in doing


# Who sees what


def test_the_core_group_sees_nothing_before_it_is_confirmed(board: Board, sign_in: SignIn) -> None:
    text = sign_in(join(board.project, Role.CORE).person).get(address(board)).text
    assert WASTE not in text
    assert "<table" not in text


def test_the_core_group_sees_only_what_is_confirmed(board: Board, sign_in: SignIn) -> None:
    tell(board, "Jongerenwerk", YOUTH, "Elke avond op het plein")
    board.change(edits.confirm, board.cluster(WASTE))
    text = sign_in(join(board.project, Role.CORE).person).get(address(board)).text
    assert WASTE in text
    assert YOUTH not in text
    assert "Elke avond op het plein" not in text


@pytest.mark.parametrize(("visibility", "named"), [(Visibility.CORE, True), (Visibility.FACILITATOR, False)])
def test_the_core_group_sees_organisations_where_the_group_agreed_to_that(
    board: Board, sign_in: SignIn, visibility: Visibility, named: bool
) -> None:
    confirm_all(board)
    for organisation in ("Buurtteam", "Woongoed", "Handhaving"):
        tell(board, organisation, WASTE, "Haalt grofvuil op")
    board.project.visibility = visibility
    text = sign_in(join(board.project, Role.CORE).person).get(address(board)).text
    main = text.split("<main")[1]
    assert ("Handhaving" in main) == named
    assert "Dit doen al meer organisaties:" in main
    assert "alleen de gespreksleider" in main or named


def test_a_researcher_does_not_see_who_named_what(board: Board, sign_in: SignIn) -> None:
    confirm_all(board)
    tell(board, "Buurtteam", WASTE, "Haalt grofvuil op")
    main = sign_in(join(board.project, Role.RESEARCHER).person).get(address(board)).text.split("<main")[1]
    assert '<section id="who"' not in main
    assert "Buurtteam" not in main
    assert "Dit doen al meer organisaties:" not in main


def test_two_organisations_get_no_counts(app: Flask, sign_in: SignIn) -> None:
    two = (Line("Grofvuil bij de containers", "Woongoed", WASTE), Line("Volle containers", "Politie", WASTE))
    board = make_board(two)
    text = sign_in(board.author).get(address(board)).text
    main = text.split("<main")[1]
    assert "Er deden minder dan drie organisaties mee." in main
    assert row(section(main, "sheet"), WASTE)[1].startswith("● genoemd")
    assert re.findall(r'class="cell"[^>]*>\d', main) == []
    assert "<table" not in section(main, "places")


def test_a_wish_fills_its_place(app: Flask, sign_in: SignIn) -> None:
    board = make_board((*USUAL, Line("Het plein is schoon", "Woongoed", WASTE, kind=Kind.DESIRED)))
    sheet = section(sign_in(board.author).get(address(board)).text, "sheet")
    assert row(sheet, WASTE)[6].startswith("1 organisatie, 1 kaart")
