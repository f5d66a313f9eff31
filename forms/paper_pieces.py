"""What a form on paper is drawn with: words in an embedded font, lines to write on, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

INK, MUTED, ACCENT, LINE, TINT = map(HexColor, ("#1b1f24", "#4d5661", "#0b4f8a", "#8a929b", "#eef3f8"))
LINE_HEIGHT = 8 * mm
LONG_LIST = 6
"""From so many choices on there are two columns at least, with words that wrap."""
_BOX, _BESIDE, _BETWEEN = 3.4 * mm, 1.9 * mm, 5 * mm
_FONTS = {"Paper": "DejaVuSans.ttf", "Paper-Bold": "DejaVuSans-Bold.ttf"}


@cache
def use_fonts() -> None:
    """Make the fonts known that come with matplotlib: they hold nearly every letter, and may be embedded."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise RuntimeError("matplotlib, which brings the fonts, is not installed")
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    for name, file in _FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def _style(name: str, size: float, bold: bool = False, **more: Any) -> ParagraphStyle:
    font = "Paper-Bold" if bold else "Paper"
    usual = {"fontName": font, "fontSize": size, "leading": size * 1.35, "textColor": INK}
    return ParagraphStyle(name, **{**usual, **more})


TITLE = _style("title", 20, bold=True, spaceAfter=8)
SMALL = _style("small", 9, textColor=MUTED)
BODY = _style("body", 10, spaceAfter=4)
PAGE = _style("page", 14, bold=True, textColor=ACCENT, spaceBefore=22, spaceAfter=4)
BLOCK = _style("block", 11, bold=True, spaceBefore=10, spaceAfter=3)
REPEAT = _style("repeat", 10.5, bold=True, textColor=ACCENT, spaceBefore=10, spaceAfter=2)
LABEL = _style("label", 10, spaceBefore=8, spaceAfter=2)
HINT = _style("hint", 9, textColor=MUTED, spaceAfter=3)
OPTION = _style("option", 9.5)
HEADING = _style("heading", 9.5, bold=True, spaceBefore=5, spaceAfter=1)


class Words(Paragraph):
    """A text that wraps, however long its words. What is drawn is noted on the canvas."""

    def __init__(self, text: str | None, style: ParagraphStyle, after: str = "", **more: Any) -> None:
        if text is not None:  # reportlab makes the parts of a text that goes on over a page without one
            text = escape(text.replace("\0", ""))
            text += f' <font name="Paper" size="8.5" color="#4d5661">{escape(after)}</font>' if after else ""
        super().__init__(text, style, **more)

    def draw(self) -> None:
        self.canv.drawn.append(self.getPlainText())
        super().draw()


class Lines(Flowable):
    """Lines to write on. ``width`` is that of each line, all the room where it is not said."""

    def __init__(self, number: int = 1, width: float | None = None) -> None:
        super().__init__()
        self.number, self.wanted = number, width

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = min(width, self.wanted or width)
        self.height = self.number * LINE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.6)
        for number in range(self.number):
            self.canv.line(0, number * LINE_HEIGHT + 1, self.width, number * LINE_HEIGHT + 1)


class LabelledLine(Flowable):
    """A few words with a line behind them."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.words = Words(label, OPTION)
        self.natural = _width(label) + 2 * mm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.beside = width, min(self.natural, width / 2)
        _, tall = self.words.wrap(self.beside, height)
        self.height = max(LINE_HEIGHT, tall + 2)
        return self.width, self.height

    def draw(self) -> None:
        self.words.drawOn(self.canv, 0, 0)
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.6)
        self.canv.line(self.beside + 2 * mm, 1, self.width, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to tick: its words, and an explanation."""

    label: str
    hint: str = ""


class Ticks(Flowable):
    """One row of things to tick, each with a box (or a circle, where only one may be chosen) before its words.

    ``label``, and ``after`` it a remark, stand before the boxes, for one row of a matrix.
    """

    def __init__(
        self, ticks: Sequence[Tick], widths: Sequence[float], *, round_: bool, label: str = "", after: str = ""
    ) -> None:
        super().__init__()
        self.widths, self.round = widths, round_
        self.words = [Words(one.label, OPTION, one.hint) for one in ticks]
        self.label = Words(label, LABEL, after) if label else None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.before = width - sum(self.widths) if self.label else 0
        talls = [
            words.wrap(room - _BOX - _BESIDE - 2, height)[1]
            for words, room in zip(self.words, self.widths, strict=True)
        ]
        if self.label:
            talls.append(self.label.wrap(self.before - _BETWEEN, height)[1])
        self.tall = max(talls)
        self.height = max(self.tall, _BOX) + 2.4 * mm
        return self.width, self.height

    def draw(self) -> None:
        top = self.height - 1.2 * mm
        if self.label:
            self.label.drawOn(self.canv, 0, top - self.label.height)
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.8)
        left = self.before
        for words, room in zip(self.words, self.widths, strict=True):
            middle = top - OPTION.leading / 2 - 0.5
            if self.round:
                self.canv.circle(left + _BOX / 2, middle, _BOX / 2)
            else:
                self.canv.rect(left, middle - _BOX / 2, _BOX, _BOX)
            words.drawOn(self.canv, left + _BOX + _BESIDE, top - words.height)
            left += room


def rows_of(ticks: Sequence[Tick], room: float, *, round_: bool) -> list[Flowable]:
    """Things to tick over as few rows as fit, in columns."""
    natural = widths_of(ticks)
    if sum(natural) <= room:
        return [Ticks(ticks, natural, round_=round_)]
    fit = int(room // min(max(natural), room))
    columns = min(max(fit, 2 if len(ticks) >= LONG_LIST else 1), 4)
    widths = [room / columns] * columns
    cut = [ticks[start : start + columns] for start in range(0, len(ticks), columns)]
    return [Ticks(part, widths[: len(part)], round_=round_) for part in cut]


def widths_of(ticks: Sequence[Tick]) -> list[float]:
    """How wide each thing to tick is on one line, with the room around it."""
    return [_BOX + _BESIDE + _width(one.label) + _width(one.hint) + _BETWEEN for one in ticks]


def _width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, OPTION.fontName, OPTION.fontSize))


class NumberedCanvas(Canvas):
    """A canvas that knows the number of pages before the first is written, and notes every text that is drawn."""

    footer = ("", "")
    """What stands below each page: on the left, and on the right with {number} and {total}."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.drawn: list[str] = []
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  (reportlab's name)
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for state in self._pages:
            self.__dict__.update(state)
            self._foot(self._pageNumber, len(self._pages))
            super().showPage()
        super().save()

    def _foot(self, number: int, total: int) -> None:
        left, right = self.footer
        self.setFont("Paper", 8)
        self.setFillColor(MUTED)
        width = self._pagesize[0]
        told = right.format(number=number, total=total)
        room = width - 44 * mm - _width(told)
        while left and pdfmetrics.stringWidth(left, "Paper", 8) > room:
            left = left[:-2].rstrip() + "…"
        self.drawString(20 * mm, 11 * mm, left)
        self.drawRightString(width - 20 * mm, 11 * mm, told)
