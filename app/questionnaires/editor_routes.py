"""Pages on which a facilitator shapes the questionnaire of a step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user, login_required
from flask_wtf import FlaskForm

from app import held
from app.access import Right, step_for
from app.models import Step
from app.questionnaires import change_words, changing, editor_forms
from app.questionnaires.changing import ChangedMeanwhileError
from app.questionnaires.editor import Editor, editor_of
from app.questionnaires.editor_forms import Texts
from forms.changes import Change, Hide, MovePage, MoveQuestion, Reset, Show
from forms.questionnaire import Page, Question
from forms.shaping import ChangeError, Shape

PLACE = "/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>/questions"
bp = Blueprint("editor", __name__, url_prefix=PLACE)
BUTTONS: dict[str, Callable[[str], Change]] = {
    "hide": Hide,
    "show": Show,
    "up": lambda target: MoveQuestion(target, up=True),
    "down": lambda target: MoveQuestion(target, up=False),
    "page-up": lambda target: MovePage(target, up=True),
    "page-down": lambda target: MovePage(target, up=False),
}


@bp.get("")
@login_required
def index(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """All pages and questions with what can be done to each, and what was changed so far."""
    return _page("index", _editor(project_id, phase, step))


@bp.post("/change")
@login_required
def change(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """One of the buttons of the overview: hide, show again, up or down."""
    editor = _editor(project_id, phase, step)
    button, _colon, target = request.form.get("do", "").partition(":")
    if button not in BUTTONS or not target:
        abort(400)
    if _ended(editor):
        return redirect(_to(editor.step), 303)
    try:
        _make(editor, BUTTONS[button](target), request.form.get("seen", ""))
    except ChangedMeanwhileError:
        flash(_meanwhile(_("Kijk wat er nu staat en druk dan nog eens.")), "warning")
        return redirect(_to(editor.step), 303)
    except ChangeError as error:
        flash(error.sentence(str(get_locale())), "warning")
        return redirect(_to(editor.step), 303)
    return redirect(_to(editor.step, _anchor=anchor(target, page=button.startswith("page-"))), 303)


@bp.route("/words/<question_id>", methods=["GET", "POST"])
@login_required
def question(project_id: int, phase: int, step: int, question_id: str) -> ResponseReturnValue:
    """The words of one question, group or field."""
    editor = _editor(project_id, phase, step)
    found = _question(editor, question_id)
    form = editor_forms.words_form(editor_forms.question_texts(found), formdata=held.typed())

    def wanted() -> Change:
        return editor_forms.reworded_question(form, found)

    def texts(shape: Shape) -> Texts:
        return editor_forms.question_texts(shape.find(question_id))

    return _answer("question", editor, form, wanted, anchor(found.id), texts=texts, found=found)


@bp.route("/pages/<page_id>", methods=["GET", "POST"])
@login_required
def page(project_id: int, phase: int, step: int, page_id: str) -> ResponseReturnValue:
    """The words of one page."""
    editor = _editor(project_id, phase, step)
    found = _page_of(editor, page_id)
    form = editor_forms.words_form(editor_forms.page_texts(found), formdata=held.typed())

    def wanted() -> Change:
        return editor_forms.reworded_page(form, found)

    def texts(shape: Shape) -> Texts:
        return editor_forms.page_texts(shape.page(page_id))

    return _answer("page", editor, form, wanted, anchor(found.id, page=True), texts=texts, found=found)


@bp.route("/pages/<page_id>/add", methods=["GET", "POST"])
@login_required
def add(project_id: int, phase: int, step: int, page_id: str) -> ResponseReturnValue:
    """A new question on a page."""
    editor = _editor(project_id, phase, step)
    found = _page_of(editor, page_id)
    if editor.started and request.method == "GET":
        flash(ChangeError("started").sentence(str(get_locale())), "warning")
        return redirect(_to(editor.step))
    form = editor_forms.AddForm(formdata=held.typed())
    back = anchor(found.id, page=True)
    return _answer("add", editor, form, lambda: form.change(found), back, found=found)


@bp.route("/reset", methods=["GET", "POST"])
@login_required
def reset(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """Everything back to the original, after a question whether that is meant."""
    editor = _editor(project_id, phase, step)
    return _answer("reset", editor, ResetForm(), Reset, None)


@bp.get("/both")
@login_required
def both(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """The questionnaire as a participant sees it, on a phone and on a computer."""
    return _page("both", _editor(project_id, phase, step))


class ResetForm(editor_forms.WordsForm):
    """Nothing to fill in."""


def anchor(target: str, *, page: bool = False) -> str:
    """The id of a question or page in the overview."""
    return f"{'page' if page else 'question'}-{target}"


def _answer(
    name: str,
    editor: Editor,
    form: FlaskForm,
    wanted: Callable[[], Change],
    back: str | None,
    *,
    texts: Callable[[Shape], Texts] | None = None,
    **more: Any,
) -> ResponseReturnValue:
    """The page with a form, or what became of the form that was sent.

    ``texts`` are the texts that the form is about, in any state of the questionnaire.
    """
    if _ended(editor):
        return redirect(_to(editor.step), 303)
    if not form.is_submitted() and form.seen.data in {None, ""}:
        form.seen.data = str(editor.seen)
    status = 200
    if form.validate_on_submit():
        try:
            made = _make(editor, wanted(), form.seen.data)
        except ChangedMeanwhileError:
            editor = editor_of(editor.step, editor.membership)
            status, more["meanwhile"] = 409, editor.since(_number(form.seen.data))
            if texts is not None:
                with suppress(ChangeError):  # what the form is about is gone
                    form.keep_up(texts(editor.shape_at(_number(form.seen.data))), texts(editor.shape))
            form.seen.data = str(editor.seen)
        except ChangeError as error:
            status, more["refused"] = 422, error.sentence(str(get_locale()))
        else:
            flash(_("Opgeslagen.") if made else _("Er is niets veranderd."))
            return redirect(_to(editor.step, _anchor=back), 303)
    elif form.errors:
        status = 422
    return _page(name, editor, form=form, back=_to(editor.step, _anchor=back), **more), status


def _make(editor: Editor, wanted: Change, seen: str | None) -> bool:
    return changing.change(editor.step, wanted, current_user._get_current_object(), _number(seen))


def _number(seen: str | None) -> int:
    """The last change that a page knew; who sends something else knew none."""
    return int(seen) if seen and seen.isdecimal() and len(seen) < 9 else -1


def _editor(project_id: int, phase: int, step: int) -> Editor:
    return editor_of(*step_for(project_id, phase, step, Right.FACILITATE))


def _question(editor: Editor, question_id: str) -> Question:
    try:
        return editor.shape.find(question_id)
    except ChangeError:
        abort(404)


def _page_of(editor: Editor, page_id: str) -> Page:
    try:
        return editor.shape.page(page_id)
    except ChangeError:
        abort(404)


def _ended(editor: Editor) -> bool:
    """Whether the phase is over, so that nothing changes any more; said on the next page."""
    ended = editor.step.phase.ended_on is not None
    if ended:
        flash(_("Deze fase is afgerond. Je kunt hier alleen nog lezen."), "warning")
    return ended


def _meanwhile(then: str) -> str:
    return _("Iemand anders paste de vragenlijst net aan.") + " " + then


def _page(name: str, editor: Editor, **more: Any) -> str:
    step, membership = editor.step, editor.membership
    return render_template(
        f"questionnaires/editor/{name}.html",
        here="project",
        project=membership.project,
        membership=membership,
        phase=step.phase,
        step=step,
        editor=editor,
        types=change_words.TYPES,
        anchor=anchor,
        **more,
    )


def _to(step: Step, **values: Any) -> str:
    phase = step.phase
    return url_for("editor.index", project_id=phase.project_id, phase=phase.number, step=step.number, **values)
