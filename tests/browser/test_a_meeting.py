"""A whole meeting: two facilitators and three phones, from who is there to the minutes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, OpenPage, Service
from tests.browser.people import follow
from tests.browser.test_entered_for import come_in

pytestmark = pytest.mark.browser

PHASE = "/projects/1/phases/2"
MEETING = f"{PHASE}/meetings/8"
NAME = "De eerste naam van deze middag"


def test_a_meeting_from_who_is_there_to_the_minutes(service: Service, open_page: OpenPage) -> None:
    lead = come_in(open_page(LAPTOP), service.demo_links()["facilitator"])
    other = second_facilitator(service, lead, open_page)

    lead.goto(service.url + MEETING)
    follow(lead, lead.get_by_role("link", name="Begin de bijeenkomst"))
    for box in lead.get_by_role("checkbox").all()[:6]:
        box.check()
    follow(lead, lead.get_by_role("button", name="Begin de bijeenkomst"))
    follow(lead, lead.get_by_role("button", name="Yassine El Khattabi is er"))
    expect(lead.get_by_role("heading", name="Dit weten we nog niet")).to_be_visible()

    phones = asked_by_phone(service, lead, open_page)
    on_the_big_screen(service, lead)

    lead.goto(service.url + PHASE + "/map")
    other.goto(service.url + PHASE + "/map")
    lead.keyboard.press("ArrowDown")
    lead.keyboard.press("h")
    lead.keyboard.type(NAME)
    lead.keyboard.press("Enter")
    expect(lead.locator("#last-change")).to_contain_text(NAME)
    expect(other.get_by_role("heading", name=NAME)).to_be_visible(timeout=15_000)
    card = f"#{lead.evaluate('document.activeElement.id')}"
    other.locator(card).focus()
    other.keyboard.press("1")
    expect(lead.locator(f"{card} .tag.mark")).to_contain_text("klopt", timeout=15_000)

    lead.goto(service.url + PHASE + "/results/decisions/new")
    lead.get_by_label("Voorstel").fill("Wij beginnen bij het plein.")
    lead.get_by_role("button", name="Zet de rest op ‘ja’").click()
    lead.locator("input[name=outcome][value=decided]").check()
    follow(lead, lead.get_by_role("button", name="Leg het besluit vast"))
    expect(lead.get_by_role("heading", name="Wie erbij waren")).to_be_visible()

    lead.goto(service.url + MEETING)
    follow(lead, lead.get_by_role("button", name="Sluit de bijeenkomst af"))
    minutes = lead.locator(".minutes")
    expect(minutes.locator(".changed")).to_contain_text("Was: ")
    for words in ("Yassine El Khattabi", "Wij beginnen bij het plein.", f"heet nu {NAME}", f"Klopt: {NAME}"):
        expect(minutes).to_contain_text(words)
    expect(lead.get_by_role("textbox", name="Tekst voor een e-mail")).to_have_value(
        re.compile(f"heet nu\\s+{NAME[:9]}")
    )
    expect(phones[0].locator("#question")).to_contain_text("Deze bijeenkomst is afgesloten.", timeout=15_000)


def second_facilitator(service: Service, lead: Page, open_page: OpenPage) -> Page:
    """A colleague becomes a facilitator too, and comes in with a personal link."""
    links = service.demo_links()["respondents"]
    link = next(one["url"] for one in links if one["name"].startswith("Abena"))
    lead.goto(service.url + "/projects/1/people")
    follow(lead, lead.get_by_role("link", name="Wijzigen Abena Owusu"))
    lead.locator("input[name=role][value=facilitator]").check()
    follow(lead, lead.get_by_role("button", name="Opslaan"))
    return come_in(open_page(LAPTOP), link)


def on_the_big_screen(service: Service, lead: Page) -> None:
    """The page of the phones sends the presentation, in another window, to the slide of the phones."""
    show = lead.context.new_page()
    show.goto(service.url + PHASE + "/map/show")
    expect(show.locator(".slide.is-on")).to_have_attribute("id", "start")
    lead.get_by_role("button", name="Ga naar die dia").click()
    expect(show.locator("#phones.is-on")).to_contain_text("3 van 3 telefoons")
    show.close()


def asked_by_phone(service: Service, lead: Page, open_page: OpenPage) -> list[Page]:
    """Three phones join by the address under the code, and answer what is asked; the screen shows what they say."""
    lead.goto(service.url + MEETING + "/phones")
    follow(lead, lead.get_by_role("button", name="Laat telefoons meedoen"))
    address = lead.locator(".phone-code strong").inner_text()
    phones = [open_page(PHONE) for _ in range(3)]
    for phone in phones:
        phone.goto(address)
        phone.get_by_label("In welk werkveld werk je?").select_option(index=1)
        follow(phone, phone.get_by_role("button", name="Doe mee"))
    follow(lead, lead.get_by_role("button", name="Zet de vraag op de telefoons"))
    for phone in phones:
        phone.get_by_role("button", name="ja", exact=True).click(timeout=15_000)
        expect(phone.locator("#question")).to_contain_text("Je antwoord is binnen.")
    expect(lead.locator(".phone-results")).to_contain_text("3 van 3 telefoons", timeout=15_000)
    expect(lead.locator(".phone-results tr", has_text="ja")).to_contain_text("3")
    return phones
