"""The forms on which a facilitator words a question or page, or adds a question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from app.projects.fields import line, lines
from app.questionnaires.change_words import KINDS, SAYS
from forms.changes import AddQuestion, ChoiceWords, RewordPage, RewordQuestion, words
from forms.questionnaire import Localised, Page, Question
from forms.shaping import LONGEST

ONE_LINE = frozenset({"label", "title", "choice", "if_missing"})
NAMES: dict[str, Any] = {
    "label": _l("Vraag"),
    "hint": _l("Uitleg onder de vraag"),
    "if_missing": _l("Zin als iemand dit leeg laat"),
    "title": _l("Titel van de pagina"),
    "intro": _l("Tekst boven de vragen"),
}
EMPTY = Localised("", "")


class WordsForm(FlaskForm):
    """Texts in two languages. ``seen`` is the last change that the page knew."""

    seen = HiddenField()

    def pairs(self) -> Iterator[tuple[Field, Field]]:
        """The fields: each text in Dutch and in English."""
        names = [field.name.removesuffix("_nl") for field in self if field.name.endswith("_nl")]
        return ((self[f"{name}_nl"], self[f"{name}_en"]) for name in names)

    def changed(self, name: str, was: Localised | None) -> Localised | None:
        """What was typed for a text, ``None`` where that is what it was."""
        if f"{name}_nl" not in self:
            return None
        typed = words(self[f"{name}_nl"].data, self[f"{name}_en"].data)
        typed = typed if typed.nl else EMPTY
        return None if typed == (was or EMPTY) else typed


def question_form(question: Question, **more: Any) -> WordsForm:
    """The words of a question, group or field."""
    texts = {"label": question.label, "hint": question.hint}
    if question.required:
        texts["if_missing"] = question.if_missing
    choices = {f"choice_{number}": choice.label for number, choice in enumerate(question.choices, 1)}
    return _form({**texts, **choices}, **more)


def page_form(page: Page, **more: Any) -> WordsForm:
    """The words of a page."""
    return _form({"title": page.title, "intro": page.intro}, **more)


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


def _form(texts: dict[str, Localised | None], **more: Any) -> WordsForm:
    """A form with two fields for each text, Dutch and English, filled with what there is."""

    class Form(WordsForm):
        pass

    data: dict[str, str] = {}
    for name, text in texts.items():
        part = "choice" if name.startswith("choice") else name
        called = _called(name, text)
        field, optional = (line if part in ONE_LINE else lines), part in {"hint", "intro"}
        more_of_it = {} if part in ONE_LINE else {"rows": 2}
        needed = None if optional else _("Vul de Nederlandse tekst in.")
        setattr(Form, f"{name}_nl", field(called, LONGEST[part], needed, **more_of_it))
        setattr(Form, f"{name}_en", field(_("%(text)s, Engels", text=called), LONGEST[part], **more_of_it))
        data |= {f"{name}_nl": text.nl if text else "", f"{name}_en": text.en if text else ""}
    return Form(data=data, **more)


def _called(name: str, text: Localised | None) -> str:
    if name.startswith("choice"):
        label = text.text(str(get_locale())) if text else ""
        return _("Keuze ‘%(label)s’", label=label)
    return str(NAMES[name])
