"""Filling in never loses a sentence: not when the server dies, the network goes, a session ends or one is quick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from forms.keys import AnswerKey
from tests.browser.conftest import PHONE
from tests.browser.people import follow
from tests.browser.stopping import Form, StoppableService, complete, running, sendings

pytestmark = pytest.mark.browser

KEY = AnswerKey("2.1a")
WHAT, WHERE = KEY.name, AnswerKey("2.1b").name
NOT_SAVED = re.compile("^Nog niet opgeslagen")
SAVED = re.compile(r"^Opgeslagen om \d\d:\d\d$")
SOON = 15_000  # milliseconds: the script tries again after five seconds

Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoppableService]:
    with running(tmp_path_factory.mktemp("filling")) as started:
        yield started


@pytest.fixture
def form(service: StoppableService) -> Form:
    return service.make_form()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with_scripts = browser.new_context(viewport=PHONE, locale="nl-NL", reduced_motion="reduce")  # type: ignore[arg-type]
    yield with_scripts
    with_scripts.close()


@pytest.fixture
def enter(context: BrowserContext) -> Iterator[Enter]:
    """Sign in with the personal link and open a page of the form. An error in a script fails the test."""
    errors: list[str] = []

    def start(form: Form, page: str = "/observations", *, link: bool = True) -> Page:
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        if link:
            sign_in(tab, form)
        tab.goto(form.url + page)
        return tab

    yield start
    assert not errors


@pytest.fixture(scope="module", autouse=True)
def left_alone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Form]]:
    """Somebody who typed and then was called away, where a session lasts one minute: it ends during the other tests."""
    with running(tmp_path_factory.mktemp("hasty"), BUURTBALANS_SESSION_MINUTES="1") as hasty:
        form = hasty.make_form()
        context = browser.new_context(viewport=PHONE, locale="nl-NL")  # type: ignore[arg-type]
        page = context.new_page()
        sign_in(page, form)
        page.goto(form.url + "/observations")
        write(page, "Elke avond")
        expect(told(page)).to_have_text(SAVED)
        yield page, form
        context.close()


def sign_in(page: Page, form: Form) -> None:
    page.goto(form.link)
    follow(page, page.locator("main").get_by_role("button"))


def box(page: Page, name: str = WHAT) -> Locator:
    return page.locator(f"[id={name}]")


def told(page: Page, name: str = WHAT) -> Locator:
    """What the page says beside a field."""
    return page.locator(f"[data-answer={name}] .saved")


def write(page: Page, text: str, name: str = WHAT) -> None:
    """Type at the end of a field, key by key."""
    box(page, name).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text, delay=15)


def kept_here(page: Page) -> list[str]:
    """What this browser holds of answers."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('answers:'))")  # type: ignore[no-any-return]


def test_a_server_that_dies_between_keystrokes_loses_no_letter(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    page = enter(form)
    write(page, "Elke avond ")
    expect(told(page)).to_have_text(SAVED)
    write(page, "hangt er ")
    service.kill()
    write(page, "een groep ")
    expect(told(page)).to_have_text(NOT_SAVED)
    assert service.stored(form)[WHAT] in {"Elke avond ", "Elke avond hangt er "}
    write(page, "op het plein")
    service.start()
    expect(told(page)).to_have_text(SAVED, timeout=SOON)
    assert service.stored(form)[WHAT] == "Elke avond hangt er een groep op het plein"
    assert kept_here(page) == []


def test_a_new_letter_takes_away_the_word_saved_until_it_is_true_again(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    page = enter(form)
    write(page, "Grofvuil")
    expect(told(page)).to_have_text(SAVED)
    page.keyboard.type(" bij")
    expect(told(page)).to_have_text("", timeout=500)
    expect(told(page)).to_have_text(SAVED)
    assert service.stored(form)[WHAT] == "Grofvuil bij"


def test_without_a_network_the_page_says_so_and_saves_when_it_is_back(
    service: StoppableService, form: Form, context: BrowserContext, enter: Enter
) -> None:
    page = enter(form)
    write(page, "In de trein ")
    context.set_offline(True)
    write(page, "getypt")
    expect(told(page)).to_have_text(NOT_SAVED)
    context.set_offline(False)
    expect(told(page)).to_have_text(SAVED)
    assert service.stored(form)[WHAT] == "In de trein getypt"


def test_a_page_that_was_loaded_anew_without_a_network_has_its_text_again(
    service: StoppableService, form: Form, context: BrowserContext, enter: Enter
) -> None:
    page = enter(form)
    context.set_offline(True)
    write(page, "Nog nergens bewaard")
    expect(told(page)).to_have_text(NOT_SAVED)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    context.set_offline(False)
    page.goto(form.url + "/observations")
    expect(box(page)).to_have_value("Nog nergens bewaard")
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('answers:'))")
    assert service.stored(form)[WHAT] == "Nog nergens bewaard"


def test_text_that_is_only_in_the_browser_is_pointed_at_before_sending_and_not_thrown_away(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    page = enter(form)
    service.kill()
    write(page, "Bijna vergeten")
    expect(told(page)).to_have_text(NOT_SAVED)
    page.close()
    service.start()
    page = enter(form, "/check", link=False)
    assert service.stored(form) == {}
    expect(page.locator("[data-leftovers]")).to_be_visible()
    follow(page, page.get_by_role("button", name="Versturen"))
    follow(page, page.locator("[data-leftovers] a:visible"))
    expect(told(page)).to_have_text(SAVED)
    assert service.stored(form)[WHAT] == "Bijna vergeten"
    page.goto(form.url + "/check")
    expect(page.locator("[data-leftovers]")).to_be_hidden()


def test_who_types_and_leaves_at_once_has_saved_it(service: StoppableService, form: Form, enter: Enter) -> None:
    page = enter(form)
    write(page, "Gauw weg")
    follow(page, page.locator(".brand"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(300)
    assert service.stored(form)[WHAT] == "Gauw weg"


def test_an_older_screen_gets_both_texts_to_choose_from(service: StoppableService, form: Form, enter: Enter) -> None:
    page = enter(form)
    service.write(form, KEY, "Van de telefoon")
    write(page, "Van de laptop")
    note = page.locator(".conflict")
    expect(note.locator("blockquote")).to_have_text("Van de telefoon")
    expect(box(page)).to_have_value("Van de laptop")
    assert service.stored(form)[WHAT] == "Van de telefoon"
    note.get_by_role("button", name="Bewaar wat ik hier heb").click()
    expect(told(page)).to_have_text(SAVED)
    expect(note).to_have_count(0)
    assert service.stored(form)[WHAT] == "Van de laptop"

    service.write(form, KEY, "Toch van de telefoon")
    write(page, " en meer")
    note.get_by_role("button", name="Neem de tekst hierboven").click()
    expect(box(page)).to_have_value("Toch van de telefoon")
    page.reload()
    expect(box(page)).to_have_value("Toch van de telefoon")
    expect(note).to_have_count(0)


def test_two_tabs_of_one_browser_never_write_over_each_other_unseen(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    first, second = enter(form), enter(form, link=False)
    write(first, "Eerste tabblad")
    expect(told(first)).to_have_text(SAVED)
    write(second, "Tweede tabblad")
    expect(second.locator(".conflict blockquote")).to_have_text("Eerste tabblad")
    assert service.stored(form)[WHAT] == "Eerste tabblad"
    write(first, " gaat door")
    expect(told(first)).to_have_text(SAVED)
    expect(first.locator(".conflict")).to_have_count(0)
    assert service.stored(form)[WHAT] == "Eerste tabblad gaat door"
    expect(box(second)).to_have_value("Tweede tabblad")


def test_a_save_whose_answer_got_lost_raises_no_alarm_not_even_after_a_reload(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    page = enter(form)

    page.route("**/answers", arrives_unheard)
    write(page, "Een groep")
    expect(told(page)).to_have_text(NOT_SAVED)
    assert service.stored(form)[WHAT] == "Een groep"
    page.unroute_all()
    page.route("**/answers", lambda route: route.abort())
    write(page, " op het plein")
    page.reload()
    page.unroute_all()
    write(page, " elke avond")
    expect(told(page)).to_have_text(SAVED, timeout=SOON)
    expect(page.locator(".conflict")).to_have_count(0)
    assert service.stored(form)[WHAT] == "Een groep op het plein elke avond"


def test_taking_back_what_was_sent_unheard_reaches_the_server(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    page = enter(form)

    page.route("**/answers", arrives_unheard)
    write(page, "Te snel")
    expect(told(page)).to_have_text(NOT_SAVED)
    page.unroute_all()
    box(page).fill("")
    expect(told(page)).to_have_text(SAVED, timeout=SOON)
    assert service.stored(form)[WHAT] == ""


def test_back_and_reload_keep_everything(service: StoppableService, form: Form, enter: Enter) -> None:
    page = enter(form)
    write(page, "Blijft staan")
    write(page, "Lisplein", WHERE)
    page.locator("[name=q2-1c_0][value=daily]").check()
    follow(page, page.locator("button[name=then][value=next]").last)
    page.go_back()
    for again in (page.reload, lambda: page.goto(form.url + "/observations")):
        expect(box(page)).to_have_value("Blijft staan")
        expect(box(page, WHERE)).to_have_value("Lisplein")
        expect(page.locator("[name=q2-1c_0][value=daily]")).to_be_checked()
        again()
    assert service.stored(form)[WHERE] == "Lisplein"


def test_a_reason_that_somebody_types_survives_the_next_advice(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    page = enter(form)
    write(page, "Mevrouw De Vries heeft overlast")
    page.get_by_text("Het moet er toch staan").click()
    reason = page.locator(f"[id='reason.{WHAT}']")
    reason.fill("Zij vroeg erom")
    with page.expect_response("**/answers/advice"):
        write(page, " van de groep")
    page.wait_for_timeout(300)
    expect(page.locator(".advice .found")).to_contain_text("van de groep")
    expect(reason).to_have_value("Zij vroeg erom")
    follow(page, page.get_by_role("button", name="Laat het staan"))
    expect(page.locator(".advice.is-kept")).to_contain_text("Zij vroeg erom")


def test_a_double_click_sends_one_form(service: StoppableService, form: Form, enter: Enter) -> None:
    complete(service, form)
    page = enter(form, "/check")
    page.get_by_role("button", name="Versturen").dblclick()
    page.wait_for_url("**/receipt")
    assert sendings(service, form) == 1


def test_without_scripts_the_button_saves_a_text_that_names_a_resident_too(
    service: StoppableService, form: Form, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, locale="nl-NL", java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, form)
    page.goto(form.url + "/observations")
    box(page).fill("Mevrouw De Vries roept naar kinderen op het plein")
    follow(page, page.locator("button[name=then][value=next]").last)
    assert service.stored(form)[WHAT] == "Mevrouw De Vries roept naar kinderen op het plein"
    page.goto(form.url + "/observations")
    expect(page.locator("mark").first).to_contain_text("De Vries")
    page.get_by_text("Het moet er toch staan").click()
    page.get_by_label("Waarom?").fill("Zij wil dit zelf")
    box(page).fill("Mevrouw De Vries roept elke avond naar kinderen op het plein")
    follow(page, page.get_by_role("button", name="Laat het staan"))
    expect(page.locator(".advice.is-kept")).to_contain_text("Zij wil dit zelf")
    expect(box(page)).to_have_value("Mevrouw De Vries roept elke avond naar kinderen op het plein")
    context.close()


def test_signing_out_saves_first_and_then_makes_the_browser_forget(
    service: StoppableService, form: Form, context: BrowserContext, enter: Enter
) -> None:
    page = enter(form)
    write(page, "Op het laatste moment")
    follow(page, page.get_by_role("button", name="Afmelden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    assert service.stored(form)[WHAT] == "Op het laatste moment"
    assert page.evaluate("localStorage.length") == 0
    assert {cookie["name"] for cookie in context.cookies()} <= {"session"}
    page.goto(form.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_signing_out_with_a_text_that_cannot_be_saved_asks_once_more(
    service: StoppableService, form: Form, enter: Enter
) -> None:
    page = enter(form)
    service.write(form, KEY, "Van een ander scherm")
    write(page, "Mijn eigen tekst")
    expect(page.locator(".conflict")).to_be_visible()
    page.get_by_role("button", name="Afmelden").click()
    expect(told(page)).to_have_text(re.compile("nog eens op Afmelden"))
    expect(box(page)).to_have_value("Mijn eigen tekst")
    follow(page, page.get_by_role("button", name="Afmelden"))
    assert page.evaluate("localStorage.length") == 0
    assert service.stored(form)[WHAT] == "Van een ander scherm"


def test_before_a_session_ends_one_button_keeps_it_in_all_tabs(
    form: Form, context: BrowserContext, enter: Enter
) -> None:
    context.clock.install()
    first, second = enter(form), enter(form, link=False)
    context.clock.fast_forward("07:58:00")
    for tab in (first, second):
        expect(tab.locator(".session-soon")).to_be_visible()
    first.get_by_role("button", name="Blijf aangemeld").click()
    for tab in (first, second):
        expect(tab.locator(".session-soon")).to_be_hidden()
    context.clock.fast_forward("07:58:00")
    expect(first.locator(".session-soon")).to_be_visible()


def test_after_a_session_ended_the_link_leads_back_to_the_page_with_everything_typed(
    left_alone: tuple[Page, Form],
) -> None:
    page, form = left_alone
    expect(page.locator(".session-over")).to_be_visible(timeout=65_000)
    write(page, " een groep op het plein")
    expect(told(page)).to_contain_text("je bent niet meer aangemeld")
    with page.context.expect_page() as opened:
        page.locator(".session-over a").click()
    tab = opened.value
    expect(tab.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    sign_in(tab, form)
    assert tab.url == form.url + "/observations"
    expect(box(tab)).to_have_value("Elke avond een groep op het plein")
    expect(told(tab)).to_have_text(SAVED)
    write(page, " nu")
    expect(told(page)).to_have_text(NOT_SAVED)
    page.reload()
    expect(box(page)).to_have_value("Elke avond een groep op het plein nu")


def arrives_unheard(route: Route) -> None:
    """The server gets what was sent, and its answer is lost on the way."""
    route.fetch()
    route.abort()
