"""A facilitator enters a paper form in a real browser, and the person finds it on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, OpenPage, Service
from tests.browser.people import follow

pytestmark = pytest.mark.browser

NAME = "Sharmila Ramdin"
STEP = "/projects/1/phases/2/steps/3"
DOUBT = "Of de cijfers over schimmel kloppen."


def test_a_paper_form_is_entered_and_found_by_its_person(service: Service, open_page: OpenPage) -> None:
    links = service.demo_links()
    lead = come_in(open_page(LAPTOP), links["facilitator"])
    lead.goto(service.url + STEP)
    follow(lead, lead.get_by_role("link", name=re.compile(f"Namens invullen.*{NAME}")))
    lead.get_by_label("Papier").check()
    follow(lead, lead.get_by_role("button", name="Verder naar de vragen"))
    follow(lead, lead.get_by_role("link", name="Waar je aan twijfelt"))
    lead.get_by_label("Waar twijfel je aan?").first.fill(DOUBT)
    expect(lead.get_by_text("Opgeslagen om").first).to_be_visible()

    someone = next(one["url"] for one in links["respondents"] if one["name"] == NAME)
    phone = come_in(open_page(PHONE), someone)
    phone.goto(f"{service.url}{STEP}/form/doubts")
    agree = phone.get_by_role("button", name="Ik ga hiermee akkoord")
    if agree.count():
        follow(phone, agree)
        phone.goto(f"{service.url}{STEP}/form/doubts")
    expect(phone.get_by_text("heeft dit voor je ingevuld. Bron: papier.")).to_be_visible()
    expect(phone.get_by_label("Waar twijfel je aan?").first).to_have_value(DOUBT)
    phone.get_by_label("Waar twijfel je aan?").first.fill("Of het alleen om schimmel gaat.")
    expect(phone.get_by_text("Opgeslagen om").first).to_be_visible()

    lead.goto(service.url + STEP)
    expect(lead.locator(".for-others li", has_text=NAME)).to_contain_text("is zelf begonnen")


def come_in(page: Page, link: str) -> Page:
    """Open a personal link and press its button."""
    page.goto(link)
    follow(page, page.locator("main").get_by_role("button"))
    return page
