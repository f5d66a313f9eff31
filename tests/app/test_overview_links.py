"""The pages beside the map: how subjects hang together, what the area can carry, and figures that people recognise."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.extensions import db
from app.models import Indicator
from app.overview.fields import fields_of
from app.projects.disciplines import disciplines
from synthesis import edits
from tests.app.overview_factories import WASTE, YOUTH
from tests.app.results_factories import Table, make_table, sent
from tests.checked_client import CheckedClient
from tests.conftest import SignIn


@pytest.fixture
def table(app: Flask) -> Table:
    return make_table()


@pytest.fixture
def lead(table: Table, sign_in: SignIn) -> CheckedClient:
    return sign_in(table.author)


def link(table: Table, member, kind: str = "reinforce", repeat: int = 0) -> None:
    """Somebody says that the two subjects hang together."""
    one, other = table.cluster(WASTE), table.cluster(YOUTH)
    place = ("", repeat)
    sent(member, table.phase, {("3.4a", *place): one, ("3.4b", *place): other, ("3.4c", *place): kind})


def test_a_link_of_one_organisation_is_dotted_and_of_two_a_line(table: Table, lead: CheckedClient) -> None:
    link(table, table.voters[0])
    text = lead.get(f"{table.url}/links").text
    assert "stroke-dasharray" in text
    assert "versterken elkaar" in text
    assert table.voters[0].organisation.name in text[text.index("Wie dit zien") :]
    link(table, table.voters[1])
    assert "stroke-dasharray" not in lead.get(f"{table.url}/links").text


def test_who_may_not_see_names_reads_how_many(table: Table, sign_in: SignIn) -> None:
    link(table, table.voters[0])
    text = sign_in(table.voters[1].person).get(f"{table.url}/links").text
    row = text[text.index("versterken elkaar") :].split("</tr>")[0]
    assert "1 organisatie" in row
    assert table.voters[0].organisation.name not in text


def test_a_link_follows_a_subject_that_was_merged(table: Table, lead: CheckedClient) -> None:
    link(table, table.voters[0])
    table.change(edits.merge, (table.cluster(WASTE), table.cluster(YOUTH)), "")
    assert "stroke-dasharray" not in lead.get(f"{table.url}/links").text, "a subject does not lead to itself"


def test_what_the_area_can_carry_is_a_spread_and_never_a_mean(table: Table, lead: CheckedClient) -> None:
    for member, load in zip(table.voters, ("5", "5", "2", "unknown"), strict=False):
        sent(member, table.phase, {"3.5a": load, "3.5b": "3"})
    text = lead.get(f"{table.url}/links").text
    section = text[text.index("draaglast") :]
    assert re.search(r'5 \(te zwaar\)</th><td class="number">2</td>', section)
    assert re.search(r'weet ik niet</th><td class="number">1</td>', section)


def test_of_fewer_than_three_organisations_no_spread_is_shown(table: Table, lead: CheckedClient) -> None:
    for member in table.voters[:2]:
        sent(member, table.phase, {"3.5a": "5", "3.5b": "3"})
    assert "draaglast" not in lead.get(f"{table.url}/links").text


def test_each_subject_has_a_bar_of_the_fields_that_name_it(table: Table, lead: CheckedClient) -> None:
    table.voters[0].discipline = "police-community"
    db.session.commit()
    text = lead.get(f"{table.url}/links").text
    section = text[text.index("Uit welk werkveld") :]
    assert section.count("<rect class=") >= 2
    assert f'href="{table.url}/clusters/{table.cluster(WASTE)}#statements">5</a>' in section


def test_the_number_of_a_field_opens_the_cards_of_its_organisations(table: Table, lead: CheckedClient) -> None:
    inside = next(cluster for cluster in table.map.clusters if cluster.title == WASTE).statement_ids
    spoke = {said.answer.organisation for said in table.map.statements if said.id in inside}
    one = next(member for member in table.project.memberships if member.organisation.name in spoke)
    one.discipline = "police-community"
    db.session.commit()
    card = lead.get(table.url).text
    address = re.search(rf'href="([^"]+clusters/{table.cluster(WASTE)}\?field=\d+#statements)"', card)
    assert address
    shown = lead.get(address[1].partition("#")[0]).text
    mine = [said for said in table.map.statements if said.answer.organisation == one.organisation.name]
    others = [said for said in table.map.statements if said.answer.organisation not in {one.organisation.name, ""}]
    assert any(f'id="statement-{said.id}"' in shown for said in mine if said.id in inside)
    assert not any(f'id="statement-{said.id}"' in shown for said in others)


def test_who_may_not_know_who_said_what_sees_no_fields(table: Table, sign_in: SignIn) -> None:
    browser = sign_in(table.voters[1].person)
    assert "field-bar" not in browser.get(table.url).text
    links = browser.get(f"{table.url}/links").text
    assert "field-bar" not in links
    assert "ziet in dit traject alleen de gespreksleider" in links


def test_seven_fields_have_a_colour_each_and_from_the_eighth_on_the_smallest_are_one(table: Table) -> None:
    values = [rows[0][0] for rows in disciplines("nl").values()]
    for member, value in zip(table.project.memberships, values, strict=False):
        member.discipline = value
    db.session.commit()
    found = fields_of(table.phase, table.map)
    assert len(found.all) <= 7
    for cluster in table.map.clusters:
        speakers = {said.answer.organisation for said in table.map.statements if said.id in cluster.statement_ids} - {
            ""
        }
        assert sum(found.named[cluster.id]) == len(speakers)


def test_a_figure_that_two_organisations_do_not_recognise_is_one_to_talk_about(
    table: Table, lead: CheckedClient
) -> None:
    figure = Indicator(project_id=table.project.id, label="Meldingen grofvuil", value="40", period="2025", source="MOR")
    db.session.add(figure)
    db.session.commit()
    assert "Nog niemand zei of dit klopt." in lead.get(f"{table.url}/figures").text
    for member, said in zip(table.voters, ("no", "no", "yes"), strict=False):
        sent(member, table.phase, {("2.5a", str(figure.id), 0): said, ("2.5b", str(figure.id), 0): f"want {said}"})
    text = lead.get(f"{table.url}/figures").text
    assert "bespreken" in text
    assert "want yes" in text
