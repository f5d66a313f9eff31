"""A questionnaire on paper: every page and question that is asked now, with lines and boxes, as a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, SimpleDocTemplate, Spacer, Table, TableStyle

from forms.context import Context
from forms.keys import AnswerKey
from forms.layout import Block, Entry, Round, Row, blocks, pages_to_ask
from forms.messages import say
from forms.paper_pieces import (
    BLOCK,
    BODY,
    HEADING,
    HINT,
    LABEL,
    PAGE,
    REPEAT,
    SMALL,
    TINT,
    TITLE,
    LabelledLine,
    Lines,
    NumberedCanvas,
    Tick,
    Ticks,
    Words,
    rows_of,
    use_fonts,
    widths_of,
)
from forms.question_types import type_of
from forms.question_types.choosing import Scale
from forms.questionnaire import Choice, Localised, Question, Questionnaire
from forms.views import Option
from forms.wording import has_heading, item_label, round_label

ROOM = A4[0] - 40 * mm
MOST_REPEATS = 3
MOST_OPTIONS = 12
"""A list with more choices is drawn once; further repeats point at it."""
CHARACTERS_A_LINE = 80
NARROW = 60 * mm
LEAST_LABEL = 60 * mm
"""What the words of a score need before its boxes on one line."""
SHORT = 80 * mm
"""What is not higher than this stays together; more would leave white gaps."""
TOGETHER = 6
"""So many rows of a long list stay with their question; the others may go on over the page."""


Bunch = list[Flowable]
"""What stays together on one page."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the questions. ``to`` is who takes the paper in, ``until`` the last day in words, or ""."""

    project: str
    title: str
    introduction: str = ""
    to: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The drawing: the PDF, every text on it in order (footers apart), and how many pages it takes."""

    pdf: bytes
    drawn: tuple[str, ...]
    pages: int


def draw(questionnaire: Questionnaire, context: Context, cover: Cover) -> Paper:
    """The blank form, in the language of ``context``. What was answered is left out."""
    use_fonts()
    blank = context.with_answers({})
    sheet = _Sheet(questionnaire, blank)
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=20 * mm - 6, rightMargin=20 * mm - 6, topMargin=18 * mm, bottomMargin=20 * mm,
        title=f"{cover.title} · {cover.project}", author="Buurtbalans", subject=blank.text(questionnaire.purpose),
        lang="en-GB" if blank.locale[:2] == "en" else "nl-NL", initialFontName="Paper",
    )  # fmt: skip
    made: list[NumberedCanvas] = []

    def canvas(*args: Any, **more: Any) -> NumberedCanvas:
        page = NumberedCanvas(*args, **more)
        told = say("paper_page", blank.locale, number="{number}", total="{total}")
        page.footer = (f"{cover.project} · {cover.title}", told)
        made.append(page)
        return page

    document.build([*sheet.top(cover), *map(KeepTogether, sheet.pages())], canvasmaker=canvas)
    return Paper(out.getvalue(), tuple(made[-1].drawn), document.page)


@dataclass
class _Sheet:
    """Turns a questionnaire into what is drawn. ``waiting`` are headings that stay with what follows."""

    questionnaire: Questionnaire
    context: Context
    waiting: list[Flowable] = field(default_factory=list)

    def say(self, name: str, **values: object) -> str:
        return say(name, self.context.locale, **values)

    def top(self, cover: Cover) -> Iterator[Flowable]:
        """Title, purpose, who fills it in, where it goes, and what not to write."""
        yield Words(cover.project, SMALL)
        yield Words(cover.title, TITLE)
        yield Words(self.context.text(self.questionnaire.purpose), BODY)
        yield from (Words(line, BODY) for line in cover.introduction.splitlines() if line.strip())
        yield Spacer(1, 4 * mm)
        half = (ROOM - 8 * mm) / 2
        names = [LabelledLine(self.say("paper_name")), "", LabelledLine(self.say("paper_organisation"))]
        yield Table([names], colWidths=[half, 8 * mm, half], style=TableStyle(_NO_PADDING))
        yield Spacer(1, 5 * mm)
        told = [Words(self.say("privacy"), BODY), Words(self._hand_in(cover), BODY)]
        yield Table([[told]], colWidths=[ROOM], style=TableStyle([("BACKGROUND", (0, 0), (-1, -1), TINT), *_PADDING]))

    def _hand_in(self, cover: Cover) -> str:
        name = "paper_hand_in_by" if cover.until else "paper_hand_in"
        sentence = self.say(name, whom=cover.to, day=cover.until) + " " if cover.to else ""
        return sentence + self.say("paper_enters")

    def pages(self) -> Iterator[Bunch]:
        """Every page of questions, one under the other."""
        for number, page in enumerate(pages_to_ask(self.questionnaire, self.context), 1):
            self.waiting.append(Words(f"{number}. {self.context.text(page.title)}", PAGE))
            if page.intro:
                self.waiting.append(Words(self.context.text(page.intro), BODY))
            for block in blocks(self.questionnaire, page, self.context):
                yield from self._block(block)
        yield from self._flush([])

    def _block(self, block: Block) -> Iterator[Bunch]:
        question, rows = block.question, self._rows(block)
        if not rows:
            return
        optional = not any(one.required for one in question.asked) or bool(question.repeat and not question.repeat.min)
        if has_heading(question):
            self._heading(question, BLOCK, optional)
        if not question.fields and question.per and not question.repeat and (matrix := self._matrix(rows)):
            yield from self._flush(matrix[:2])
            yield from ([one] for one in matrix[2:])
            return
        for row in rows:
            for number in row.rounds:
                yield from self._round_on_paper(row, number, quiet=optional and has_heading(question))

    def _round_on_paper(self, row: Row, number: Round, *, quiet: bool) -> Iterator[Bunch]:
        """The fields of a repeat; a short one stays on one page."""
        self._headings_of(row, number)
        bunches = [one for entry in number.entries for one in self._entry(row, number, entry, quiet=quiet)]
        whole = [flowable for bunch in bunches for flowable in bunch]
        short = sum(flowable.wrap(ROOM, A4[1])[1] for flowable in whole) <= SHORT
        yield from [whole] if short else bunches

    def _rows(self, block: Block) -> list[Row]:
        """The rows with as many repeats as paper has room for. What depends on a choice made on it gets blank items."""
        question = block.question
        rows = list(block.rows)
        if question.per and question.per.answer:
            rows = [Row(question, item, ()) for item in self._items_to_come(question)]
        repeats = range(min(MOST_REPEATS, question.repeat.max) if question.repeat else 1)
        return [Row(question, row.item, tuple(self._round(row, number) for number in repeats)) for row in rows]

    def _round(self, row: Row, number: int) -> Round:
        about = row.item.value if row.item else ""
        return Round(number, tuple(Entry(one, AnswerKey(one.id, about, number)) for one in row.question.asked))

    def _items_to_come(self, question: Question) -> Iterator[Choice]:
        """A question that is asked about what somebody chose earlier: once for each choice that they may make."""
        assert question.per is not None  # noqa: S101  (the caller asked)
        first = self.questionnaire.question(question.per.answer)
        possible = len(self.context.possible_items(self.questionnaire, question))
        asked = [page.id for page in pages_to_ask(self.questionnaire, self.context)]
        part = asked.index(self.questionnaire.page_of(first.id).id) + 1
        for number in range(1, min(first.max or MOST_REPEATS, MOST_REPEATS, possible) + 1):
            label = self.say("paper_about", number=number, part=part)
            yield Choice(str(number), Localised(label, label))

    def _headings_of(self, row: Row, number: Round) -> None:
        """The item, once, and the repeat, where its fields do not carry them."""
        if row.item is not None and number.number == 0:
            self.waiting.append(Words(item_label(row, self.context), REPEAT, self.context.text(row.item.hint)))
        if label := round_label(row, number, self.context):
            self.waiting.append(Words(label, LABEL if row.item is not None else REPEAT))

    def _heading(self, question: Question, style: Any, optional: bool) -> None:
        after = f"({self.say('paper_optional')})" if optional else ""
        self.waiting.append(Words(self.context.text(question.label), style, after))
        if question.hint:
            self.waiting.append(Words(self.context.text(question.hint), HINT))

    def _entry(self, row: Row, number: Round, entry: Entry, *, quiet: bool) -> Iterator[Bunch]:
        """A question with what it is answered on, together with the headings above it."""
        question = entry.question
        if row.question.fields and (line := self._score(question, after=not question.required and not quiet)):
            yield from self._flush([line])
            return
        if row.question.fields or not has_heading(question):
            style = LABEL if row.question.fields else BLOCK
            if type_of(question).widget(question, self.context) != "check":
                self._heading(question, style, not question.required and not quiet)
        if question.show_if is not None:
            self.waiting.append(Words(self._condition(question), HINT))
        controls = list(self._controls(question, row, number))
        cut = TOGETHER if len(controls) > TOGETHER + 2 else len(controls)
        yield from self._flush(controls[:cut])
        yield from _with_headings(controls[cut:])

    def _flush(self, controls: Iterable[Flowable]) -> Iterator[Bunch]:
        together = [*self.waiting, *controls]
        self.waiting.clear()
        if together:
            yield together

    def _condition(self, question: Question) -> str:
        assert question.show_if is not None  # noqa: S101  (the caller asked)
        if not question.show_if.values:
            return self.say("paper_only_filled")
        first = self.questionnaire.question(question.show_if.question)
        labels = type_of(first).labels(first, self.context)
        wanted = [labels.get(value, value) for value in question.show_if.values]
        return self.say("paper_only_if", choices=f"” {self.say('paper_or')} “".join(wanted))

    def _matrix(self, rows: list[Row]) -> list[Flowable]:
        """One line for each item with the same few choices behind it; nothing where those do not fit."""
        question = rows[0].question
        kind = type_of(question)
        if not kind.needs_choices or kind.free_text:
            return []
        ticks = _ticks(kind.options(question, kind.blank, self.context))
        widths = widths_of(ticks)
        if sum(widths) > ROOM * 0.7:
            return []
        round_ = kind.most(question) is None
        return [Ticks(ticks, widths, round_=round_, label=item_label(row, self.context)) for row in rows]

    def _score(self, question: Question, *, after: bool) -> Flowable | None:
        """A score of a group on one line with its question; nothing where it does not fit or needs explaining."""
        kind = type_of(question)
        if not isinstance(kind, Scale) or question.hint or question.show_if:
            return None
        ticks = _ticks(kind.options(question, kind.blank, self.context))
        widths, label = widths_of(ticks), self.context.text(question.label)
        optional = f"({self.say('paper_optional')})" if after else ""
        if sum(widths) > ROOM - LEAST_LABEL:
            return None
        return Ticks(ticks, widths, round_=True, label=label, after=optional)

    def _controls(self, question: Question, row: Row, number: Round) -> Iterator[Flowable]:
        """Lines or boxes, by how a screen would ask it."""
        kind = type_of(question)
        widget = kind.widget(question, self.context)
        options = kind.options(question, kind.blank, self.context)
        if widget == "check":
            yield from rows_of([Tick(self.context.text(question.label))], ROOM, round_=False)
        elif widget == "ranks":
            yield from self._rank(question)
        elif widget in {"radio", "select", "checkboxes", "places"}:
            yield from self._choices(question, options, row, number)
            if widget == "places":
                yield LabelledLine(self.say("paper_other"))
        else:
            yield from self._lines(question, widget)

    def _choices(self, question: Question, options: tuple[Option, ...], row: Row, number: Round) -> Iterator[Flowable]:
        if len(options) > MOST_OPTIONS and number.number > 0:
            first = Round(0, ())
            yield Words(self.say("paper_from_list", where=round_label(row, first, self.context)), HINT)
            yield Lines()
            return
        most = type_of(question).most(question)
        several = type_of(question).widget(question, self.context) != "radio" and type_of(question).blank == ()
        if most is not None and not question.hint:
            yield Words(self.say("paper_most", most=most), HINT)
        under = ""
        ticks: list[Option] = []
        for option in (*options, None):
            if option is None or option.heading != under:
                yield from rows_of(_ticks(ticks), ROOM, round_=not several) if ticks else ()
                ticks, under = [], option.heading if option else ""
                if under:
                    yield Words(under, HEADING)
            if option is not None:
                ticks.append(option)

    def _rank(self, question: Question) -> Iterator[Flowable]:
        kind = type_of(question)
        choices = kind.choices(question, self.context)
        yield Words(self.say("paper_rank", most=min(question.max or 1, len(choices))), HINT)
        ticks = [Tick(self.context.text(one.label), self.context.text(one.hint)) for one in choices]
        yield from (flowable for one in ticks for flowable in rows_of([one], ROOM, round_=False))

    def _lines(self, question: Question, widget: str) -> Iterator[Flowable]:
        kind = type_of(question)
        if widget in {"number", "date"}:
            if question.min is not None:
                yield Words(self.say("paper_at_least", least=question.min), HINT)
            yield Lines(1, NARROW)
            return
        known = kind.suggestions(question, self.context)[:MOST_OPTIONS]
        if known:
            yield Words(self.say("paper_places", places=" · ".join(known)), HINT)
        yield Lines(max(1, ceil((kind.longest(question) or 0) / CHARACTERS_A_LINE)))


_NO_PADDING = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
_PADDING = [(f"{side}PADDING", (0, 0), (-1, -1), 8) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]


def _with_headings(controls: Iterable[Flowable]) -> Iterator[Bunch]:
    """Each row of a long list by itself, but a heading with the row under it."""
    bunch: Bunch = []
    for control in controls:
        bunch.append(control)
        if not (isinstance(control, Words) and control.style is HEADING):
            yield bunch
            bunch = []


def _ticks(options: Iterable[Option]) -> list[Tick]:
    return [Tick(option.label, option.hint) for option in options]
