"""The pages of the map: who sees what, every number opens its answers, and everything works by plain forms."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
from flask import Flask

from app.access import Right
from app.extensions import db
from app.models import Goal, GoalSource, KnowledgeGap, Phase, ProblemStatement, Role
from app.models.projects import Visibility
from app.overview import maps, operations
from synthesis import edits
from synthesis.model import Kind, Standing
from tests.app.overview_factories import USUAL, WASTE, YOUTH, Board, Line, add_draft, make_board
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_person

CAMERAS = "Extra camera's bij de containers"
FATBIKES = "Bij de school rijden fatbikes te hard"


def post(client: CheckedClient, url: str, page: str | None = None, **data: object):
    """Fill in a form on ``page`` (or on ``url``) and send it to ``url``, with what the page was made of."""
    text = client.get(page or url).text
    seen = re.search(r'name="seen" value="([^"]+)"', text)
    assert seen is not None
    return client.post(url, data={"seen": seen.group(1), **data})


def cluster_url(board: Board, title: str) -> str:
    return f"{board.url}/clusters/{board.cluster(title)}"


def change_url(board: Board, title: str) -> str:
    return f"{cluster_url(board, title)}/change"


# What the page says


def test_the_map_says_that_it_is_a_draft_and_of_whom(board: Board, lead: CheckedClient) -> None:
    text = lead.get(board.url).text
    assert "Nog niet bevestigd door de groep." in text
    for words in ("7 mensen", "7 organisaties", "10 kaarten"):
        assert words in text
    record = maps.newest_draft(board.phase)
    assert record is not None
    assert record.input_hash[:8] in text


def test_subjects_are_ranked_by_organisations_and_name_them_first(board: Board, lead: CheckedClient) -> None:
    text = lead.get(board.url).text
    assert text.index(f">{WASTE}</a></h3>") < text.index(f">{YOUTH}</a></h3>")
    card = text[text.index('<article class="card subject') :]
    assert card.index("5 organisaties") < card.index("5 mensen") < card.index("5 kaarten")


def test_other_kinds_stand_beside_the_problems(board: Board, lead: CheckedClient) -> None:
    text = lead.get(board.url).text
    for heading, statement in [
        ("strengths", "Bewoners ruimen samen op"),
        ("gaps", "Wie zijn deze jongeren?"),
        ("doubts", "Overlast is juist minder dan vorig jaar"),
        ("ideas", "Extra camera&#39;s bij de containers"),
        ("signals", FATBIKES),
    ]:
        section = text[text.index(f'<section id="{heading}"') :]
        assert statement in section[: section.index("</section>")]


def test_every_number_on_the_map_opens_the_statements_behind_it(board: Board, lead: CheckedClient) -> None:
    text = lead.get(board.url).text
    opened = r'<a href="([^"#]+)(?:#[^"]*)?">(?:<i[^>]*></i>)?(\d+) (?:kaarten|kaart|zelf gezien|van bewoners)'
    numbered = re.findall(opened, text)
    assert len(numbered) >= 5
    for url, number in numbered:
        page = lead.get(url.replace("&amp;", "&"))
        assert page.status_code == 200
        assert page.text.count('<li class="statement"') == int(number), url


def test_every_number_in_the_table_opens_the_statements_behind_it(board: Board, lead: CheckedClient) -> None:
    table = lead.get(board.url).text.split("<tbody>")[1].split("</tbody>")[0]
    cells = re.findall(r'<td class="number">(.*?)</td>', table)
    assert len(cells) == 6
    for cell in cells:
        url = re.search(r'href="([^"#]+)', cell)
        assert url is not None
        assert lead.get(url.group(1)).status_code == 200


def test_the_list_of_all_statements_holds_each_of_them_once(board: Board, lead: CheckedClient) -> None:
    text = lead.get(f"{board.url}/statements").text
    assert text.count('<li class="statement"') == len(USUAL)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("kind=kracht", 1),
        ("evidence=seen", 2),
        ("place=Lisplein", 2),
        ("severity=yes", 6),
        ("single=yes", 1),
        ("kind=x&evidence=y", 0),
    ],
)
def test_a_filter_shows_only_what_is_behind_it(board: Board, lead: CheckedClient, query: str, number: int) -> None:
    assert lead.get(f"{board.url}/statements?{query}").text.count('<li class="statement"') == number


def test_a_statement_says_why_it_stands_where_it_stands(board: Board, lead: CheckedClient) -> None:
    text = lead.get(cluster_url(board, WASTE)).text
    assert "Hier door het woord ‘afval’" in text
    assert "Hoe zeker: vrij zeker." in text


def test_a_statement_that_reads_as_something_else_says_so(board: Board, lead: CheckedClient) -> None:
    for url in (cluster_url(board, WASTE), f"{board.url}/statements/{board.statement(CAMERAS)}", board.url):
        assert "Staat in het vak ‘probleem’, leest als een oplossing." in lead.get(url).text


def test_nobodys_name_is_on_the_map(board: Board, lead: CheckedClient) -> None:
    names = [member.person.name for member in board.project.memberships if member.role is Role.CORE]
    for url in (board.url, cluster_url(board, WASTE), f"{board.url}/statements/{board.statement(CAMERAS)}"):
        text = lead.get(url).text
        assert not [name for name in names if re.search(rf"\b{name}\b", text)]


def test_a_statement_walks_back_to_its_whole_answer(app: Flask, sign_in: SignIn) -> None:
    board = make_board()
    key = board.statement(CAMERAS)
    text = sign_in(board.author).get(f"{board.url}/statements/{key}").text
    assert "<mark>Extra camera&#39;s bij de containers</mark>" in text
    assert "Wat zie of hoor je in de buurt?" in text
    assert "Politie" in text
    assert f">{WASTE}</a>" in text


def test_a_statement_walks_forward_to_what_became_of_it(board: Board, lead: CheckedClient) -> None:
    key = board.statement(CAMERAS)
    url = f"{board.url}/statements/{key}"
    assert "Nog niets." in lead.get(url).text
    problem = ProblemStatement(phase_id=board.phase.id, cluster_id=board.cluster(WASTE), title=WASTE)
    goal = Goal(problem=problem, text="Elke maandag schone stoepen")
    goal.sources.append(GoalSource(statement_id=key))
    gap = KnowledgeGap(phase_id=board.phase.id, question="Wie zet het buiten?", statement_id=key)
    db.session.add_all([problem, goal, gap])
    db.session.commit()
    text = lead.get(url).text
    assert f'/results/goals/{goal.id}">Elke maandag schone stoepen</a>' in text
    assert "Wie zet het buiten?" in text


def test_below_three_organisations_cards_are_shown_without_counts(app: Flask, sign_in: SignIn) -> None:
    board = make_board([line for line in USUAL if line.organisation in {"Woongoed", "Politie"}])
    client = sign_in(board.author)
    for url in (board.url, cluster_url(board, WASTE), f"{board.url}/confirm"):
        text = client.get(url).text
        assert WASTE in text
        assert not re.search(r"\d+ (organisatie|mensen|persoon|kaart)", text)
    assert "Daarom staan hier geen aantallen" in client.get(board.url).text


def test_before_a_draft_the_page_says_what_comes_here(app: Flask, sign_in: SignIn) -> None:
    board = make_board()
    other = Phase(project=board.project, number=2, started_on=board.phase.started_on)
    db.session.add(other)
    db.session.commit()
    url = f"/projects/{board.project.id}/phases/2/map"
    client = sign_in(board.author)
    assert "Maak een concept" in client.get(url).text
    assert client.get(f"{url}.svg").status_code == 404
    assert client.get(f"{url}/statements").status_code == 404
    assert client.get(f"{url}/confirm").status_code == 404
    assert client.get(f"{url}/history").status_code == 200


# The picture


def test_the_picture_is_svg_and_is_sent_again_only_when_it_changed(board: Board, lead: CheckedClient) -> None:
    first = lead.get(f"{board.url}.svg")
    assert first.mimetype == "image/svg+xml"
    assert WASTE in first.text
    tag = first.headers["ETag"]
    assert lead.get(f"{board.url}.svg", headers={"If-None-Match": tag}).status_code == 304
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    again = lead.get(f"{board.url}.svg", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "Afval op straat" in again.text


def test_the_picture_says_its_finding_to_who_cannot_see_it(board: Board, lead: CheckedClient) -> None:
    text = lead.get(board.url).text
    alt = re.search(r'<img src="[^"]+map\.svg[^"]*" alt="([^"]+)"', text)
    assert alt is not None
    assert WASTE in alt.group(1)


# Who sees what


@pytest.mark.parametrize("path", ["", ".svg", "/statements", "/signals", "/history", "/confirm", "/statements/a1.1"])
def test_a_stranger_does_not_learn_that_the_map_exists(board: Board, sign_in: SignIn, path: str) -> None:
    assert sign_in(make_person()).get(board.url + path).status_code == 404


@pytest.mark.parametrize("role", [Role.WIDER, Role.OBSERVER])
def test_who_may_not_see_the_map_does_not(board: Board, sign_in: SignIn, role: Role) -> None:
    member = join(board.project, role)
    assert sign_in(member.person).get(board.url).status_code == 403


@pytest.mark.parametrize("role", [Role.CORE, Role.RESEARCHER])
def test_the_draft_is_for_the_facilitator_only(board: Board, sign_in: SignIn, role: Role) -> None:
    client = sign_in(join(board.project, role).person)
    page = client.get(board.url)
    assert page.status_code == 200
    assert WASTE not in page.text
    hidden = [".svg", "/statements", "/statements?single=yes", f"/clusters/{board.cluster(WASTE)}"]
    assert {client.get(board.url + path).status_code for path in hidden} == {404}


@pytest.mark.parametrize("role", [Role.CORE, Role.RESEARCHER])
def test_the_group_sees_what_is_confirmed_and_the_signals(board: Board, sign_in: SignIn, role: Role) -> None:
    board.change(edits.confirm, board.cluster(WASTE))
    client = sign_in(join(board.project, role).person)
    for path in ("", ".svg", "/statements", f"/clusters/{board.cluster(WASTE)}"):
        page = client.get(board.url + path)
        assert page.status_code == 200
        assert YOUTH not in page.text
        assert "lawaai" not in page.text
    signals = client.get(f"{board.url}/statements?single=yes").text
    assert FATBIKES in signals
    assert signals.count('<li class="statement"') == 1
    assert client.get(f"{board.url}/clusters/{board.cluster(YOUTH)}").status_code == 404
    hidden = board.statement("Veel lawaai op het plein")
    assert client.get(f"{board.url}/statements/{hidden}").status_code == 404


def test_the_group_cannot_change_the_map(board: Board, sign_in: SignIn) -> None:
    board.change(edits.confirm, board.cluster(WASTE))
    client = sign_in(join(board.project, Role.CORE).person)
    assert 'name="change"' not in client.get(cluster_url(board, WASTE)).text
    for path in (f"/clusters/{board.cluster(WASTE)}/change", "/signals", "/refresh", "/undo", "/confirm"):
        assert client.post(board.url + path, data={"change": "park", "seen": "1-1"}).status_code == 403
    for path in (f"/clusters/{board.cluster(WASTE)}/change", "/signals", "/history", "/confirm"):
        assert client.get(board.url + path).status_code == 403
    assert len(maps.history(board.phase)) == 1


def test_the_picture_never_says_that_the_group_confirmed_what_it_leaves_out(board: Board, sign_in: SignIn) -> None:
    only, everything = "alleen de onderwerpen die de groep heeft bevestigd", "alle onderwerpen bevestigd"
    client = sign_in(join(board.project, Role.CORE).person)
    board.change(edits.confirm, board.cluster(WASTE))
    part = client.get(f"{board.url}.svg").text
    assert only in part
    assert everything not in part
    board.change(edits.confirm, board.cluster(YOUTH))
    assert everything in client.get(f"{board.url}.svg").text


def test_the_map_of_a_finished_phase_can_only_be_read(board: Board, lead: CheckedClient) -> None:
    board.change(edits.confirm, board.cluster(WASTE))
    cluster = cluster_url(board, WASTE)
    board.phase.ended_on = date(2026, 6, 30)
    db.session.commit()
    for page in (board.url, cluster, f"{board.url}/history"):
        text = lead.get(page).text
        for offer in ("Bevestig de kaart", "Ververs", "Maak ongedaan", "Hernoemen", "Verplaatsen"):
            assert offer not in text
    for path in (f"{cluster}/change", f"{board.url}/signals", f"{board.url}/confirm"):
        assert lead.get(path).location == board.url
    for path in (f"{cluster}/change", f"{board.url}/refresh", f"{board.url}/undo", f"{board.url}/confirm"):
        lead.get(board.url)
        assert lead.post(path, data={"change": "park", "sequence": "1", "seen": "1-1"}).location == board.url
    assert "Je kunt hier alleen nog lezen." in lead.get(board.url).text
    assert len(maps.history(board.phase)) == 1


@pytest.mark.parametrize(
    ("role", "visibility", "named"),
    [
        (Role.FACILITATOR, Visibility.FACILITATOR, True),
        (Role.CORE, Visibility.FACILITATOR, False),
        (Role.CORE, Visibility.CORE, True),
        (Role.RESEARCHER, Visibility.CORE, False),
    ],
)
def test_organisations_are_named_only_to_who_may_see_them(
    board: Board, sign_in: SignIn, role: Role, visibility: Visibility, named: bool
) -> None:
    board.project.visibility = visibility
    board.change(edits.confirm, board.cluster(WASTE))
    client = sign_in(join(board.project, role).person)
    for path in (f"/clusters/{board.cluster(WASTE)}", f"/statements/{board.statement(CAMERAS)}", "/statements"):
        assert ("Politie" in client.get(board.url + path).text) is named


def test_the_rights_in_these_tests_are_the_rights_of_the_service() -> None:
    from app.access import RIGHTS  # noqa: PLC0415

    assert {role for role, rights in RIGHTS.items() if Right.SEE_MAP in rights} == {
        Role.FACILITATOR,
        Role.CORE,
        Role.RESEARCHER,
    }


# Changing the map by plain forms


def test_a_rename_from_the_map_comes_back_to_its_card_with_an_undo(board: Board, lead: CheckedClient) -> None:
    key = board.cluster(WASTE)
    answer = post(lead, change_url(board, WASTE), board.url, change="rename", back="map", title="Afval op straat")
    assert answer.status_code == 302
    assert answer.location == f"{board.url}#subject-{key}"
    text = lead.get(board.url).text
    assert 'id="last-change"' in text
    assert f'id="subject-{key}"' in text
    assert board.titles() == {"Afval op straat", YOUTH}
    assert 'id="last-change"' not in lead.get(board.url).text


def test_the_undo_button_takes_the_last_change_back(board: Board, lead: CheckedClient) -> None:
    post(lead, change_url(board, WASTE), change="park")
    answer = post(lead, f"{board.url}/undo", board.url, sequence="1", back=board.url)
    assert answer.location == board.url
    assert all(cluster.standing is Standing.OPEN for cluster in board.map.clusters)
    assert "Toch weer doen" in lead.get(board.url).text


def test_an_undo_that_was_already_done_is_said_not_done_twice(board: Board, lead: CheckedClient) -> None:
    post(lead, change_url(board, WASTE), change="park")
    for _click in range(2):
        post(lead, f"{board.url}/undo", board.url, sequence="1", back="https://elsewhere.example/")
    assert [row.kind for row in maps.history(board.phase)] == ["park", "undo"]
    assert "Er is niets om ongedaan te maken." in lead.get(board.url).text


def test_an_undo_never_sends_somebody_to_another_site(board: Board, lead: CheckedClient) -> None:
    post(lead, change_url(board, WASTE), change="park")
    for back in ("https://elsewhere.example/", f"{board.url}.evil.example/", f"//elsewhere.example{board.url}"):
        answer = post(lead, f"{board.url}/undo", board.url, sequence="1", back=back)
        assert answer.location == board.url


@pytest.mark.parametrize("sequence", ["", "0", "2", "x", "-1", "99999999999999999999"])
def test_an_undo_of_nothing_is_not_found(board: Board, lead: CheckedClient, sequence: str) -> None:
    post(lead, change_url(board, WASTE), change="park")
    assert post(lead, f"{board.url}/undo", board.url, sequence=sequence).status_code == 404


def test_a_merge_keeps_the_subject_it_was_asked_at(board: Board, lead: CheckedClient) -> None:
    other = board.cluster(YOUTH)
    answer = post(lead, change_url(board, WASTE), change="merge", other=other)
    assert answer.location == cluster_url(board, WASTE)
    assert board.titles() == {WASTE}
    assert len(board.members(WASTE)) == 9
    gone = lead.get(f"{board.url}/clusters/{other}", follow_redirects=True)
    assert "In de geschiedenis zie je waar het bleef." in gone.text


def test_ticked_statements_become_a_new_subject(board: Board, lead: CheckedClient) -> None:
    chosen = [board.statement(CAMERAS), board.statement("Bewoners ruimen samen op")]
    post(lead, change_url(board, WASTE), change="move", statements=chosen, target="new", title="Wat al gebeurt")
    assert board.members("Wat al gebeurt") == {CAMERAS, "Bewoners ruimen samen op"}
    assert len(board.members(WASTE)) == 3


def test_ticked_statements_go_to_another_subject(board: Board, lead: CheckedClient) -> None:
    target = f"cluster:{board.cluster(YOUTH)}"
    post(lead, change_url(board, WASTE), change="move", statements=board.statement(CAMERAS), target=target)
    assert CAMERAS in board.members(YOUTH)


def test_ticked_statements_go_to_the_signals_and_back(board: Board, lead: CheckedClient) -> None:
    key = board.statement(CAMERAS)
    post(lead, change_url(board, WASTE), change="move", statements=key, target="signals")
    assert key in board.map.signals
    target = f"cluster:{board.cluster(WASTE)}"
    answer = post(lead, f"{board.url}/signals", change="move", statements=key, target=target)
    assert answer.location == f"{board.url}/signals"
    assert CAMERAS in board.members(WASTE)


def test_signals_can_become_a_subject_of_their_own(board: Board, lead: CheckedClient) -> None:
    key = board.statement(FATBIKES)
    post(lead, f"{board.url}/signals", change="move", statements=key, target="new", title="Verkeer bij de school")
    assert board.members("Verkeer bij de school") == {FATBIKES}
    assert "Alle kaarten horen bij een onderwerp." in lead.get(f"{board.url}/signals").text


@pytest.mark.parametrize(
    ("change", "standing"),
    [(["park"], "parked"), (["park", "unpark"], "open"), (["confirm"], "confirmed"), (["confirm", "reopen"], "open")],
)
def test_a_subject_is_parked_confirmed_and_taken_back(
    board: Board, lead: CheckedClient, change: list[str], standing: str
) -> None:
    for step in change:
        assert post(lead, change_url(board, WASTE), change=step).status_code == 302
    (found,) = (cluster for cluster in board.map.clusters if cluster.title == WASTE)
    assert found.standing == standing


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"change": "rename", "title": "  "}, "Vul een titel in."),
        ({"change": "rename", "title": "x" * 81}, "hoogstens 80 tekens"),
        ({"change": "merge"}, "Kies met welk onderwerp"),
        ({"change": "merge", "other": "nowhere"}, "staat niet meer op de kaart"),
        ({"change": "move", "target": "signals"}, "Vink eerst de kaarten aan"),
        ({"change": "move", "statements": "a1.1"}, "Kies waar de kaarten naartoe gaan."),
        ({"change": "unpark"}, "staat niet op de parkeerplaats"),
        ({"change": "paint"}, "Kies wat je wilt veranderen."),
        ({}, "Kies wat je wilt veranderen."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    board: Board, lead: CheckedClient, fields: dict[str, str], message: str
) -> None:
    answer = post(lead, change_url(board, WASTE), **fields)
    assert answer.status_code == 422
    assert message in answer.text
    assert maps.history(board.phase) == []


def test_what_was_typed_and_ticked_stays_when_a_change_cannot_be_made(board: Board, lead: CheckedClient) -> None:
    key = board.statement(CAMERAS)
    url = change_url(board, WASTE)
    assert 'value="&lt;b&gt;lang' in post(lead, url, change="rename", title="<b>lang" + "x" * 80).text
    text = post(lead, url, change="move", statements=key, target="new", title="").text
    assert re.search(rf'value="{key}"[^>]*checked', text)
    assert '<option value="new" selected>' in text


@pytest.mark.parametrize("seen", ["", "0-0", "1", "999-1", "x", f"1-{10**20}", f"{10**20}-1", "9" * 5000])
def test_a_post_that_does_not_say_what_it_saw_changes_nothing(board: Board, lead: CheckedClient, seen: str) -> None:
    lead.get(board.url)
    answer = lead.post(change_url(board, WASTE), data={"change": "park", "seen": seen})
    assert answer.status_code == 400
    assert maps.history(board.phase) == []


def test_a_double_click_changes_the_map_once(board: Board, lead: CheckedClient) -> None:
    url = change_url(board, WASTE)
    seen = re.search(r'name="seen" value="([^"]+)"', lead.get(url).text)
    assert seen is not None
    first, second = (lead.post(url, data={"change": "park", "seen": seen.group(1)}) for _click in range(2))
    assert first.status_code == 302
    assert second.status_code in {409, 422}
    assert len(maps.history(board.phase)) == 1


def test_the_second_facilitator_sees_both_and_chooses(board: Board, lead: CheckedClient, sign_in: SignIn) -> None:
    other = sign_in(join(board.project, Role.FACILITATOR).person)
    url = change_url(board, WASTE)
    seen = re.search(r'name="seen" value="([^"]+)"', other.get(url).text)
    assert seen is not None
    post(lead, url, change="rename", title="Afval op straat")
    refused = other.post(url, data={"change": "rename", "title": "Rommel", "seen": seen.group(1)})
    assert refused.status_code == 409
    for words in ("Iemand anders veranderde dit net", WASTE, "Afval op straat", "Jij typte: Rommel", board.author.name):
        assert words in refused.text
    assert board.titles() == {"Afval op straat", YOUTH}
    repeated = refused.text.split('class="buttons"')[1]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', repeated))
    assert other.post(url, data=fields).status_code == 302
    assert board.titles() == {"Rommel", YOUTH}


def test_a_title_is_shown_as_text_never_as_markup(board: Board, lead: CheckedClient) -> None:
    board.change(edits.rename, board.cluster(WASTE), "<script>alert(1)</script> & meer")
    for url in (board.url, f"{board.url}/history", f"{board.url}/confirm", f"{board.url}.svg"):
        assert "<script>alert" not in lead.get(url).text


# History and confirming


def test_the_history_shows_was_and_now_and_an_undo_for_each(board: Board, lead: CheckedClient) -> None:
    board.change(edits.rename, board.cluster(WASTE), "Afval op straat")
    board.change(edits.park, board.cluster(YOUTH))
    text = lead.get(f"{board.url}/history").text
    assert text.index("Geparkeerd") < text.index("Hernoemd")
    for words in (board.author.name, "Was", "Nu", "Afval op straat", WASTE):
        assert words in text
    assert text.count(">Maak ongedaan<") == 2


def test_what_was_undone_stays_in_the_history(board: Board, lead: CheckedClient) -> None:
    board.change(edits.park, board.cluster(WASTE))
    post(lead, f"{board.url}/undo", f"{board.url}/history", sequence="1", back=f"{board.url}/history")
    text = lead.get(f"{board.url}/history").text
    assert "Geparkeerd" in text
    assert "ongedaan gemaakt" in text


def test_all_open_subjects_are_ticked_to_be_confirmed(board: Board, lead: CheckedClient) -> None:
    text = lead.get(f"{board.url}/confirm").text
    assert len(re.findall(r'name="clusters"[^>]*checked', text)) == 2
    answer = post(lead, f"{board.url}/confirm", clusters=[board.cluster(WASTE), board.cluster(YOUTH)])
    assert answer.location == board.url
    assert "De groep heeft dit bevestigd." in lead.get(board.url).text
    assert "bevestigd" in lead.get(cluster_url(board, WASTE)).text


def test_confirming_nothing_is_asked_again(board: Board, lead: CheckedClient) -> None:
    answer = post(lead, f"{board.url}/confirm")
    assert answer.status_code == 422
    assert "Vink minstens één onderwerp aan." in answer.text


def test_more_than_eight_subjects_get_advice_but_are_not_stopped(app: Flask, sign_in: SignIn) -> None:
    lines = [Line(f"Punt {number}", f"Organisatie {number % 4}", f"Onderwerp {number}") for number in range(9)]
    board = make_board(lines)
    client = sign_in(board.author)
    assert "meer dan acht onderwerpen" in client.get(f"{board.url}/confirm").text
    post(client, f"{board.url}/confirm", clusters=[cluster.id for cluster in board.map.clusters])
    assert {cluster.standing for cluster in board.map.clusters} == {Standing.CONFIRMED}


def test_late_statements_are_marked_new_on_their_card(board: Board, lead: CheckedClient) -> None:
    board.change(edits.confirm, board.cluster(WASTE))
    add_draft(board, (*USUAL, Line("Ratten bij de volle containers", "GGD", WASTE)))
    card = lead.get(board.url).text.split('id="subject-')[1]
    assert "1 nieuw" in card
    text = lead.get(cluster_url(board, WASTE)).text
    assert re.search(r"Ratten bij de volle containers <span[^>]*>nieuw", text)
    post(lead, change_url(board, WASTE), change="confirm")
    (found,) = (cluster for cluster in board.map.clusters if cluster.title == WASTE)
    assert found.new_ids == ()


def test_a_strength_nobody_calls_a_problem_stands_apart(app: Flask, sign_in: SignIn) -> None:
    said = [Line(f"De moestuin brengt mensen bij elkaar {n}", f"Org {n}", "Moestuin", Kind.STRENGTH) for n in range(4)]
    board = make_board([*USUAL, *said])
    text = sign_in(board.author).get(board.url).text
    assert text.index("Andere onderwerpen</h2>") < text.index(">Moestuin</a></h3>")


def test_odd_names_of_places_and_ids_are_safe_in_addresses(app: Flask, sign_in: SignIn) -> None:
    place = "Plein & straat / 'hoek'"
    board = make_board([Line(f"Punt {n}", f"Org {n}", "Onderwerp", more={"place": place}) for n in range(3)])
    client = sign_in(board.author)
    client.get(board.url)
    found = client.get(f"{cluster_url(board, 'Onderwerp')}?place={quote(place, safe='')}").text
    assert found.count('<li class="statement"') == 3


def test_a_change_is_counted_in_the_moment_of_the_page(board: Board, lead: CheckedClient) -> None:
    before = maps.moment_of(board.phase)
    operations.change(board.phase, edits.park(board.map, operations.new_id(), board.cluster(WASTE)), board.author)
    assert before is not None
    assert f'value="{before.draft_id}-{before.sequence + 1}"' in lead.get(board.url).text
