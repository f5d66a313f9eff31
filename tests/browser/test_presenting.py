"""The big screen in a real browser: keys, the facilitator's own window, and a network that goes away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Service
from tests.browser.test_entered_for import come_in

pytestmark = pytest.mark.browser

SCREEN = {"width": 1280, "height": 720}
SHOW = "/projects/1/phases/2/map/show"


def test_a_show_goes_by_keys_is_driven_from_another_window_and_survives_the_wifi(
    service: Service, open_page: OpenPage
) -> None:
    notes = come_in(open_page(SCREEN), service.demo_links()["facilitator"])
    screen = notes.context.new_page()
    screen.goto(service.url + SHOW)
    ids = screen.locator(".slide").evaluate_all("slides => slides.map(slide => slide.id)")
    on = screen.locator(".slide.is-on")
    assert ids[0] == "start"
    assert ids[-1] == "decide"
    size = "all => Math.min(...all.map(one => parseFloat(getComputedStyle(one).fontSize)))"
    for number, name in enumerate(ids):
        expect(on).to_have_attribute("id", name)
        assert screen.evaluate("document.documentElement.scrollHeight <= innerHeight"), name
        assert on.locator("*:not(svg *)").evaluate_all(size) >= 28, name
        screen.keyboard.press("PageDown" if number % 2 else "ArrowRight")
    screen.keyboard.press("Home")
    screen.keyboard.type("3")
    screen.keyboard.press("Enter")
    expect(on).to_have_attribute("id", ids[2])
    screen.reload()
    expect(on).to_have_attribute("id", ids[2])
    screen.keyboard.press("b")
    expect(screen.locator("#blank")).to_be_visible()
    screen.keyboard.press("b")

    notes.goto(service.url + SHOW + "/notes")
    notes.get_by_role("button", name="Volgende", exact=True).click()
    expect(on).to_have_attribute("id", ids[3])
    screen.bring_to_front()
    screen.keyboard.press("End")
    expect(notes.locator("#now")).to_have_text("Wat besluiten we?")
    notes.get_by_role("button", name="Begin").click()
    expect(notes.locator("#left")).to_have_text(re.compile(r"nog \d+ minuten"))
    notes.get_by_role("button", name="Pauze").click()
    mine = notes.get_by_role("textbox", name="Mijn aantekeningen")
    mine.fill("Eerst de school")
    notes.reload()
    expect(notes.locator("#left")).to_contain_text("gepauzeerd")
    expect(mine).to_have_value("Eerst de school")

    screen.bring_to_front()
    screen.context.set_offline(True)
    expect(screen.locator("#away")).to_contain_text("Geen verbinding. Dit is de stand van ", timeout=10_000)
    screen.keyboard.press("Home")
    expect(on).to_have_attribute("id", "start")
    screen.context.set_offline(False)
    expect(screen.locator("#away")).to_be_hidden(timeout=10_000)
