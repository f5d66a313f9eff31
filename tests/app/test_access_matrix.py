"""Every route, asked by every role. The table is complete: a route without a row fails."""

from __future__ import annotations

import pytest
from flask import Flask

from app.models import Role
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_person, make_project

LEAD = {Role.FACILITATOR}
FILL_IN = {Role.FACILITATOR, Role.CORE, Role.WIDER}
SEE_MAP = {Role.FACILITATOR, Role.CORE, Role.RESEARCHER}
SEE = set(Role)

ANYBODY = {
    "accounts.ask_for_link", "accounts.link", "accounts.set_language", "accounts.sign_in", "accounts.sign_out",
    "bootstrap.static", "static", "system.health",
    "phones.answer", "phones.join", "phones.now", "phones.phone", "phones.type_code",
}  # fmt: skip
SIGNED_IN = {"accounts.alive", "projects.index", "projects.new"}  # who may not start a traject is told so there
IN_A_PROJECT: dict[str, set[Role]] = {
    **dict.fromkeys(
        [
            "meetings.index", "meetings.minutes", "meetings.minutes_text", "meetings.show",
            "projects.figures", "projects.people", "projects.show", "projects.step",
            "results.action", "results.calendar", "results.decision", "results.gap", "results.gaps", "results.goal",
            "results.show",
        ],
        SEE,
    ),
    **dict.fromkeys(
        [
            "questionnaires.accept_agreement", "questionnaires.add_note", "questionnaires.advise",
            "questionnaires.check", "questionnaires.hub", "questionnaires.page",
            "questionnaires.receipt", "questionnaires.save_answer", "questionnaires.take_back",
        ],
        FILL_IN,
    ),
    **dict.fromkeys(
        [
            "overview.cluster", "overview.figures", "overview.show_links", "overview.picture", "overview.show",
            "overview.show_balance",
            "overview.statement",
            "overview.statements",
            "results.choose", "results.evaluation", "results.parked", "results.proposals",
        ],
        SEE_MAP,
    ),
    **dict.fromkeys(
        [
            "editor.add", "editor.both", "editor.change", "editor.index", "editor.page", "editor.question",
            "editor.reset",
            "behalf.advise", "behalf.begin",
            "behalf.check", "behalf.hub", "behalf.page", "behalf.receipt", "behalf.save_answer",
            "behalf.take_back",
            "meetings.edit", "meetings.new", "meetings.plan", "meetings.remove", "meetings.report",
            "meetings.arrive", "meetings.begin", "meetings.close",
            "phones.ask", "phones.desk", "phones.let_in", "phones.live", "phones.screen", "phones.shut",
            "overview.change", "overview.check", "overview.confirm", "overview.history", "overview.grain",
            "presenting.notes", "presenting.quotes", "presenting.review", "presenting.show",
            "overview.questions",
            "overview.refresh",
            "overview.signals", "overview.undo", "overview.restore", "overview.at_present", "overview.replay",
            "projects.add_figure", "projects.add_person", "projects.add_several", "projects.change_person",
            "projects.edit", "projects.end_participation", "projects.figure", "projects.person_link", "projects.place",
            "projects.places", "projects.remove_figure", "projects.remove_place", "projects.resume_participation",
            "projects.reword", "projects.set_status",
            "questionnaires.paper", "questionnaires.preview",
            "results.act_on_idea", "results.change_goal", "results.drop_goal", "results.drop_problem",
            "results.edit_action", "results.edit_goal", "results.evaluate", "results.new_action",
            "results.new_decision", "results.new_gap", "results.new_goal", "results.next_phase", "results.park_idea",
            "results.problem", "results.take_gap", "results.take_goal",
            "uploads.columns", "uploads.new", "uploads.preview", "uploads.remove",
        ],
        LEAD,
    ),
}  # fmt: skip
# Reading is for more roles than changing is.
ON_POST: dict[str, set[Role]] = {"overview.cluster": LEAD}
# Nothing has these numbers: somebody with the right learns that, somebody without it does not get that far.
NOTHING = {"meeting_id": 987, "goal_id": 987, "figure_id": 987, "place_id": 987, "member_id": 987, "number": 987}


def routes(app: Flask) -> list[tuple[str, str, set[str]]]:
    """Every route in a traject: endpoint, rule and the methods that do something."""
    return [
        (rule.endpoint, rule.rule, (rule.methods or set()) & {"GET", "POST"})
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in ANYBODY | SIGNED_IN
    ]


def test_every_route_has_a_row(app: Flask) -> None:
    assert {endpoint for endpoint, _, _ in routes(app)} == set(IN_A_PROJECT)
    assert all("<int:project_id>" in rule for _, rule, _ in routes(app))


def test_nobody_without_a_session_gets_in(app: Flask, client: CheckedClient) -> None:
    project = make_project()
    for endpoint, url, method in calls(app, project.id):
        client.get("/sign-in")
        response = client.open(url, method=method)
        assert response.status_code == 302, endpoint
        assert response.location.startswith("/sign-in?next="), endpoint


def test_somebody_of_another_traject_learns_nothing(app: Flask, sign_in: SignIn) -> None:
    project, other = make_project(), make_project("Iets anders")
    stranger = sign_in(join(other, Role.FACILITATOR).person)
    for endpoint, url, method in calls(app, project.id):
        stranger.get(f"/projects/{other.id}")
        assert stranger.open(url, method=method).status_code == 404, endpoint


def test_somebody_who_left_gets_no_further(app: Flask, sign_in: SignIn) -> None:
    membership = join(make_project(), Role.FACILITATOR)
    browser = sign_in(membership.person)
    membership.left_at = membership.joined_at
    assert browser.get(f"/projects/{membership.project_id}").status_code == 404


@pytest.mark.parametrize("role", Role)
def test_a_role_gets_what_the_table_says_and_no_more(app: Flask, sign_in: SignIn, role: Role) -> None:
    project = make_project()
    browser = sign_in(join(project, role).person)
    for endpoint, url, method in calls(app, project.id):
        browser.get(f"/projects/{project.id}")
        status = browser.open(url, method=method).status_code
        allowed = ON_POST.get(endpoint, IN_A_PROJECT[endpoint]) if method == "POST" else IN_A_PROJECT[endpoint]
        if role in allowed:
            assert status in {200, 302, 303, 400, 404, 409, 415, 422}, (endpoint, method, status)
        else:
            assert status == 403, (endpoint, method, status)


def test_only_who_may_facilitate_starts_a_traject(sign_in: SignIn) -> None:
    assert sign_in(make_person()).get("/projects/new").status_code == 403
    assert sign_in(make_person(may_facilitate=True)).get("/projects/new").status_code == 200


def calls(app: Flask, project_id: int) -> list[tuple[str, str, str]]:
    """Every route of a traject with every method it has: endpoint, address, method."""
    found = []
    with app.test_request_context():
        for endpoint, rule, methods in routes(app):
            values = {**NOTHING, "project_id": project_id, "phase": 1, "step": 2}
            address = rule
            for name, value in values.items():
                address = address.replace(f"<int:{name}>", str(value))
            while "<" in address:
                start, end = address.index("<"), address.index(">")
                inner = address[start + 1 : end]
                address = address[:start] + ("987" if inner.startswith("int:") else "nothing") + address[end + 1 :]
            found += [(endpoint, address, method) for method in sorted(methods)]
    return found
