"""A page of a form between browser and database: what it shows, and what comes back from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from werkzeug.datastructures import MultiDict

from app.models import Membership
from app.questionnaires import operations
from app.questionnaires.operations import Change, Saved
from app.questionnaires.shaping import question_once_asked
from app.questionnaires.sheets import Sheet
from app.questionnaires.versions import NOTHING, Seen, Stored
from forms import build
from forms.glossary import explained
from forms.keys import AnswerKey, Value
from forms.question_types import type_of
from forms.question_types.amounts import read_date
from forms.views import Option

SEEN, MINE = "seen.", "mine."
"""What comes before a field's name in the hidden inputs that say what this browser saw and what it sent itself."""


@dataclass(frozen=True)
class PageView:
    """A page to show. ``conflicts`` holds by field name what another screen wrote there meanwhile, in words."""

    sheet: Sheet
    page: build.PageForm
    tokens: Mapping[str, str]
    conflicts: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """1-based place of the page among those that are asked; 0 where it is not asked now."""
        ids = [page.id for page in self.sheet.pages]
        return ids.index(self.page.id) + 1 if self.page.id in ids else 0

    @property
    def glossary(self) -> tuple[tuple[str, str], ...]:
        """The abbreviations that the page uses, with what they stand for."""
        fields = [one for block in self.page.blocks for one in block.fields]
        said = [text for block in self.page.blocks for text in (block.label, block.hint)]
        said += [text for one in fields for text in (one.label, one.hint)]
        said += [text for one in fields for option in one.options for text in (option.label, option.hint)]
        return explained(said, self.sheet.context.locale)

    @property
    def privacy(self) -> str:
        """The sentence on what not to write, where somebody could; said once for the whole page."""
        return next((one.privacy for block in self.page.blocks for one in block.fields if one.privacy), "")


def page_view(
    sheet: Sheet,
    page_id: str,
    typed: MultiDict[str, str] | None = None,
    query: MultiDict[str, str] | None = None,
    saved: list[Saved] | None = None,
) -> PageView:
    """A page with what is stored, or with what was typed. Raises :class:`KeyError` for a page that is not there.

    ``query`` may ask for one more repeat, or (``check``) for everything that is still needed.
    """
    asked = query if query is not None else MultiDict()
    more = build.pressed(asked)
    page = build.build_page(
        sheet.questionnaire,
        page_id,
        sheet.context,
        formdata=typed,
        shown_repeats=more.shown_repeats if more else None,
        complete="check" in asked,
    )
    tokens = {one.name: _token(sheet, one.key, typed) for block in page.blocks for one in block.fields}
    tokens |= {one.key.name: str(one.stored.seen) for one in saved or ()}
    words = {one.key.name: in_words(sheet, one.key, one.stored) for one in saved or () if one.conflict}
    return PageView(sheet, page, tokens, words)


@dataclass(frozen=True)
class Received:
    """What became of a page that was sent.

    ``repeats`` is the button for repeats that was pressed, ``taken`` the field whose text another screen's replaces.
    """

    saved: list[Saved]
    no_longer_counts: bool
    repeats: build.Pressed | None
    taken: str

    @property
    def conflict(self) -> bool:
        """Whether another screen wrote something here that this one had not seen."""
        return any(one.conflict for one in self.saved)

    @property
    def stays(self) -> bool:
        """Whether the button that was pressed asks for the same page again."""
        return not self.conflict and (self.repeats is not None or self.taken != "")


def receive(view: PageView, sent: MultiDict[str, str], by: Membership) -> Received:
    """Save a page as ``by`` sent it, and take away the repeat that it asks to.

    Raises ``FormClosedError`` and ``OwnTextError``.
    """
    taken, repeats = sent.get("use", ""), build.pressed(sent)
    submission = operations.start(view.sheet.step, view.sheet.membership)
    counted = submission.submitted_at is not None
    wanted = [change for change in changes(view.page, sent) if change.key.name != taken]
    if repeats is None:
        saved = operations.save_page(submission, wanted, view.page.id, by)
    else:
        saved = operations.save(submission, wanted, by)  # somebody who adds a point is not done with the page
    received = Received(saved, counted and submission.submitted_at is None, repeats, taken)
    goes = view.page.keys_of(repeats.key) if repeats is not None and not repeats.adds else ()
    if goes and not received.conflict:
        operations.remove_repeat(submission, goes, by)
    return received


def changes(page: build.PageForm, sent: MultiDict[str, str]) -> list[Change]:
    """What a sent page asks to save."""
    return [_change(page, key, value, sent) for key, value in build.read(page).items()]


def no_longer_asked(sheet: Sheet, sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    """What was typed in answer to questions that were hidden after the page was made: question and text, in words.

    Only somebody who had not saved anything yet can have such a page: whoever started keeps the questions they had.
    """
    asked = {question.id for question in sheet.questionnaire.questions}
    found = []
    for name in sent:
        try:
            key = AnswerKey.parse(name)
        except ValueError:
            continue
        question = None if key.question_id in asked else question_once_asked(sheet.step, key.question_id)
        if question is not None:
            kind = type_of(question)
            text = kind.display(question, kind.clean(sent.getlist(name), question), sheet.context)
            found += [(sheet.context.text(question.label), text)] if text else []
    return found


def change_of(sheet: Sheet, body: object) -> Change:
    """One answer from a script: ``{key, fields: [[name, value], …], seen, mine: [[[name, value], …], …]}``.

    ``fields`` are those of the whole page. Raises :class:`ValueError` for anything else.
    """
    if not isinstance(body, dict):
        raise ValueError("expected an object")
    key = AnswerKey.parse(str(body.get("key")))
    sent = MultiDict(_pairs(body.get("fields")))
    sent[SEEN + key.name] = str(body.get("seen", ""))
    mine = body.get("mine", [])
    sent.setlist(MINE + key.name, [json.dumps(pairs) for pairs in mine] if isinstance(mine, list) else [])
    try:
        definition = sheet.questionnaire.page_of(key.question_id)
        page = build.build_page(sheet.questionnaire, definition, sheet.context, formdata=sent)
        return _change(page, key, build.read(page)[key], sent)
    except KeyError:
        raise ValueError(f"no such answer: {key.name}") from None


def in_words(sheet: Sheet, key: AnswerKey, stored: Stored) -> str:
    """A stored answer as people read it."""
    question = sheet.questionnaire.question(key.question_id)
    return type_of(question).display(question, stored.value, sheet.context)


def _change(page: build.PageForm, key: AnswerKey, value: Value, sent: MultiDict[str, str]) -> Change:
    question = page.questionnaire.question(key.question_id)
    token = sent.get(SEEN + key.name)
    mine = (_values(text, key.name) for text in sent.getlist(MINE + key.name))
    return Change(
        key,
        value,
        NOTHING.seen if token is None else Seen.parse(token),
        tuple(type_of(question).clean(values, question) for values in mine),
    )


def _values(text: str, name: str) -> list[str]:
    """The values of one field from JSON pairs; none where somebody sent something else."""
    try:
        return [value for found, value in _pairs(json.loads(text)) if found == name]
    except (ValueError, RecursionError):
        return []


def _pairs(found: object) -> list[tuple[str, str]]:
    """Names and values from a script. Raises :class:`ValueError` for anything else.

    Half a character (a lone surrogate) arrives as the replacement character, as it does from a form.
    """
    if not isinstance(found, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in found):
        raise ValueError("expected pairs of name and value")
    return [(str(name), _whole(str(value))) for name, value in found]


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _token(sheet: Sheet, key: AnswerKey, typed: MultiDict[str, str] | None) -> str:
    sent = typed.get(SEEN + key.name) if typed is not None else None
    return sent if sent is not None else str(sheet.stored.get(key, NOTHING).seen)


def under_headings(options: Sequence[Option]) -> list[tuple[str, list[Option]]]:
    """Choices with the heading that they stand under, in the order of the questionnaire."""
    return [(heading, list(found)) for heading, found in groupby(options, key=lambda option: option.heading)]


def under_repeats(lines: Sequence[build.SummaryLine]) -> list[tuple[str, list[build.SummaryLine]]]:
    """Lines of a summary with the repeat, item or question that they stand under, in order."""
    return [(under, list(found)) for under, found in groupby(lines, key=lambda line: line.under)]


def is_a_day(text: str) -> bool:
    """Whether a date field of a browser can show it; it would drop any other text."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is not None and read_date(text) is not None
