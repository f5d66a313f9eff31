"""What people do in their browsers, in a few words each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, OpenPage, Service

PASSWORD = "een heel lang wachtwoord"


def follow(page: Page, target: Locator) -> None:
    """Press something that leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        target.click()


@dataclass
class Facilitator:
    """Somebody at a laptop who leads a traject."""

    page: Page
    service: Service
    project: str = ""

    def go(self, path: str) -> Page:
        """Open a page of the traject."""
        self.page.goto(self.service.url + self.project + path)
        return self.page

    def press(self, name: str) -> None:
        """Press a button, and be on the page that follows."""
        # A button may say more to a screen reader: "Maak ongedaan: Hernoemd naar …".
        follow(self.page, self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first)

    def set_step(self, number: int, button: str, phase: int = 1) -> None:
        """Open, close or confirm a step."""
        self.go(f"/phases/{phase}/steps/{number}")
        self.press(button)

    def add(self, name: str, organisation: str, email: str) -> str:
        """Add somebody to the core group and make a link for them."""
        self.go("/people/add")
        self.page.get_by_label("Naam").fill(name)
        self.page.get_by_label("E-mailadres").fill(email)
        self.page.get_by_label("Organisatie").fill(organisation)
        self.page.locator("input[name=role][value=core]").check()
        self.press("Toevoegen")
        if not self.page.url.endswith("/link"):
            self.go("/people")
            follow(self.page, self.page.get_by_role("link", name=f"Persoonlijke link voor {name}"))
        self.press("Maak een link")
        return self.page.locator("#url").input_value()

    def decide(self, text: str, phase: int = 1) -> None:
        """Record a decision about everything that waits for one, with a yes of everybody."""
        self.go(f"/phases/{phase}/results/decisions/new")
        for box in self.page.locator("input[name=confirms]").all():
            box.check()
        self.page.get_by_label("Voorstel").fill(text)
        for yes in self.page.locator("input[value=yes]").all():
            yes.check()
        self.page.locator("input[name=outcome][value=decided]").check()
        self.press("Leg het besluit vast")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Besluit")


@dataclass
class Respondent:
    """Somebody who fills in on a phone."""

    page: Page
    project: str = ""

    def fill_in(self, step: int, answers: dict[str, str | list[str]], phase: int = 1) -> None:
        """Open a step's form, go through all its pages, answer what there is an answer for, and send."""
        page = self.page
        page.goto(f"{self.project}/phases/{phase}/steps/{step}/form")
        self.agree()
        follow(page, page.get_by_role("link", name=re.compile("^(Begin|Verder waar je was|Controleer en verstuur)$")))
        left = dict(answers)
        for _ in range(20):
            if "/check" in page.url:
                break
            for name in [name for name in left if page.locator(f'main [name="{name}"]:not([type=hidden])').count()]:
                self.answer(name, left.pop(name))
            self.save("next")
        assert not left, f"these questions were not asked: {left}"
        follow(page, page.get_by_role("button", name="Versturen naar de gespreksleider"))
        expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("verstuurd|Verstuurd|ontvangen", re.I))

    def agree(self) -> None:
        """Agree to how the group shares what it knows, where that is asked."""
        button = self.page.get_by_role("button", name="Ik ga hiermee akkoord")
        if button.count():
            follow(self.page, button)

    def save(self, then: str) -> None:
        """Save the page and go on to the next one, or back to the overview (hub)."""
        follow(self.page, self.page.locator(f"button[name=then][value={then}]").last)

    def answer(self, name: str, answer: str | list[str]) -> None:
        fields = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
        kind = fields.first.evaluate("field => field.type")
        if kind in {"radio", "checkbox"}:
            for value in [answer] if isinstance(answer, str) else answer:
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            for number, label in enumerate([answer] if isinstance(answer, str) else answer):
                fields.nth(number).select_option(label=label)
        else:
            assert isinstance(answer, str)
            fields.first.fill(answer)


def facilitator(service: Service, open_page: OpenPage) -> Facilitator:
    """A facilitator with a password, signed in on a laptop."""
    service.flask("add-facilitator", "Rosa de Boer", "rosa@voorbeeld.nl", "--password", PASSWORD)
    page = open_page(LAPTOP)
    page.goto(service.url)
    page.get_by_label("E-mailadres").fill("rosa@voorbeeld.nl")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Aanmelden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Je trajecten")
    return Facilitator(page, service)


def respondent(open_page: OpenPage, link: str, project: str) -> Respondent:
    """Somebody who opens a personal link on a phone and presses its button."""
    page = open_page(PHONE)
    page.goto(link)
    follow(page, page.locator("main").get_by_role("button"))
    return Respondent(page, project)
