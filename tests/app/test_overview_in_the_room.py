"""What a facilitator does on the map in a meeting: mark, add, split, put back, and find every change done once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.extensions import db
from app.models import MapEdit, Role
from app.models.types import now
from app.overview import maps
from synthesis import edits
from synthesis.model import Mark
from tests.app.overview_factories import USUAL, WASTE, YOUTH, Board, Line, add_late
from tests.app.test_overview_pages import change_url, post
from tests.checked_client import CheckedClient
from tests.factories import join

SAID = "Op maandag is het nog erger"


def subject(board: Board, title: str):
    return next(cluster for cluster in board.map.clusters if cluster.title == title)


def order(text: str) -> list[str]:
    return re.findall(r'<article class="card subject[^"]*" id="subject-([^"]+)"', text)


def test_what_the_group_finds_stands_on_the_card_and_goes_with_the_same_button(
    board: Board, lead: CheckedClient
) -> None:
    post(lead, change_url(board, WASTE), board.url, change="mark", mark="find_out", back="map")
    assert subject(board, WASTE).mark is Mark.FIND_OUT
    text = lead.get(board.url).text
    assert 'class="tag mark is-find_out"' in text
    assert 'aria-pressed="true">uitzoeken' in text
    assert "Was</strong>: Grofvuil naast de containers (5 kaarten)" in text
    assert "Nu</strong>: Grofvuil naast de containers (5 kaarten, uitzoeken)" in text
    post(lead, change_url(board, WASTE), board.url, change="mark", mark="", back="map")
    assert subject(board, WASTE).mark is None


def test_a_mark_that_is_none_of_the_three_is_refused(board: Board, lead: CheckedClient) -> None:
    answer = post(lead, change_url(board, WASTE), board.url, change="mark", mark="boven")
    assert answer.status_code == 422
    assert "Kies klopt, klopt niet of uitzoeken." in answer.text
    assert maps.history(board.phase) == []


def test_a_card_from_the_room_says_so_and_counts_for_who_said_it(board: Board, lead: CheckedClient) -> None:
    post(lead, change_url(board, WASTE), change="add", text=SAID, kind="probleem", organisation="GGD", place="Lisplein")
    assert SAID not in board.members(YOUTH)
    assert SAID not in board.members(WASTE), "GGD takes no part, so its card is refused"
    join(board.project, Role.CORE, "GGD")
    post(lead, change_url(board, WASTE), change="add", text=SAID, kind="probleem", organisation="GGD", place="Lisplein")
    assert SAID in board.members(WASTE)
    text = lead.get(f"{board.url}/clusters/{board.cluster(WASTE)}").text
    card = text[text.index(f'id="statement-{board.statement(SAID)}"') :]
    assert "gehoord in de bijeenkomst" in card[:1200]
    assert "6 organisaties" in text


def test_a_card_without_a_subject_lies_with_the_single_signals(board: Board, lead: CheckedClient) -> None:
    post(lead, f"{board.url}/signals", change="add", text=SAID, kind="onbekend")
    assert SAID in board.members_of_signals()
    page = lead.get(f"{board.url}/statements/{board.statement(SAID)}")
    assert page.status_code == 200


def test_what_must_be_found_out_leads_to_who_does_that(board: Board, lead: CheckedClient) -> None:
    url = f"/projects/{board.project.id}/phases/1/results/gaps/new?about={board.cluster(WASTE)}"
    assert url not in lead.get(board.url).text
    post(lead, change_url(board, WASTE), board.url, change="mark", mark="find_out", back="map")
    assert url in lead.get(board.url).text
    assert f"Klopt het beeld van ‘{WASTE}’?" in lead.get(url).text
    assert "Klopt het beeld" not in lead.get(url.partition("=")[0] + "=onzin").text


@pytest.mark.parametrize("fields", [{"change": "rename"}, {"change": "move", "target": "new"}])
def test_a_name_that_points_at_a_resident_waits_until_somebody_says_it_does_not(
    board: Board, lead: CheckedClient, fields: dict[str, str]
) -> None:
    title = "De zoon van mevrouw De Vries"
    sent = {**fields, "title": title, "statements": [board.statement(USUAL[0].text)]}
    answer = post(lead, change_url(board, WASTE), **sent)
    assert answer.status_code == 422
    assert "‘mevrouw De Vries’" in answer.text
    assert f'value="{title}"' in answer.text
    assert maps.history(board.phase) == []
    assert post(lead, change_url(board, WASTE), **sent, sure="y").status_code == 302
    assert title in [cluster.title for cluster in board.map.clusters]


def test_a_card_that_points_at_a_resident_waits_until_somebody_says_it_does_not(
    board: Board, lead: CheckedClient
) -> None:
    text = "Mevrouw De Vries van nummer 12 durft niet naar buiten"
    answer = post(lead, change_url(board, WASTE), change="add", text=text, kind="probleem")
    assert answer.status_code == 422
    assert "‘Mevrouw De Vries’" in answer.text
    assert f'value="{text}"' in answer.text
    assert 'name="sure"' in answer.text
    assert maps.history(board.phase) == []
    post(lead, change_url(board, WASTE), change="add", text=text, kind="probleem", sure="y")
    assert text in board.members(WASTE)


def test_a_change_that_arrives_twice_is_done_once(board: Board, lead: CheckedClient) -> None:
    lead.get(board.url)
    seen = str(maps.moment_of(board.phase))
    data = {"seen": seen, "change": "park", "edit": "c-0123456789abcdef", "back": "map"}
    url = change_url(board, WASTE)
    assert lead.post(url, data=data).status_code == 302
    assert lead.post(url, data=data).status_code == 302
    undo = {"seen": str(maps.moment_of(board.phase)), "sequence": "1", "edit": "c-fedcba9876543210", "back": board.url}
    assert lead.post(f"{board.url}/undo", data=undo).status_code == 302
    assert lead.post(f"{board.url}/undo", data=undo).status_code == 302
    assert [row.kind for row in maps.history(board.phase)] == ["park", "undo"]


def test_a_name_that_no_page_gives_is_not_taken_over(board: Board, lead: CheckedClient) -> None:
    post(lead, change_url(board, WASTE), change="park", edit="'; drop table map_edit")
    assert [row.content["id"][:2] for row in maps.history(board.phase)] == ["e-"]


def test_while_people_work_no_subject_changes_place(board: Board, lead: CheckedClient) -> None:
    before = order(lead.get(board.url).text)
    assert before == [board.cluster(WASTE), board.cluster(YOUTH)]
    chosen = [board.statement(line.text) for line in USUAL if line.subject == WASTE][1:3]
    post(lead, change_url(board, WASTE), change="move", statements=chosen, target="new", title="Containers")
    assert order(lead.get(board.url).text) == [before[0], board.cluster("Containers"), before[1]]
    moved = [board.statement(line.text) for line in USUAL if line.subject == WASTE][3:]
    post(lead, change_url(board, WASTE), change="move", statements=moved[:1], target=f"cluster:{before[1]}")
    assert order(lead.get(board.url).text) == [before[0], board.cluster("Containers"), before[1]]


def test_after_a_long_pause_subjects_stand_by_their_counts_again(board: Board, lead: CheckedClient) -> None:
    chosen = [board.statement(line.text) for line in USUAL if line.subject == WASTE][1:4]
    post(lead, change_url(board, WASTE), change="move", statements=chosen, target=f"cluster:{board.cluster(YOUTH)}")
    held = order(lead.get(board.url).text)
    for row in db.session.query(MapEdit):
        row.made_at = now() - timedelta(hours=4)
    db.session.commit()
    assert order(lead.get(board.url).text) == held[::-1]


def test_the_map_can_be_stepped_through_and_put_back(board: Board, lead: CheckedClient) -> None:
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    board.change(edits.merge, (board.cluster("Afval op straat"), board.cluster(YOUTH)), "")
    start = lead.get(f"{board.url}/history/0").text
    assert WASTE in start
    assert YOUTH in start
    first = lead.get(f"{board.url}/history/1").text
    assert "Wijziging 1 van 2" in first
    assert f'href="{board.url}/history/2"' in first
    assert "Afval op straat" in first
    assert lead.get(f"{board.url}/history/3").status_code == 404
    post(lead, f"{board.url}/restore", f"{board.url}/history/1", sequence="1")
    assert board.titles() == {"Afval op straat", YOUTH}
    assert "Teruggezet naar hoe de kaart was na" in lead.get(board.url).text
    post(lead, f"{board.url}/undo", board.url, sequence="3")
    assert board.titles() == {"Afval op straat"}


def test_a_map_that_somebody_changed_meanwhile_is_not_put_back_unseen(board: Board, lead: CheckedClient) -> None:
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    board.change(edits.rename, board.cluster(YOUTH), "Plein")
    lead.get(board.url)
    seen = str(maps.moment_of(board.phase))
    board.change(edits.rename, board.cluster("Plein"), "Het plein")
    answer = lead.post(f"{board.url}/restore", data={"seen": seen, "sequence": "0"})
    assert answer.status_code == 409
    assert "Het plein" in answer.text
    assert board.titles() == {"Afval op straat", "Het plein"}


def test_putting_back_to_now_changes_nothing_and_says_so(board: Board, lead: CheckedClient) -> None:
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    post(lead, f"{board.url}/restore", board.url, sequence="1")
    assert "Zo is de kaart nu al." in lead.get(board.url).text
    assert len(maps.history(board.phase)) == 1


def test_a_page_that_stays_open_hears_only_of_what_changed(board: Board, lead: CheckedClient) -> None:
    first = lead.get(f"{board.url}/now")
    assert first.text == str(maps.moment_of(board.phase))
    again = lead.get(f"{board.url}/now", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    assert lead.get(f"{board.url}/now", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_card_from_the_room_survives_late_answers(board: Board, lead: CheckedClient) -> None:
    post(lead, change_url(board, WASTE), change="add", text=SAID, kind="probleem")
    add_late(board, (*USUAL, Line("Volle containers trekken ratten aan", "GGD", WASTE)))
    assert {SAID, "Volle containers trekken ratten aan"} <= board.members(WASTE)
