"""A sheet to draw a figure on: in points from the top left corner, as long as what is drawn on it."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

STYLE = Path(__file__).parent / "style" / "buurtbalans.mplstyle"
INK, MUTED, LINE, TRACK, PAPER = "#1b1f24", "#4d5661", "#c9cec8", "#e6e9e4", "#ffffff"
LINE_HEIGHT = 1.3
_POINTS_PER_INCH = 72
_SHARPNESS = 2

# The page shows the reader's own font. It is measured in DejaVu Sans, which is wider, so that nothing runs over.
_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif"
_MEASURED_FONT = "'DejaVu Sans', sans-serif"
_POINTS = re.compile(r'([.\d])pt"')

# A page under a strict content security policy shows an SVG without its styles; attributes always count.
_STYLES = re.compile(r'(<[^<>]*)style="([^"]*)"')
_STYLE_SHEET = re.compile(r"\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)

# matplotlib keeps its settings for the whole process.
_SETTINGS = Lock()


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the project's style, one figure at a time, whatever this machine's own matplotlib settings are."""
    with _SETTINGS, mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(mpl.rc_params_from_file(STYLE, use_default_template=False))
        # A sign that the measuring font lacks (an emoji) is still there as text.
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from", category=UserWarning)
        yield


class Sheet:
    """A figure ``width`` points wide. Call everything within :func:`styled`."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._figure = Figure(figsize=(width / _POINTS_PER_INCH, 1), dpi=_POINTS_PER_INCH)
        canvas: Any = FigureCanvasAgg(self._figure)
        self._renderer = canvas.get_renderer()
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)

    def measure(self, text: str, size: float, weight: int = 400) -> float:
        """The width of a text on one line."""
        wide, _, _ = self._renderer.get_text_width_height_descent(
            plain(text), FontProperties(size=size, weight=weight), ismath=False
        )
        return float(wide)

    def lines(self, text: str, width: float, size: float, weight: int = 400) -> list[str]:
        """The text in lines of at most ``width``, broken at plain spaces; a word that is longer is cut."""
        lines = [""]
        for word in plain(text).split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if self.measure(longer, size, weight) <= width:
                lines[-1] = longer
                continue
            rest = word
            while self.measure(rest, size, weight) > width and len(rest) > 1:
                fits = max(1, sum(self.measure(rest[:end], size, weight) <= width for end in range(1, len(rest))))
                lines.append(rest[:fits])
                rest = rest[fits:]
            lines.append(rest)
        return [line for line in lines if line]

    def text(
        self, x: float, y: float, text: str, size: float, *, weight: int = 400, colour: str = INK, align: str = "left"
    ) -> None:
        """One line of text with its base line at ``y``."""
        self._axes.text(
            x, y, plain(text), fontsize=size, fontweight=weight, color=colour, ha=align, va="baseline", clip_on=False
        )

    def paragraph(
        self, x: float, y: float, text: str, width: float, size: float, *, weight: int = 400, colour: str = INK
    ) -> float:
        """Text in lines from ``y`` downwards; returns where it ends."""
        for line in self.lines(text, width, size, weight):
            self.text(x, y + size, line, size, weight=weight, colour=colour)
            y += size * LINE_HEIGHT
        return y

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle with its top left corner at (x, y)."""
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, clip_on=False))

    def rule(self, x: tuple[float, float], y: tuple[float, float], colour: str, thickness: float = 1) -> None:
        """A straight line from (x[0], y[0]) to (x[1], y[1])."""
        self._axes.add_line(Line2D(x, y, color=colour, linewidth=thickness, clip_on=False))

    def mark(self, x: float, y: float, shape: str, colour: str, size: float) -> None:
        """A matplotlib marker with its centre at (x, y)."""
        self._axes.add_line(Line2D([x], [y], marker=shape, color=colour, markersize=size, linestyle="", clip_on=False))

    def svg(self, height: float, title: str, description: str) -> str:
        """The sheet down to ``height`` as SVG, with a title and description for who cannot see it."""
        self._cut(height)
        file = StringIO()
        nothing = dict.fromkeys(["Creator", "Date", "Format", "Type"])
        self._figure.savefig(file, format="svg", metadata=nothing)
        drawing = _STYLES.sub(_attributes, file.getvalue())
        return _described(drawing, title, description)

    def png(self, height: float) -> bytes:
        """The sheet down to ``height`` as PNG, at twice its size for sharp screens."""
        self._cut(height)
        file = BytesIO()
        self._figure.savefig(file, format="png", dpi=_POINTS_PER_INCH * _SHARPNESS, metadata={"Software": None})
        return file.getvalue()

    def _cut(self, height: float) -> None:
        self._figure.set_size_inches(self.width / _POINTS_PER_INCH, height / _POINTS_PER_INCH)
        self._axes.set_ylim(height, 0)


def plain(text: str) -> str:
    """The text on one line, without signs that an SVG file may not hold; spaces that do not break stay."""
    tidy = " ".join(re.split(r"[ \t\r\n\f\v]+", text)).strip()
    return "".join(sign for sign in tidy if unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Co"})


def _attributes(style: re.Match[str]) -> str:
    """The declarations of a style as attributes; matplotlib writes only properties that may be one."""
    declarations = style[2].replace(_MEASURED_FONT, _FONTS).split(";")
    pairs = (declaration.partition(":") for declaration in declarations if declaration.strip())
    return style[1] + " ".join(f'{name.strip()}="{value.strip()}"' for name, _, value in pairs)


def _described(drawing: str, title: str, description: str) -> str:
    """Put title and description first in the root element, where screen readers look, and measure it in pixels."""
    words = f'<title id="title">{escape(plain(title))}</title>\n <desc id="desc">{escape(plain(description))}</desc>'

    def root(found: re.Match[str]) -> str:
        given = _POINTS.sub('\\1"', found[1])
        return f'<svg role="img" aria-labelledby="title desc" lang="nl" stroke-linejoin="round" {given}>\n {words}'

    return re.sub("<svg ([^>]*)>", root, _STYLE_SHEET.sub("", drawing, count=1), count=1)
