"""What axe-core finds on the demo's pages: nothing, on a phone in Dutch and on a laptop in English."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import LAPTOP, PHONE, OpenPage, Service

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
    "/projects/1/phases/2/map/history",
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
    assert found == []


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
