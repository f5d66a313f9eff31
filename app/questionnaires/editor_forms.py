"""The forms on which a facilitator words a question or page, or adds a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from app.projects.fields import line, lines, tidy
from app.questionnaires.change_words import KINDS, SAYS
from forms.changes import AddQuestion, ChoiceWords, RewordPage, RewordQuestion, words
from forms.questionnaire import LOCALES, Localised, Page, Question
from forms.shaping import LONGEST

ONE_LINE = frozenset({"label", "title", "choice", "if_missing"})
"""Texts without line ends; a long one gets room to be read all the same."""

NAMES: dict[str, Any] = {
    "label": _l("Vraag"),
    "hint": _l("Uitleg onder de vraag"),
    "if_missing": _l("Zin als iemand dit leeg laat"),
    "title": _l("Titel van de pagina"),
    "intro": _l("Tekst boven de vragen"),
}
EMPTY = Localised("", "")
Texts = Mapping[str, Localised | None]


class WordsForm(FlaskForm):
    """Texts in two languages. ``seen`` is the last change that the page knew."""

    seen = HiddenField()

    def pairs(self) -> Iterator[tuple[Field, Field]]:
        """The fields: each text in Dutch and in English."""
        names = [field.name.removesuffix("_nl") for field in self if field.name.endswith("_nl")]
        return ((self[f"{name}_nl"], self[f"{name}_en"]) for name in names)

    def keep_up(self, before: Texts, after: Texts) -> None:
        """Where this form still has a text as it was ``before``, give it the text that somebody else made of it."""
        for name, data in _data(after).items():
            if name in self and self[name].data == _data(before).get(name):
                self[name].data = data

    def changed(self, name: str, was: Localised | None) -> Localised | None:
        """What was typed for a text, ``None`` where that is what it was."""
        if f"{name}_nl" not in self:
            return None
        fold = tidy if _part(name) in ONE_LINE else str
        typed = words(fold(self[f"{name}_nl"].data), fold(self[f"{name}_en"].data))
        typed = typed if typed.nl else EMPTY
        return None if typed == (was or EMPTY) else typed


def question_texts(question: Question) -> Texts:
    """The texts of a question, group or field that can be changed, by name."""
    texts: dict[str, Localised | None] = {"label": question.label, "hint": question.hint}
    if question.required:
        texts["if_missing"] = question.if_missing
    return {**texts, **{f"choice_{number}": one.label for number, one in enumerate(question.choices, 1)}}


def page_texts(page: Page) -> Texts:
    """The texts of a page that can be changed, by name."""
    return {"title": page.title, "intro": page.intro}


def reworded_question(form: WordsForm, question: Question) -> RewordQuestion:
    """The change that a form asks for."""
    labels = (
        (choice.value, form.changed(f"choice_{number}", choice.label))
        for number, choice in enumerate(question.choices, 1)
    )
    return RewordQuestion(
        question.id,
        label=form.changed("label", question.label),
        hint=form.changed("hint", question.hint),
        if_missing=form.changed("if_missing", question.if_missing),
        choices=tuple(ChoiceWords(value, label) for value, label in labels if label is not None),
    )


def reworded_page(form: WordsForm, page: Page) -> RewordPage:
    """The change that a form asks for."""
    return RewordPage(page.id, title=form.changed("title", page.title), intro=form.changed("intro", page.intro))


class AddForm(FlaskForm):
    """A new question. ``seen`` is the last change that the page knew."""

    seen = HiddenField()
    label_nl = line(_l("Vraag"), LONGEST["label"], _l("Schrijf op wat je wilt vragen."))
    label_en = line(
        _l("Vraag in het Engels"),
        LONGEST["label"],
        description=_l("Laat je dit leeg, dan staat er de Nederlandse tekst."),
    )
    kind = RadioField(_l("Soort antwoord"), [InputRequired(_l("Kies een soort antwoord."))])
    choices = lines(
        _l("Keuzes"),
        6000,
        rows=5,
        description=_l("Alleen bij één of meer keuzes. Zet elke keuze op een eigen regel."),
    )
    says = SelectField(
        _l("Telt het antwoord mee op de probleemkaart?"),
        description=_l("Alleen een kort of lang antwoord kan meetellen."),
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.kind.choices = [(kind, str(text)) for kind, text in KINDS.items()]
        self.says.choices = [(kind, str(text)) for kind, text in SAYS.items()]

    def change(self, page: Page) -> AddQuestion:
        """The change that the form asks for; its id comes when it is made."""
        rows = self.choices.data.splitlines()
        return AddQuestion(
            id="",
            page=page.id,
            kind=self.kind.data,
            label=words(self.label_nl.data, self.label_en.data),
            choices=tuple(words(" ".join(row.split())) for row in rows if row.strip()),
            says=self.says.data or "",
        )


def words_form(texts: Texts, **more: Any) -> WordsForm:
    """A form with two fields for each text, Dutch and English, filled with what there is."""

    class Form(WordsForm):
        pass

    for name, text in texts.items():
        part, called = _part(name), _called(name, text)
        field = line if part == "choice" else partial(lines, rows=2 if part in ONE_LINE else 3)
        needed = None if part in {"hint", "intro"} else _("Vul de Nederlandse tekst in.")
        setattr(Form, f"{name}_nl", field(called, LONGEST[part], needed))
        setattr(Form, f"{name}_en", field(_("%(text)s, Engels", text=called), LONGEST[part]))
    return Form(data=_data(texts), **more)


def _data(texts: Texts) -> dict[str, str]:
    """The texts by the names of their fields."""
    both = ((name, text or EMPTY) for name, text in texts.items())
    return {f"{name}_{locale}": text.text(locale) for name, text in both for locale in LOCALES}


def _part(name: str) -> str:
    return "choice" if name.startswith("choice") else name


def _called(name: str, text: Localised | None) -> str:
    if _part(name) == "choice":
        label = text.text(str(get_locale())) if text else ""
        return _("Keuze ‘%(label)s’", label=label)
    return str(NAMES[name])
