"""One traject from nothing to its second phase, in a real browser: a facilitator's laptop and four phones."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Service
from tests.browser.people import Facilitator, Respondent, facilitator, follow, respondent

pytestmark = pytest.mark.browser

PEOPLE = {
    "Amber Kok": "Politie",
    "Bilal Haddad": "Jongerenwerk",
    "Chantal Wolff": "Woningcorporatie",
    "Dewi Kartosen": "Buurtteam",
}
SEEN = {
    "Amber Kok": [
        "Elke avond een groep jongeren op het plein, harde muziek, ouderen lopen om.",
        "Matrassen en grofvuil naast de containers aan de achterkant.",
    ],
    "Bilal Haddad": [
        "Jongeren hangen op het plein omdat er na zes uur niets open is.",
        "Weer grofvuil naast de containers, jongens steken het in brand.",
    ],
    "Chantal Wolff": [
        "Grofvuil naast de containers, vooral op maandag na het weekend.",
        "Schimmel in de slaapkamers van de portieken, klachten blijven liggen.",
    ],
    "Dewi Kartosen": [
        "Gezinnen met schimmel op de muren, kinderen hoesten.",
        "Groep jongeren op het plein, bewoners durven 's avonds niet naar buiten.",
    ],
}
PROBLEM = "Jongeren hangen 's avonds op het plein"
WISH = "Ouderen zitten 's avonds weer op de bankjes op het plein."


def test_a_group_goes_through_the_whole_method(service: Service, open_page: OpenPage) -> None:
    lead = facilitator(service, open_page)
    start_a_traject(lead)
    group = invite(lead, open_page)
    prepare(lead, group)
    observe(lead, group)
    discuss_and_confirm_the_map(lead)
    interpret(lead, group)
    choose(lead, group)
    agree_on_a_goal(lead, group)
    look_back(lead, group)
    start_the_next_phase(lead)


def start_a_traject(lead: Facilitator) -> None:
    page = lead.page
    follow(page, page.get_by_role("link", name="Nieuw traject").first)
    page.get_by_label("Naam van het traject").fill("Rust op het plein")
    page.get_by_label("Gebied").fill("Zeepkistbuurt")
    page.get_by_label("Vraag", exact=True).fill("Waardoor is het 's avonds onrustig op het plein?")
    page.get_by_label("Voor welke organisatie werk je zelf?").fill("Stadsdeel")
    lead.press("Maak het traject")
    lead.project = re.sub(r".*(/projects/\d+).*", r"\1", page.url)
    expect(page.locator("body")).to_contain_text("Waardoor is het 's avonds onrustig op het plein?")


def invite(lead: Facilitator, open_page: OpenPage) -> dict[str, Respondent]:
    address = lead.service.url + lead.project
    return {
        name: respondent(open_page, lead.add(name, organisation, f"{name.split()[0].lower()}@voorbeeld.nl"), address)
        for name, organisation in PEOPLE.items()
    }


def prepare(lead: Facilitator, group: dict[str, Respondent]) -> None:
    lead.set_step(1, "Stap openen")
    group["Amber Kok"].fill_in(1, {"q1-1a_0": "wijkagent", "q1-2_0": "daily", "q1-4a_0": "onrust op het plein"})
    lead.set_step(1, "Sluiten en overzicht maken")


def observe(lead: Facilitator, group: dict[str, Respondent]) -> None:
    lead.set_step(2, "Stap openen")
    for name, texts in SEEN.items():
        someone = group[name]
        someone.page.goto(f"{someone.project}/phases/1/steps/2/form/observations")
        someone.agree()
        someone.page.goto(f"{someone.project}/phases/1/steps/2/form/observations")
        follow(someone.page, someone.page.get_by_role("button", name="Nog een toevoegen"))
        answers: dict[str, str | list[str]] = {}
        for repeat, text in enumerate(texts):
            answers |= {
                f"q2-1a_{repeat}": text,
                f"q2-1b_{repeat}": "Het plein",
                f"q2-1c_{repeat}": "weekly",
                f"q2-1e_{repeat}": "seen",
                f"q2-3_{repeat}": "4",
            }
        if name == "Bilal Haddad":
            answers["q2-6a_0"] = "De voetbalclub laat jongeren graag meehelpen."
        strength = {field: answers.pop(field) for field in list(answers) if field.startswith("q2-6")}
        for field, answer in answers.items():
            someone.answer(field, answer)
        someone.save("hub")
        someone.fill_in(2, strength)
    lead.set_step(2, "Sluiten en overzicht maken")


def discuss_and_confirm_the_map(lead: Facilitator) -> None:
    page = lead.go("/phases/1/map")
    expect(page.get_by_role("heading", level=1)).to_have_text("Probleemkaart")
    cards = page.locator(".subjects article, .subjects > *")
    assert cards.count() >= 2
    picture = page.locator(".map-figure img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")

    # Every number opens the answers behind it.
    follow(page, page.locator("#problems a", has_text="organisaties").first)
    expect(page.locator("#statements")).to_be_visible()
    before = page.get_by_role("heading", level=1).inner_text()

    # Rename, and take it back, and do it again.
    page.locator("input[name=title]").first.fill(PROBLEM)
    page.get_by_role("button", name="Hernoemen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROBLEM)
    page.locator("#last-change").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    lead.go("/phases/1/map")
    page.get_by_role("button", name=re.compile("^Opnieuw doen")).first.click()
    expect(page.locator("#last-change")).to_contain_text(f"Opnieuw gedaan: hernoemd: {before} heet nu {PROBLEM}")

    merge_two_subjects(lead)
    page = lead.go("/phases/1/map/confirm")
    lead.press("Bevestig wat de groep heeft afgesproken")
    expect(lead.go("/phases/1/map").locator("body")).to_contain_text("bevestigd")
    history = lead.go("/phases/1/map/history").locator("main")
    expect(history).to_contain_text("Rosa de Boer")
    expect(history).to_contain_text(PROBLEM)


def merge_two_subjects(lead: Facilitator) -> None:
    """Merge the last two subjects, see one less, and take it back: this group keeps them apart."""
    page = lead.go("/phases/1/map")
    links = page.locator("#problems h3 a, #problems h2 a")
    count = links.count()
    follow(page, links.last)
    page.locator("select[name=other]").first.select_option(index=1)
    page.get_by_role("button", name="Samenvoegen").first.click()
    expect(page.locator("#last-change")).to_contain_text("Samengevoegd")
    assert lead.go("/phases/1/map").locator("#problems h3 a, #problems h2 a").count() == count - 1
    page.get_by_role("button", name=re.compile("^Maak ongedaan")).first.click()
    expect(page.locator("#last-change")).to_contain_text("Ongedaan gemaakt: samengevoegd")
    assert lead.go("/phases/1/map").locator("#problems h3 a, #problems h2 a").count() == count


def interpret(lead: Facilitator, group: dict[str, Respondent]) -> None:
    lead.set_step(3, "Stap openen")
    someone = group["Bilal Haddad"]
    someone.page.goto(f"{someone.project}/phases/1/steps/3/form/top-three")
    options = someone.page.locator("select").first.locator("option").all_inner_texts()
    subjects = [option for option in options if option.strip()][-2:]
    assert PROBLEM in options
    chosen = [PROBLEM, *[subject for subject in subjects if subject != PROBLEM][:1]]
    someone.answer("q3-1_0", chosen)
    someone.save("next")
    someone.page.locator("textarea").first.fill("Er is na zes uur geen plek waar ze binnen mogen zitten.")
    someone.save("hub")
    someone.fill_in(3, {})
    lead.set_step(3, "Sluiten en overzicht maken")
    expect(lead.go("/phases/1/map").locator("main")).to_contain_text("oorza")


def choose(lead: Facilitator, group: dict[str, Respondent]) -> None:
    lead.set_step(4, "Stap openen")
    group["Dewi Kartosen"].fill_in(
        4,
        {
            "q4-2_0": [PROBLEM],
            "q4-3a_0": "het plein",
            "q4-3b_0": "oudere bewoners",
            "q4-3c_0": "ze er 's avonds niet meer durven zitten",
        },
    )
    lead.set_step(4, "Sluiten en overzicht maken")
    page = lead.go("/phases/1/results/choose")
    follow(page, page.get_by_role("link", name=re.compile(f"^Kies dit probleem.*{PROBLEM}")))
    expect(page.locator("textarea, input[name=who]").first).to_be_visible()
    lead.press("Opslaan als concept")
    lead.decide("We pakken als eerste de onrust op het plein aan.")
    expect(lead.go("/phases/1/results").locator("main")).to_contain_text("oudere bewoners")


def agree_on_a_goal(lead: Facilitator, group: dict[str, Respondent]) -> None:
    lead.set_step(5, "Stap openen")
    group["Chantal Wolff"].fill_in(5, {"q5-1_0": WISH, "q5-4_0": "6-months", "q5-8_0": "no"})
    lead.set_step(5, "Sluiten en overzicht maken")
    page = lead.go("/phases/1/results/goals/proposals")
    follow(page, page.locator("article", has_text=WISH).get_by_role("button", name="Neem over").first)
    page.locator("[name=indicator]").fill("Aantal ouderen op de bankjes om acht uur")
    page.locator("[name=baseline]").fill("0")
    page.locator("[name=target]").fill("8")
    page.locator("[name=due_on]").fill("2027-06-01")
    page.locator("select[name=owner]").select_option(index=1)
    strength = page.locator("[name=strength]")
    if strength.first.evaluate("field => field.type") == "radio":
        strength.first.check()
    else:
        strength.first.select_option(index=1)
    follow(page, page.locator("main form button.primary").first)
    lead.decide("Dit doel geldt tot de zomer.")
    expect(lead.go("/phases/1/results").locator("main")).to_contain_text("Afgesproken doelen")

    # From the goal back to the answer it came from.
    follow(page, page.get_by_role("link", name=re.compile(re.escape(WISH[:30]))).first)
    follow(page, page.locator("main").get_by_role("link", name=re.compile("bankjes|hele antwoord")).first)
    expect(page.locator("main")).to_contain_text(WISH)
    expect(page.locator("main")).to_contain_text("Woningcorporatie")


def look_back(lead: Facilitator, group: dict[str, Respondent]) -> None:
    lead.set_step(6, "Stap openen")
    someone = group["Amber Kok"]
    someone.page.goto(f"{someone.project}/phases/1/steps/6/form/goals")
    expect(someone.page.locator("main")).to_contain_text(WISH)
    someone.page.locator("input[type=radio]").first.check()
    someone.save("hub")
    someone.fill_in(6, {"q6-8a_0": "next-problem"})
    lead.set_step(6, "Sluiten en overzicht maken")
    page = lead.go("/phases/1/results/evaluation")
    follow(page, page.get_by_role("link", name=re.compile("^Schrijf op wat de groep vindt")).first)
    page.locator("input[name=verdict][value=yes]").check()
    page.locator("[name=value]").fill("9")
    page.locator("[name=note]").fill("Op dinsdag en donderdag geteld.")
    follow(page, page.locator("main form button.primary").first)
    expect(lead.go("/phases/1/results").locator("main")).to_contain_text("9")


def start_the_next_phase(lead: Facilitator) -> None:
    page = lead.go("/phases/1/results/next-phase")
    page.locator("input[name=parked]").first.check()
    page.locator("[name=title]").fill("Tweede ronde")
    lead.press("Begin fase 2")
    expect(lead.go("").locator("main")).to_contain_text("Tweede ronde")
    expect(lead.go("/phases/1/results").locator("main")).to_contain_text(WISH)
