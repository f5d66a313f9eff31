"""The plot of subjects on two fixed axes, and the picture that keeps its order while people work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from app.overview.plotting import APART, HEIGHT, WIDTH, plot
from app.overview.views import card_of
from synthesis import edits
from synthesis.model import Evidence, Kind
from tests.app.overview_factories import WASTE, YOUTH, Board
from tests.checked_client import CheckedClient
from tests.synthesis.maps import on_map, statement

EVIDENCE = st.lists(st.sampled_from([*Evidence, None]), min_size=1, max_size=5)


def cards(subjects: Sequence[tuple[int | None, Sequence[Evidence | None]]]):
    made = {
        f"c{row}": [
            statement(f"{row}-{card}", organisation=f"O{card}", kind=Kind.PROBLEM, severity=severity, evidence=how)
            for card, how in enumerate(known)
        ]
        for row, (severity, known) in enumerate(subjects)
    }
    found = on_map(made, {})
    return [card_of(found, cluster) for cluster in found.clusters]


def test_a_subject_stands_at_its_severity_and_at_how_firmly_people_know_it() -> None:
    low, high = (
        (1, [Evidence.ASSUMPTION, Evidence.COLLEAGUE]),
        (5, [Evidence.SEEN, Evidence.FIGURES, None]),
    )
    found = plot(cards([low, high]), 10).numbered
    assert [(spot.x, spot.y) for spot in found] == [(0, HEIGHT), (WIDTH, 0)]
    assert found[1].radius > found[0].radius, "three organisations against two"


def test_a_subject_without_a_score_or_a_source_has_no_place() -> None:
    found = plot(cards([(None, [Evidence.SEEN]), (3, [None])]), 10)
    assert found.spots == ()
    assert len(found.left_out) == 2


@given(st.lists(st.tuples(st.integers(1, 5), EVIDENCE), max_size=9))
def test_every_subject_has_a_place_or_is_named_and_no_number_covers_another(
    subjects: list[tuple[int, list[Evidence | None]]],
) -> None:
    made = cards(subjects)
    found = plot(made, 12)
    assert len(found.spots) + len(found.left_out) == len(made)
    places = [complex(spot.x, spot.y) for spot in found.spots]
    assert all(abs(one - other) >= APART - 0.1 for at, one in enumerate(places) for other in places[:at])
    assert all(0 <= spot.y <= HEIGHT for spot in found.spots)


def test_the_table_says_how_firmly_a_subject_is_known(board: Board, lead: CheckedClient) -> None:
    assert "Hoe zeker" in lead.get(board.url).text


def test_the_picture_keeps_the_order_of_the_cards_while_people_work(board: Board, lead: CheckedClient) -> None:
    board.change(
        edits.move, [board.statement(text) for text in sorted(board.members(WASTE))[:-1]], board.cluster(YOUTH)
    )
    svg = lead.get(f"{board.url}.svg").text
    shown = re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.S)
    assert shown
    assert shown[1].index(WASTE) < shown[1].index(YOUTH), "fewer organisations name it now"
