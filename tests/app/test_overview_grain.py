"""Before the group talks about it the draft can be turned finer or coarser; then it is held."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.extensions import db
from app.models import DraftRecord
from app.overview import maps, operations
from synthesis import edits
from synthesis.model import Join
from tests.app.overview_factories import USUAL, WASTE, YOUTH, Board, Line, add_draft, make_board, redraw
from tests.app.test_overview_pages import post
from tests.checked_client import CheckedClient


@pytest.fixture
def board(app: Flask) -> Board:
    """A draft of two subjects that would join next, with the tree behind them."""
    found = make_board()
    waste, youth = (
        [found.statement(line.text) for line in USUAL if line.subject == subject] for subject in (WASTE, YOUTH)
    )
    inside = [Join(group[0], other, 0.9) for group in (waste, youth) for other in group[1:]]
    redraw(found, lambda draft: replace(draft, joins=(*inside, Join(waste[0], youth[0], 0.2))))
    return found


def choose(lead: CheckedClient, board: Board, steps: int):
    lead.get(f"{board.url}/grain")
    return lead.post(f"{board.url}/grain", data={"steps": str(steps)})


def test_each_position_says_which_subjects_there_would_be(board: Board, lead: CheckedClient) -> None:
    now = lead.get(f"{board.url}/grain").text
    assert "2 onderwerpen" in now
    assert "Zo koos de computer het zelf." in now
    coarser = lead.get(f"{board.url}/grain?steps=1").text
    assert "1 onderwerp" in coarser
    apart = coarser[coarser.index("Eén stap fijner stond hier apart:") :].split("</p>")[0]
    assert WASTE in apart
    assert YOUTH in apart
    assert "Grover" not in coarser
    finer = lead.get(f"{board.url}/grain?steps=-1").text
    assert finer.count("<li>") >= 2
    assert board.titles() == {WASTE, YOUTH}, "looking changes nothing"


def test_the_position_that_is_chosen_counts_and_the_engines_own_draft_stays(board: Board, lead: CheckedClient) -> None:
    before = db.session.query(DraftRecord).count()
    choose(lead, board, 1)
    assert len(board.map.clusters) == 1
    assert db.session.query(DraftRecord).count() == before + 1
    choose(lead, board, 0)
    assert board.titles() == {WASTE, YOUTH}
    assert db.session.query(DraftRecord).count() == before + 1


@pytest.mark.parametrize("steps", ["", "veel", "99999", "-99999", "1e3", "9" * 40])
def test_a_position_that_is_none_shows_one_that_is(board: Board, lead: CheckedClient, steps: str) -> None:
    assert lead.get(f"{board.url}/grain", query_string={"steps": steps}).status_code == 200
    lead.post(f"{board.url}/grain", data={"steps": steps})
    assert sum(len(cluster.statement_ids) for cluster in board.map.clusters) + len(board.map.signals) == len(USUAL)


def test_once_somebody_changed_the_map_it_is_held(board: Board, lead: CheckedClient) -> None:
    lead.get(f"{board.url}/grain")
    board.change(edits.rename, board.cluster(WASTE), "Afval")
    choose(lead, board, 1)
    assert board.titles() == {"Afval", YOUTH}
    assert "De indeling ligt nu vast" in lead.get(f"{board.url}/grain").text


def test_new_answers_keep_the_grain_that_was_chosen(board: Board, lead: CheckedClient) -> None:
    operations.make_draft(board.phase)
    own = len(board.map.clusters)
    choose(lead, board, -1)
    chosen = board.phase.grain
    assert len(board.map.clusters) >= own
    add_draft(board, [*USUAL, Line("De lift is al weken stuk", "Woongoed", "Lift")])
    operations.make_draft(board.phase)
    newest = maps.newest_draft(board.phase)
    assert newest is not None
    assert board.phase.grain == chosen
    assert ("grain" in newest.engine) == (chosen != 0)
    post(lead, f"{board.url}/refresh", board.url)
    assert maps.newest_draft(board.phase).id == newest.id
