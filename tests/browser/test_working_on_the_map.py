"""The map in a meeting: one hand on the keyboard, two facilitators at once, and a network that goes away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, Service
from tests.browser.people import follow
from tests.browser.test_entered_for import come_in

pytestmark = pytest.mark.browser

MAP = "/projects/1/phases/2/map"
# What the browser itself writes down where the network is away or a change is refused, as both are here on purpose.
MEANT = re.compile(r"ERR_INTERNET_DISCONNECTED|status of (409|422)")

Desk = Callable[[], Page]


@pytest.fixture
def desk(service: Service, browser: Browser) -> Iterator[Desk]:
    """A laptop of a facilitator with the map on it. A script error, or anything blocked, fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(text: str) -> None:
        if not MEANT.search(text):
            complaints.append(text)

    def start() -> Page:
        context = browser.new_context(viewport=LAPTOP, locale="nl-NL", reduced_motion="reduce")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: note(str(error)))
        page.on("console", lambda line: note(line.text) if line.type == "error" else None)
        come_in(page, service.demo_links()["facilitator"])
        page.goto(service.url + MAP)
        return page

    yield start
    for context in contexts:
        context.close()
    assert not complaints


def cards(page: Page) -> list[str]:
    """The ids of the cards, in the order in which they stand."""
    return page.locator("article.subject").evaluate_all("cards => cards.map(card => card.id)")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_the_map_is_changed_by_keyboard_alone_and_no_other_card_moves(desk: Desk) -> None:
    page = desk()
    order, keys = cards(page), page.keyboard
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    second = focused(page)
    assert second == order[1]
    title = page.locator(f"#{second} h3").inner_text()

    keys.press("h")
    keys.type("Met één hand hernoemd")
    keys.press("Enter")
    bar = page.locator("#last-change")
    expect(bar).to_contain_text(f"Hernoemd: {title} heet nu Met één hand hernoemd.")
    expect(bar).to_contain_text("Was: ")
    assert focused(page) == second

    keys.press("3")
    expect(page.locator(f"#{second} .tag.mark")).to_contain_text("uitzoeken")
    keys.press("n")
    keys.type("Dat zei iemand hier in de zaal")
    keys.press("Enter")
    expect(bar).to_contain_text("‘Dat zei iemand hier in de zaal’")

    keys.press("p")
    expect(page.locator(f"#parked #{second}")).to_be_visible()
    keys.press("z")
    expect(page.locator(f"#problems #{second}")).to_be_visible()
    assert cards(page) == order

    keys.press("s")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(bar).to_contain_text("Samengevoegd: Met één hand hernoemd en ")
    assert len(cards(page)) == len(order) - 1
    for what in ("samengevoegd", "toegevoegd", "uitzoeken", "hernoemd"):
        keys.press("z")
        expect(bar).to_contain_text(f"Ongedaan gemaakt: {what}")
    assert cards(page) == order


def test_the_bar_of_the_last_change_leaves_after_ten_seconds_unless_somebody_is_at_it(desk: Desk) -> None:
    page = desk()
    page.clock.install()
    page.reload()
    page.keyboard.press("ArrowDown")
    for _round in range(2):  # each change brings the bar again, without leaving the page
        page.keyboard.press("1")
        bar = page.locator("#last-change")
        expect(bar).to_be_visible()
        page.clock.run_for(11_000)
        expect(bar).to_be_hidden()
    page.keyboard.press("2")
    bar.get_by_role("button").focus()
    page.clock.run_for(11_000)
    expect(bar).to_be_visible()
    bar.get_by_role("button").press("Enter")
    expect(page.locator(f"#{cards(page)[0]} .tag.mark")).to_have_count(0)


def test_a_card_that_may_point_at_a_resident_comes_back_with_what_was_typed(desk: Desk) -> None:
    page = desk()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    page.keyboard.type("Mevrouw De Vries van nummer 12 durft niet naar buiten")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_contain_text("Misschien herken je hieraan een bewoner")
    expect(page.get_by_label("Wat is er gezegd?")).to_have_value(re.compile("Mevrouw De Vries"))
    page.get_by_label("Wat is er gezegd?").fill("Een bewoner durft niet naar buiten")
    follow(page, page.get_by_role("button", name="Leg de kaart erbij"))
    expect(page.locator("#last-change")).to_contain_text("‘Een bewoner durft niet naar buiten’")
    page.locator("#last-change").get_by_role("button").click()
    expect(page.locator("#last-change")).to_contain_text("Ongedaan gemaakt: toegevoegd")


def test_changes_wait_while_the_network_is_away_and_are_done_in_order_when_it_is_back(desk: Desk) -> None:
    page = desk()
    first = cards(page)[0]
    page.context.set_offline(True)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("1")
    expect(page.locator("#waiting")).to_contain_text("Er wacht 1 wijziging")
    page.locator(f"#{first}").focus()
    page.keyboard.press("h")
    page.keyboard.type("Zonder netwerk hernoemd")
    page.keyboard.press("Enter")
    expect(page.locator("#waiting")).to_contain_text("Er wachten 2 wijzigingen")
    page.context.set_offline(False)
    expect(page.locator(f"#{first} h3")).to_have_text("Zonder netwerk hernoemd")
    expect(page.locator(f"#{first} .tag.mark")).to_contain_text("klopt")
    expect(page.locator("#waiting")).to_be_hidden()
    page.locator("body").press("z")
    expect(page.locator("#last-change")).to_contain_text("Ongedaan gemaakt: hernoemd")
    page.locator("body").press("z")
    expect(page.locator(f"#{first} .tag.mark")).to_have_count(0)


def test_the_second_of_two_facilitators_sees_what_changed_and_chooses(desk: Desk) -> None:
    one, other = desk(), desk()
    first, third = cards(one)[0], cards(one)[2]
    # The other is typing a name for the first card when the one renames it, and marks the third.
    other.locator(f"#{first}").focus()
    other.keyboard.press("h")
    other.keyboard.type("De naam van de tweede")
    one.locator(f"#{first}").focus()
    one.keyboard.press("h")
    one.keyboard.type("De naam van de eerste")
    one.keyboard.press("Enter")
    expect(one.locator(f"#{first} h3")).to_have_text("De naam van de eerste")
    one.locator(f"#{third}").focus()
    one.keyboard.press("2")

    # The other page follows by itself, but for the card in which somebody types.
    expect(other.locator(f"#{third} .tag.mark")).to_contain_text("klopt niet")
    expect(other.locator(f"#{first} input[name=title]")).to_have_value("De naam van de tweede")
    other.keyboard.press("Enter")
    expect(other.locator("h1")).to_have_text("Iemand anders veranderde dit net")
    expect(other.locator("main")).to_contain_text("De naam van de eerste")
    follow(other, other.get_by_role("button", name="Doe mijn wijziging toch"))
    expect(one.locator(f"#{first} h3")).to_have_text("De naam van de tweede")
