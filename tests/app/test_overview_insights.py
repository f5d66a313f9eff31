"""What the engine notices, on the pages: firmness, other views, who may know, strengths nearby, what to check."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from flask import Flask

from app.models import Role
from synthesis import edits
from synthesis.model import CandidateGoal, Draft, Kind, Placement
from tests.app.overview_factories import USUAL, WASTE, YOUTH, Board, Line, add_draft, redraw
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_project

FATBIKES = "Bij de school rijden fatbikes te hard"
BULKY = "Er ligt steeds grofvuil naast de containers"
LESS_BULKY = "Het grofvuil naast de containers is minder dan vorig jaar"
QUESTION = "Wie zet het grofvuil naast de containers?"
SWEEPING = "De moskee houdt de containers schoon"
WISH = "geen grofvuil meer op de stoep"


def cluster_url(board: Board, title: str) -> str:
    return f"{board.url}/clusters/{board.cluster(title)}"


def section(text: str, name: str) -> str:
    """The part of a page with this id; empty where it is not there."""
    found = re.search(rf'<section id="{name}".*?</section>', text, re.DOTALL)
    return found.group() if found else ""


def firm(**stability: float) -> object:
    """The draft with the firmness of two subjects."""
    given = {WASTE: stability.get("waste"), YOUTH: stability.get("youth")}

    def change(draft: Draft) -> Draft:
        clusters = tuple(replace(cluster, stability=given[cluster.title]) for cluster in draft.clusters)
        return replace(draft, clusters=clusters)

    return change


def unsure(board: Board, text: str, runner_up: str | None, confidence: float) -> None:
    """Make the engine unsure of one statement."""
    key = board.statement(text)
    target = None if runner_up is None else board.cluster(runner_up)

    def change(draft: Draft) -> Draft:
        return replace(
            draft,
            placements=tuple(
                Placement(key, place.cluster_id, confidence, place.reason, target)
                if place.statement_id == key
                else place
                for place in draft.placements
            ),
        )

    redraw(board, change)


# How firm a subject is


def test_a_subject_says_in_words_how_firm_it_is(board: Board, lead: CheckedClient) -> None:
    redraw(board, firm(waste=0.9, youth=0.4))  # type: ignore[arg-type]
    text = lead.get(board.url).text
    assert text.index("●●●</span> stevig") < text.index("●○○</span> los verband")
    page = lead.get(cluster_url(board, YOUTH)).text
    assert "●○○</span> los verband" in page
    assert "valt dit onderwerp uit elkaar" in page


def test_what_was_not_measured_has_no_badge(board: Board, lead: CheckedClient) -> None:
    assert "firm-mark" not in lead.get(board.url).text


def test_a_badge_goes_once_people_changed_the_subject_or_agreed_on_it(board: Board, lead: CheckedClient) -> None:
    redraw(board, firm(waste=0.9, youth=0.7))  # type: ignore[arg-type]
    board.change(edits.move, [board.statement(FATBIKES)], board.cluster(WASTE))
    assert "stevig" not in lead.get(board.url).text
    assert "redelijk" in lead.get(board.url).text
    board.change(edits.confirm, board.cluster(YOUTH))
    assert "redelijk" not in lead.get(board.url).text


# Other views


def test_people_who_see_it_differently_stand_side_by_side(board: Board, lead: CheckedClient) -> None:
    add_draft(board, [*USUAL, Line(LESS_BULKY, "School", WASTE, more={"trend": "less"})])
    views = section(lead.get(cluster_url(board, WASTE)).text, "views")
    assert BULKY in views
    assert views.index("Gezegd") < views.index(BULKY) < views.index("Andere kijk") < views.index(LESS_BULKY)


def test_more_for_one_and_less_for_another_is_shown_and_not_averaged(board: Board, lead: CheckedClient) -> None:
    rising = Line("Elke week meer troep", "School", WASTE, more={"trend": "more"})
    falling = Line("Ik zie hier bijna niets", "Bewonersgroep", WASTE, more={"trend": "less"})
    add_draft(board, [*USUAL, rising, falling])
    views = section(lead.get(cluster_url(board, WASTE)).text, "views")
    order = ["Wordt meer", rising.text, "Wordt minder", falling.text]
    assert sorted(order, key=views.index) == order


def test_a_card_with_another_view_says_so(board: Board, lead: CheckedClient) -> None:
    text = lead.get(board.url).text
    waste, youth = text.index(f">{WASTE}</a></h3>"), text.index(f">{YOUTH}</a></h3>")
    assert "tag contested" in text[youth : text.index("</article>", youth)]
    assert "tag contested" not in text[waste : text.index("</article>", waste)]


def test_the_core_group_sees_both_sides_of_what_it_confirmed(board: Board, sign_in: SignIn) -> None:
    add_draft(board, [*USUAL, Line(LESS_BULKY, "School", WASTE)])
    board.change(edits.confirm, board.cluster(WASTE))
    browser = sign_in(join(board.project, Role.CORE).person)
    views = section(browser.get(cluster_url(board, WASTE)).text, "views")
    assert LESS_BULKY in views
    assert "School" not in views  # who said it is for the facilitator


# Who may know, and strengths nearby


def test_a_question_names_what_may_answer_it(board: Board, lead: CheckedClient) -> None:
    add_draft(board, [*USUAL, Line(QUESTION, "School", YOUTH, Kind.UNKNOWN)])
    for url in (
        cluster_url(board, YOUTH),
        f"{board.url}/statements/{board.statement(QUESTION)}",
        f"{board.url}/statements?kind=onbekend",
    ):
        text = lead.get(url).text
        known = text[text.index("Misschien weet iemand dit al:") :]
        assert BULKY in known[: known.index("</div>")]


def test_a_question_that_nothing_answers_says_nothing(board: Board, lead: CheckedClient) -> None:
    add_draft(board, [*USUAL, Line("Hoe laat sluit de bakker?", "School", YOUTH, Kind.UNKNOWN)])
    url = f"{board.url}/statements/{board.statement('Hoe laat sluit de bakker?')}"
    assert "Misschien weet iemand" not in lead.get(url).text


def test_a_strength_elsewhere_is_named_with_why(board: Board, lead: CheckedClient) -> None:
    add_draft(board, [*USUAL, Line(SWEEPING, "School", YOUTH, Kind.STRENGTH)])
    nearby = section(lead.get(cluster_url(board, WASTE)).text, "nearby")
    assert SWEEPING in nearby
    assert "gaat ook over: containers" in nearby
    assert not section(lead.get(cluster_url(board, YOUTH)).text, "nearby")


# Where it pays to look


def test_the_least_sure_come_first_with_where_else_they_fit(board: Board, lead: CheckedClient) -> None:
    unsure(board, "Veel lawaai op het plein", WASTE, 0.1)
    text = lead.get(f"{board.url}/check").text
    first = checks(text)[0]
    assert "Veel lawaai op het plein" in first
    assert f"{YOUTH}</a>" in first
    assert f"Naar {WASTE}<" in first
    assert "Hoe zeker: onzeker." in first
    assert len(checks(text)) == 10


def test_one_tap_moves_a_card_and_leads_back_to_what_is_left(board: Board, lead: CheckedClient) -> None:
    unsure(board, "Veel lawaai op het plein", WASTE, 0.1)
    text = lead.get(f"{board.url}/check").text
    response = tap(lead, text, f"Naar {WASTE}")
    assert response.location == f"{board.url}/check"
    assert "Veel lawaai op het plein" in board.members(WASTE)
    after = lead.get(f"{board.url}/check").text
    assert "Maak ongedaan" in after
    assert "Veel lawaai op het plein</a>" not in after


def test_a_single_signal_is_placed_with_one_tap(board: Board, lead: CheckedClient) -> None:
    text = lead.get(f"{board.url}/check").text
    assert "Ligt nu bij de losse signalen." in text
    assert tap(lead, text, f"Naar {WASTE}").location == f"{board.url}/check"
    assert FATBIKES in board.members(WASTE)


def test_without_another_place_there_is_only_a_look(board: Board, lead: CheckedClient) -> None:
    unsure(board, BULKY, None, 0.05)
    text = lead.get(f"{board.url}/check").text
    first = checks(text)[0]
    assert "Lijkt nergens anders op." in first
    assert "<form" not in first
    assert "Bekijk de kaart" in first


def test_when_all_is_decided_there_is_nothing_to_check(board: Board, lead: CheckedClient) -> None:
    board.change(edits.move, [board.statement(FATBIKES)], board.cluster(WASTE))
    for title in (WASTE, YOUTH):
        board.change(edits.confirm, board.cluster(title))
    assert "Er valt nu niets na te kijken." in lead.get(f"{board.url}/check").text


def test_a_finished_phase_has_nothing_to_check(board: Board, lead: CheckedClient) -> None:
    board.phase.ended_on = date(2026, 6, 30)
    assert lead.get(f"{board.url}/check").location == board.url
    assert "twijfelgevallen" not in lead.get(board.url).text


def test_before_the_first_draft_there_is_no_such_page(app: Flask, sign_in: SignIn) -> None:
    facilitator = join(make_project(), Role.FACILITATOR)
    address = f"/projects/{facilitator.project_id}/phases/1/map"
    browser = sign_in(facilitator.person)
    assert browser.get(f"{address}/check").status_code == 404
    assert "twijfelgevallen" not in browser.get(address).text


def checks(text: str) -> list[str]:
    """The cards on the page of what is worth a look."""
    return re.findall(r'<li class="card check.*?</li>', text, re.DOTALL)


def tap(lead: CheckedClient, text: str, label: str):
    """Press the first button with these words."""
    form = next(found for found in re.findall(r"<form.*?</form>", text, re.DOTALL) if f">{label}<" in found)
    action = re.search(r'action="([^"]+)"', form)
    assert action is not None
    return lead.post(action[1], data=dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form)))


# Goals and the parking list


def test_a_problem_without_a_desired_result_says_so(board: Board, lead: CheckedClient) -> None:
    redraw(board, lambda draft: replace(draft, goals=()))
    assert "Hier staat dus nog geen doel." in lead.get(cluster_url(board, WASTE)).text


def test_the_map_names_the_problems_that_nobody_wished_for(board: Board, lead: CheckedClient) -> None:
    add_draft(board, [*USUAL, Line(WISH, "School", WASTE, kind=Kind.DESIRED)])
    text = lead.get(board.url).text
    without = text[text.index("Nog zonder gewenst resultaat:") :]
    without = without[: without.index("</p>")]
    assert YOUTH in without
    assert WASTE not in without


def test_a_goal_shows_what_people_gave_and_asks_for_the_rest(board: Board, lead: CheckedClient) -> None:
    goal = CandidateGoal(
        "g-1", board.cluster(WASTE), "Geen grofvuil meer", (board.statement(BULKY),), ("Waaraan zie je het?",),
        place="op de stoep", term="voor de zomer", indicator="nul meldingen", negative=True,
    )  # fmt: skip
    redraw(board, lambda draft: replace(draft, goals=(goal,)))
    shown = section(lead.get(cluster_url(board, WASTE)).text, "goals")
    for piece in (goal.place, goal.term, goal.indicator, "Wat zie je dan wél?", "Waaraan zie je het?"):
        assert piece in shown
    lead.post("/language", data={"language": "en"})
    assert "How can you tell?" in section(lead.get(cluster_url(board, WASTE)).text, "goals")


def test_a_goal_worded_as_what_one_sees_is_asked_nothing_more(board: Board, lead: CheckedClient) -> None:
    shown = section(lead.get(cluster_url(board, WASTE)).text, "goals")
    assert shown
    assert "Wat zie je dan wél?" not in shown


def test_an_idea_on_the_parking_list_says_where_it_came_from(board: Board, lead: CheckedClient) -> None:
    ideas = section(lead.get(board.url).text, "ideas")
    assert "Extra camera&#39;s bij de containers" in ideas
    assert WASTE in ideas
    assert "Staat in het vak ‘probleem’, leest als een oplossing." in ideas
