"""What axe-core finds on the demo's pages: nothing, on a phone in Dutch and on a laptop in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app.extensions import db
from app.models import Membership, Step, StepStatus, Submission
from app.models.types import now
from app.questionnaires.operations import save_answers, start
from forms.keys import AnswerKey
from tests.app.questionnaires_factories import point
from tests.browser.conftest import LAPTOP, PHONE, OpenPage, Service
from tests.browser.people import follow
from tests.browser.stopping import Form, StoppableService, running

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FACILITATORS = [
    "/",
    "/projects/new",
    "/projects/1",
    "/projects/1/people",
    "/projects/1/people/add",
    "/projects/1/places",
    "/projects/1/figures",
    "/projects/1/phases/2/steps/3",
    "/projects/1/phases/2/steps/3/questions",
    "/projects/1/phases/2/steps/4/questions",
    "/projects/1/phases/2/steps/4/questions/words/4.4a",
    "/projects/1/phases/2/steps/4/questions/pages/choice/add",
    "/projects/1/phases/2/steps/4/questions/both",
    "/projects/1/phases/2/steps/3/form/for/10/begin",
    "/projects/1/phases/2/steps/3/upload",
    "/projects/1/phases/2/meetings",
    "/projects/1/phases/2/meetings/plan",
    "/projects/1/phases/2/map",
    "/projects/1/phases/2/map/balance",
    "/projects/1/phases/2/map/confirm",
    "/projects/1/phases/2/map/links",
    "/projects/1/phases/2/map/figures",
    "/projects/1/phases/2/map/check",
    "/projects/1/phases/2/map/history",
    "/projects/1/phases/2/map/history/1",
    "/projects/1/phases/2/map/show",
    "/projects/1/phases/2/map/show/notes",
    "/projects/1/phases/2/meetings/8",
    "/projects/1/phases/2/meetings/8/open",
    "/projects/1/phases/2/meetings/8/phones",
    "/projects/1/phases/2/meetings/8/phones/screen",
    "/projects/1/phases/2/meetings/5/minutes",
    "/projects/1/phases/2/results/gaps",
    "/projects/1/phases/2/results/choose",
    "/projects/1/phases/1/results",
    "/projects/1/phases/1/results/evaluation",
    "/projects/1/phases/2/results/decisions/new",
]
RESPONDENTS = [
    "/projects/1",
    "/projects/1/phases/2/steps/3/form",
    "/projects/1/phases/2/steps/3/form/top-three",
    "/projects/1/phases/2/steps/3/form/links",
    "/projects/1/phases/2/steps/3/form/carrying",
    "/projects/1/phases/2/steps/3/form/check",
    "/projects/1/phases/2/steps/2/form",
]


def findings(page: Page) -> list[str]:
    """Each rule that is broken, with where."""
    results = Axe().run(page, options=RULES)
    return [
        f"{page.url}: {broken['id']}: {', '.join(str(node['target']) for node in broken['nodes'][:3])}"
        for broken in results.response["violations"]
    ]


@pytest.mark.parametrize(("size", "language"), [(PHONE, "nl"), (LAPTOP, "en")], ids=["phone, Dutch", "laptop, English"])
def test_axe_finds_nothing(service: Service, open_page: OpenPage, size: dict[str, int], language: str) -> None:
    links = service.demo_links()
    found: list[str] = []
    # Naomi has not begun step 3, so her pages are as people first see them.
    someone = next(one["url"] for one in links["respondents"] if one["name"].startswith("Naomi"))
    for link, paths in ((links["facilitator"], FACILITATORS), (someone, RESPONDENTS)):
        page = open_page(size)
        page.goto(link)
        found += findings(page)
        page.locator("main").get_by_role("button").click()
        page.wait_for_url("**/projects/**")
        other = page.locator(f".top button[value={language}]")
        if other.count():  # the language that is not shown now
            other.click()
            page.wait_for_selector(f"html[lang={language}]")
        for path in paths:
            page.goto(service.url + path)
            found += findings(page)
        speak_dutch(page, service)
    assert found == []


def speak_dutch(page: Page, service: Service) -> None:
    """The language stays with the account, and the other tests read this demo in Dutch."""
    page.goto(service.url)
    dutch = page.locator(".top button[value=nl]")
    if dutch.count():
        dutch.click()
        page.wait_for_selector("html[lang=nl]")


def test_no_page_scrolls_sideways_on_a_small_phone(service: Service, open_page: OpenPage) -> None:
    page = open_page({"width": 320, "height": 640})
    page.goto(service.demo_links()["facilitator"])
    page.locator("main").get_by_role("button").click()
    page.wait_for_url("**/projects/**")
    too_wide = []
    for path in FACILITATORS:
        page.goto(service.url + path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(path)
    assert too_wide == []


@pytest.fixture(scope="module")
def filling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StoppableService, Form]]:
    """Somebody who named a resident, typed too much and left questions open."""
    with running(tmp_path_factory.mktemp("accessible")) as service:
        form = service.make_form()
        with service.inside():
            step, member = db.session.get_one(Step, form.step_id), db.session.get_one(Membership, form.member_id)
            long = "Mevrouw De Vries zag grofvuil op het plein. " * 10
            save_answers(start(step, member), point(long) | {AnswerKey("2.4b"): "een stuk of 3"})
            save_answers(start(step, member), {AnswerKey("2.1b"): ""})
        yield service, form


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_on_a_form_with_errors(
    filling: tuple[StoppableService, Form], open_page: OpenPage, width: int
) -> None:
    service, form = filling
    page = open_page({"width": width, "height": 800})
    page.goto(service.new_link(form))
    follow(page, page.locator("main").get_by_role("button"))
    found: list[str] = []
    for language in ("nl", "en"):
        other = page.locator(f".top button[value={language}]")
        if other.count():
            follow(page, other)
        for path in ("", "/own-figures?check=1", "/check"):
            page.goto(form.url + path)
            found += problems(page)
        assert page.locator("[aria-labelledby=missing-title] li").count() >= 3
        page.goto(form.url + "/observations?check=1")
        assert page.locator(".error-summary li").count() >= 1
        assert page.locator(".advice mark").count() >= 1
        page.locator(".advice summary").first.click()
        found += problems(page)
        set_status(service, form, StepStatus.CLOSED)
        try:
            page.goto(form.url)
            assert page.locator("textarea[name=note]").count() == 1
            found += problems(page)
        finally:
            set_status(service, form, StepStatus.OPEN)
            page.goto(form.url)
    assert found == []


def problems(page: Page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return findings(page) + ([f"{page.url}: scrolls sideways"] if wide else [])


def set_status(service: StoppableService, form: Form, status: StepStatus) -> None:
    with service.inside():
        db.session.get_one(Step, form.step_id).status = status
        sent = now() if status is StepStatus.CLOSED else None  # only who sent a form may correct it
        db.session.query(Submission).filter_by(step_id=form.step_id).update({"submitted_at": sent})
        db.session.commit()
