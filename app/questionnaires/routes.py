"""Pages for filling in: the hub, each page of questions, the check before sending, the receipt and the preview."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.datastructures import ImmutableMultiDict

from app import held, vectors
from app.access import Right, step_for
from app.models import MarkKind, Membership, Step, StepStatus
from app.models.types import now
from app.questionnaires import filling, marks, operations, queries
from app.questionnaires.advice import advice_at, advice_for
from app.questionnaires.marks import NoReasonError
from app.questionnaires.operations import FormClosedError, NotCompleteError
from app.questionnaires.sheets import Sheet, sheet_for
from app.questionnaires.versions import showable
from forms import build
from forms.keys import AnswerKey

PLACE = "/projects/<int:project_id>/phases/<int:phase>/steps/<int:step>/form"
bp = Blueprint("questionnaires", __name__, url_prefix=PLACE)
bp.add_app_template_filter(showable)
bp.add_app_template_filter(filling.under_headings)
bp.add_app_template_filter(filling.under_repeats)
bp.add_app_template_test(filling.is_a_day, "a_day")


@bp.get("")
@login_required
def hub(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """What the form is for, who sees it, which pages are done, and where one was."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    must_agree = queries.must_agree(found, membership)
    earlier = queries.earlier_subjects(found)
    sheet = sheet_for(found, membership)
    return _render("hub", found, membership, sheet=sheet, must_agree=must_agree, earlier=earlier)


@bp.post("/agreement")
@login_required
def accept_agreement(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """Agree to how the group shares what it knows."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    operations.accept_agreement(membership)
    hub, waiting = _to(found, "hub"), held.waiting_at() or ""
    return redirect(waiting if waiting.startswith(f"{hub}/") else hub)


@bp.route("/<page_id>", methods=["GET", "POST"])
@login_required
def page(project_id: int, phase: int, step: int, page_id: str) -> ResponseReturnValue:
    """One page of questions."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    if queries.must_agree(found, membership):
        return _agree_first(found)
    sheet = sheet_for(found, membership)
    if page_id not in {one.id for one in sheet.questionnaire.pages}:
        abort(404)
    typed = held.typed()
    view = filling.page_view(sheet, page_id, typed, request.args)
    if request.method == "POST":
        return _save_page(view, request.form)
    if found.status is StepStatus.OPEN:
        return _show_page(view, unsaved=typed is not None)
    return redirect(_to(found, "hub")) if typed is None else _show_page(view, 409)


@bp.post("/answers")
@login_required
def save_answer(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """One answer, from a script, a moment after typing stopped. 409 where another screen wrote something else."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    sheet = sheet_for(found, membership)
    try:
        change = filling.change_of(sheet, request.get_json())
        if queries.must_agree(found, membership):
            return {"error": "agreement", "message": _("De deelafspraak is veranderd. Klik op Opslaan en verder.")}, 409
        [saved] = operations.save(operations.start(found, membership), [change])
    except (ValueError, RecursionError):
        return {"error": "not_an_answer", "message": _("Dit is niet opgeslagen. Laad de pagina opnieuw.")}, 422
    except FormClosedError:
        return {"error": "closed", "message": _("De stap is gesloten. Wat je eerder opsloeg, is er nog.")}, 409
    if not saved.conflict:
        held.forget(_to(found, "page", page_id=sheet.questionnaire.page_of(change.key.question_id).id))
        return jsonify(seen=str(saved.stored.seen), message=_("Opgeslagen om %(time)s", time=_clock()))
    words = filling.in_words(sheet, saved.key, saved.stored)
    value = saved.stored.value
    values = [value] if isinstance(value, str) else list(value)
    return jsonify(error="changed", seen=str(saved.stored.seen), values=values, words=words), 409


@bp.post("/answers/advice")
@login_required
def advise(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """What there is to say of one stored answer, to show beside it: asked by a script after a save."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    sheet = sheet_for(found, membership)
    try:
        key = AnswerKey.parse(str((request.get_json() or {}).get("key")))
        advice = advice_at(sheet, key)
    except (ValueError, KeyError, AttributeError, RecursionError):
        return {"error": "not_an_answer"}, 422
    return jsonify(html=render_template("questionnaires/_advice_alone.html", name=key.name, one=advice).strip())


@bp.post("/notes")
@login_required
def add_note(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """A correction by somebody whose step is closed: their answers stay as they were."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    submission = queries.submission_of(found, membership)
    if submission is None or found.status is StepStatus.OPEN:
        return redirect(_to(found, "hub"))
    text = request.form.get("note", "")
    if len(text) > marks.LONGEST or not text.strip():
        told = _("Schrijf wat er niet klopt, in hoogstens %(most)s tekens.", most=marks.LONGEST)
        return _render("hub", found, membership, sheet=sheet_for(found, membership), note=text, note_error=told), 422
    if marks.add_note(submission, text):
        flash(_("Je correctie staat bij je antwoorden. De gespreksleider ziet hem."))
    return redirect(_to(found, "hub"))


@bp.route("/check", methods=["GET", "POST"])
@login_required
def check(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """All answers in words, what is missing, and the button that sends them."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    if found.status is not StepStatus.OPEN or queries.must_agree(found, membership):
        return redirect(_to(found, "hub"))
    if request.method == "GET":
        return _check(found, membership)
    form = operations.start(found, membership)
    try:
        operations.submit(form)
    except NotCompleteError:
        return _check(found, membership, tried=True), 422
    except FormClosedError:
        return redirect(_to(found, "hub"))
    response = redirect(_to(found, "receipt"))
    vectors.make_when_answered(response, form.id)
    return response


@bp.get("/receipt")
@login_required
def receipt(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """What somebody sent, to read back and to print."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    sheet = sheet_for(found, membership)
    if sheet.submission is None or sheet.submission.submitted_at is None:
        return redirect(_to(found, "hub"))
    return _render("receipt", found, membership, sheet=sheet)


@bp.post("/take-back")
@login_required
def take_back(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """Make a sent form a draft again."""
    found, membership = step_for(project_id, phase, step, Right.FILL_IN)
    submission = queries.submission_of(found, membership)
    try:
        if submission is not None and operations.take_back(submission):
            flash(_("Je antwoorden zijn terug bij jou. Ze tellen pas mee als je ze weer verstuurt."))
    except FormClosedError:
        flash(_("De stap is gesloten. Er is niets veranderd."), "warning")
    return redirect(_to(found, "hub"))


@bp.get("/preview")
@login_required
def preview(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """The whole form as somebody sees it who starts now; nothing can be filled in."""
    found, membership = step_for(project_id, phase, step, Right.FACILITATE)
    sheet = sheet_for(found, membership, blank=True)
    views = [filling.page_view(sheet, one.id) for one in sheet.pages]
    return _render("preview", found, membership, sheet=sheet, views=views)


def _agree_first(step: Step) -> ResponseReturnValue:
    """To the agreement. What was typed while it changed is held, and comes back afterwards."""
    response = redirect(_to(step, "hub"))
    if request.method == "POST":
        held.keep(response)
        told = _(
            "De deelafspraak is veranderd. Wat je had getypt is bewaard. Ga akkoord, dan ga je verder waar je was."
        )
        flash(told)
    return response


def _check(step: Step, membership: Membership, *, tried: bool = False) -> str:
    def change_url(page_id: str) -> str:
        return _to(step, "page", page_id=page_id, check=1)

    return _render("check", step, membership, sheet=sheet_for(step, membership), tried=tried, change_url=change_url)


def _save_page(view: filling.PageView, sent: ImmutableMultiDict[str, str]) -> ResponseReturnValue:
    """Save what was sent, whatever is wrong with it; then do what the button says."""
    sheet, page_id, then = view.sheet, view.page.id, sent.get("then", "")
    try:
        received = filling.receive(view, sent)
    except FormClosedError:
        return _show_page(view, 409, open_now=False)
    if received.no_longer_counts:
        flash(_("Er ontbreekt nu iets. Je antwoorden tellen weer mee als je ze opnieuw verstuurt."), "warning")
    if not received.conflict:
        _keep_with_reasons(view, sent)
        if "mark" in sent:
            return _mark(view, sent)
    if received.stays or (then == "stay" and not received.conflict):
        return redirect(_same_page(view, received))
    fresh = sheet_for(sheet.step, sheet.membership)
    if received.conflict or (view.page.errors() and then != "hub"):
        again = filling.page_view(fresh, page_id, sent, request.args, received.saved)
        return _show_page(again, 409 if received.conflict else 422)
    return redirect(_next(fresh, page_id, then))


def _keep_with_reasons(view: filling.PageView, sent: ImmutableMultiDict[str, str]) -> None:
    """A reason that was typed counts, whatever button sent the page."""
    submission = queries.submission_of(view.sheet.step, view.sheet.membership)
    asked = {key.name: key for key in build.read(view.page)}
    for name, key in asked.items():
        reason = sent.get(f"reason.{name}", "")
        if reason.strip() and submission is not None:
            with suppress(LookupError):  # the answer was made blank: nothing to keep
                marks.set_mark(submission, key, MarkKind.KEPT, reason)


def _mark(view: filling.PageView, sent: ImmutableMultiDict[str, str]) -> ResponseReturnValue:
    """What somebody says of an answer with one tap; then the page again, at that answer."""
    name, _bar, rest = sent["mark"].partition("|")
    word, _bar, value = rest.partition("|")
    step = view.sheet.step
    query = {"check": "1"} if "check" in request.args else {}
    back = _to(step, "page", page_id=view.page.id, _anchor=name, **query)
    submission = queries.submission_of(step, view.sheet.membership)
    try:
        key = AnswerKey.parse(name)
        if submission is not None and word == "drop":
            marks.drop_mark(submission, key, MarkKind(value))
        elif submission is not None:
            kind = MarkKind(word)
            marks.set_mark(submission, key, kind, sent.get(f"reason.{name}", "") if kind is MarkKind.KEPT else value)
    except NoReasonError:
        flash(_("Schrijf eerst waarom dit er moet staan. De gespreksleider leest je reden."), "warning")
    except (ValueError, LookupError):
        flash(_("Dit antwoord staat er niet meer. Kijk het na."), "warning")
    return redirect(back)


def _same_page(view: filling.PageView, received: filling.Received) -> str:
    """The page again, with one more repeat where that was asked for."""
    query = {"check": "1"} if "check" in request.args else {}
    anchor = received.taken or None
    if received.repeats is not None and received.repeats.adds:
        query[build.ADD] = anchor = received.repeats.key.name
    return _to(view.sheet.step, "page", page_id=view.page.id, _anchor=anchor, **query)


def _next(sheet: Sheet, page_id: str, then: str) -> str:
    """Where a saved page leads to."""
    if then == "hub":
        return _to(sheet.step, "hub")
    after = None if "check" in request.args else sheet.page_after(page_id)
    return _to(sheet.step, "page", page_id=after.id) if after else _to(sheet.step, "check")


def _show_page(
    view: filling.PageView, status: int = 200, *, open_now: bool | None = None, unsaved: bool = False
) -> ResponseReturnValue:
    step = view.sheet.step
    is_open = step.status is StepStatus.OPEN if open_now is None else open_now
    errors = view.page.errors() if status == 422 or "check" in request.args else []
    after = view.sheet.page_after(view.page.id)
    advice = advice_for(view.sheet, view.page) if is_open else {}
    more = {"view": view, "errors": errors, "after": after, "open": is_open, "unsaved": unsaved, "advice": advice}
    return _render("page", step, view.sheet.membership, **more), status


def _render(name: str, step: Step, membership: Membership, **more: Any) -> str:
    common = {"project": membership.project, "membership": membership, "phase": step.phase, "step": step}
    more.setdefault("open", step.status is StepStatus.OPEN)
    return render_template(f"questionnaires/{name}.html", here="project", **common, **more)


def _to(step: Step, endpoint: str, **values: Any) -> str:
    phase = step.phase
    return url_for(f".{endpoint}", project_id=phase.project_id, phase=phase.number, step=step.number, **values)


def _clock() -> str:
    return str(format_datetime(now(), "HH.mm"))
