"""Pages for filling in: the hub, each page of questions, the check before sending, the receipt and the preview.

The same pages serve a facilitator who fills in for somebody, at an address of their own (``behalf``).
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.datastructures import ImmutableMultiDict

from app import held, vectors
from app.access import Right, step_for
from app.models import MarkKind, StepStatus
from app.models.types import now
from app.questionnaires import filling, marks, operations, origins, queries, routes_behalf
from app.questionnaires.advice import advice_at, advice_for
from app.questionnaires.blueprints import behalf, bp
from app.questionnaires.desks import Desk, desk_for, not_yours
from app.questionnaires.marks import NoReasonError
from app.questionnaires.operations import FormClosedError, NotCompleteError, OwnTextError
from app.questionnaires.paper import blank_form
from app.questionnaires.sheets import Sheet, sheet_for
from app.questionnaires.versions import showable
from forms import build
from forms.keys import AnswerKey

__all__ = ["behalf", "bp", "routes_behalf"]

bp.add_app_template_filter(showable)
bp.add_app_template_filter(origins.in_words, "origin")
bp.add_app_template_filter(filling.under_headings)
bp.add_app_template_filter(filling.under_repeats)
bp.add_app_template_test(filling.is_a_day, "a_day")


@bp.get("")
@behalf.get("")
@login_required
def hub(project_id: int, phase: int, step: int, member_id: int | None = None) -> ResponseReturnValue:
    """What the form is for, who sees it, which pages are done, and where one was."""
    desk = desk_for(project_id, phase, step, member_id)
    earlier = queries.earlier_subjects(desk.step)
    return _render("hub", desk, sheet=_sheet(desk), must_agree=desk.must_agree, earlier=earlier)


@bp.post("/agreement")
@login_required
def accept_agreement(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """Agree to how the group shares what it knows."""
    desk = desk_for(project_id, phase, step)
    operations.accept_agreement(desk.respondent)
    hub, waiting = _to(desk, "hub"), held.waiting_at() or ""
    return redirect(waiting if waiting.startswith(f"{hub}/") else hub)


@bp.route("/<page_id>", methods=["GET", "POST"])
@behalf.route("/<page_id>", methods=["GET", "POST"])
@login_required
def page(project_id: int, phase: int, step: int, page_id: str, member_id: int | None = None) -> ResponseReturnValue:
    """One page of questions."""
    desk = desk_for(project_id, phase, step, member_id)
    if desk.must_agree:
        return _agree_first(desk)
    sheet = _sheet(desk)
    left = filling.no_longer_asked(sheet, request.form)
    if page_id not in {one.id for one in sheet.questionnaire.pages}:
        return (_render("no_longer_asked", desk, left=left), 409) if left else abort(404)
    typed = held.typed()
    view = filling.page_view(sheet, page_id, typed, request.args)
    if request.method == "POST":
        saved = _save_page(desk, view, request.form)
        return (_render("no_longer_asked", desk, left=left), 409) if left else saved
    if desk.step.status is StepStatus.OPEN:
        return _show_page(desk, view, unsaved=typed is not None)
    return redirect(_to(desk, "hub")) if typed is None else _show_page(desk, view, 409)


@bp.post("/answers")
@behalf.post("/answers")
@login_required
def save_answer(project_id: int, phase: int, step: int, member_id: int | None = None) -> ResponseReturnValue:
    """One answer, from a script, a moment after typing stopped. 409 where another screen wrote something else."""
    desk = desk_for(project_id, phase, step, member_id)
    sheet = _sheet(desk)
    try:
        change = filling.change_of(sheet, request.get_json())
        if desk.must_agree:
            return {"error": "agreement", "message": _("De deelafspraak is veranderd. Klik op Opslaan en verder.")}, 409
        [saved] = operations.save(operations.start(desk.step, desk.respondent), [change], desk.membership)
    except (ValueError, RecursionError):
        return {"error": "not_an_answer", "message": _("Dit is niet opgeslagen. Laad de pagina opnieuw.")}, 422
    except FormClosedError:
        return {"error": "closed", "message": _("De stap is gesloten. Wat je eerder opsloeg, is er nog.")}, 409
    except OwnTextError:
        return {"error": "not_yours", "message": not_yours()}, 409
    if not saved.conflict:
        held.forget(_to(desk, "page", page_id=sheet.questionnaire.page_of(change.key.question_id).id))
        return jsonify(seen=str(saved.stored.seen), message=_("Opgeslagen om %(time)s", time=_clock()))
    words = filling.in_words(sheet, saved.key, saved.stored)
    value = saved.stored.value
    values = [value] if isinstance(value, str) else list(value)
    return jsonify(error="changed", seen=str(saved.stored.seen), values=values, words=words), 409


@bp.post("/answers/advice")
@behalf.post("/answers/advice")
@login_required
def advise(project_id: int, phase: int, step: int, member_id: int | None = None) -> ResponseReturnValue:
    """What there is to say of one stored answer, to show beside it: asked by a script after a save."""
    desk = desk_for(project_id, phase, step, member_id)
    try:
        key = AnswerKey.parse(str((request.get_json() or {}).get("key")))
        advice = advice_at(_sheet(desk), key)
    except (ValueError, KeyError, AttributeError, RecursionError):
        return {"error": "not_an_answer"}, 422
    return jsonify(html=render_template("questionnaires/_advice_alone.html", name=key.name, one=advice).strip())


@bp.post("/notes")
@login_required
def add_note(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """A correction by somebody whose step is closed: their answers stay as they were."""
    desk = desk_for(project_id, phase, step)
    submission = queries.submission_of(desk.step, desk.respondent)
    if submission is None or desk.step.status is StepStatus.OPEN:
        return redirect(_to(desk, "hub"))
    text = request.form.get("note", "")
    if len(text) > marks.LONGEST or not text.strip():
        told = _("Schrijf wat er niet klopt, in hoogstens %(most)s tekens.", most=marks.LONGEST)
        return _render("hub", desk, sheet=_sheet(desk), note=text, note_error=told), 422
    if marks.add_note(submission, text):
        flash(_("Je correctie staat bij je antwoorden. De gespreksleider ziet hem."))
    return redirect(_to(desk, "hub"))


@bp.route("/check", methods=["GET", "POST"])
@behalf.route("/check", methods=["GET", "POST"])
@login_required
def check(project_id: int, phase: int, step: int, member_id: int | None = None) -> ResponseReturnValue:
    """All answers in words, what is missing, and the button that sends them."""
    desk = desk_for(project_id, phase, step, member_id)
    if desk.step.status is not StepStatus.OPEN or desk.must_agree:
        return redirect(_to(desk, "hub"))
    if request.method == "GET":
        return _check(desk)
    form = operations.start(desk.step, desk.respondent)
    try:
        operations.submit(form, desk.membership)
    except NotCompleteError:
        return _check(desk, tried=True), 422
    except (FormClosedError, OwnTextError):
        return redirect(_to(desk, "hub"))
    response = redirect(_to(desk, "receipt"))
    vectors.make_when_answered(response, form.id)
    return response


@bp.get("/receipt")
@behalf.get("/receipt")
@login_required
def receipt(project_id: int, phase: int, step: int, member_id: int | None = None) -> ResponseReturnValue:
    """What somebody sent, to read back and to print."""
    desk = desk_for(project_id, phase, step, member_id)
    sheet = _sheet(desk)
    if sheet.submission is None or sheet.submission.submitted_at is None:
        return redirect(_to(desk, "hub"))
    return _render("receipt", desk, sheet=sheet)


@bp.post("/take-back")
@behalf.post("/take-back")
@login_required
def take_back(project_id: int, phase: int, step: int, member_id: int | None = None) -> ResponseReturnValue:
    """Make a sent form a draft again."""
    desk = desk_for(project_id, phase, step, member_id)
    submission = queries.submission_of(desk.step, desk.respondent)
    try:
        if submission is not None and operations.take_back(submission, desk.membership):
            own = _("Je antwoorden zijn terug bij jou. Ze tellen pas mee als je ze weer verstuurt.")
            other = _("De antwoorden zijn weer een concept. Ze tellen pas mee als je ze weer verstuurt.")
            flash(other if desk.on_behalf else own)
    except FormClosedError:
        flash(_("De stap is gesloten. Er is niets veranderd."), "warning")
    except OwnTextError:
        flash(not_yours(), "warning")
    return redirect(_to(desk, "hub"))


@bp.get("/preview")
@login_required
def preview(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """The whole form as somebody sees it who starts now; nothing can be filled in.

    With ``?frame=1`` without what stands around it, to be seen within another page.
    """
    found, membership = step_for(project_id, phase, step, Right.FACILITATE)
    sheet = sheet_for(found, membership, blank=True)
    views = [filling.page_view(sheet, one.id) for one in sheet.pages]
    shown = {"sheet": sheet, "views": views, "framed": "frame" in request.args}
    return _render("preview", Desk(found, membership, membership), **shown)


@bp.get("/paper.pdf")
@login_required
def paper(project_id: int, phase: int, step: int) -> ResponseReturnValue:
    """The blank form to print, for who fills in on paper."""
    found, membership = step_for(project_id, phase, step, Right.FACILITATE)
    name = f"{_('vragenlijst')}-{found.phase.number}-{found.number}.pdf"
    return send_file(BytesIO(blank_form(found, membership).pdf), "application/pdf", download_name=name)


def _sheet(desk: Desk) -> Sheet:
    return sheet_for(desk.step, desk.respondent)


def _agree_first(desk: Desk) -> ResponseReturnValue:
    """To the agreement. What was typed while it changed is held, and comes back afterwards."""
    response = redirect(_to(desk, "hub"))
    if request.method == "POST":
        held.keep(response)
        told = _(
            "De deelafspraak is veranderd. Wat je had getypt is bewaard. Ga akkoord, dan ga je verder waar je was."
        )
        flash(told)
    return response


def _check(desk: Desk, *, tried: bool = False) -> str:
    def change_url(page_id: str) -> str:
        return _to(desk, "page", page_id=page_id, check=1)

    return _render("check", desk, sheet=_sheet(desk), tried=tried, change_url=change_url)


def _save_page(desk: Desk, view: filling.PageView, sent: ImmutableMultiDict[str, str]) -> ResponseReturnValue:
    """Save what was sent, whatever is wrong with it; then do what the button says."""
    page_id, then = view.page.id, sent.get("then", "")
    try:
        received = filling.receive(view, sent, desk.membership)
    except FormClosedError:
        return _show_page(desk, view, 409, open_now=False)
    except OwnTextError:
        flash(not_yours(), "warning")
        return redirect(_to(desk, "hub"))
    if received.no_longer_counts:
        flash(_("Er ontbreekt nu iets. Je antwoorden tellen weer mee als je ze opnieuw verstuurt."), "warning")
    if not received.conflict:
        _keep_with_reasons(desk, view, sent)
        if "mark" in sent:
            return _mark(desk, view, sent)
    if received.stays or (then == "stay" and not received.conflict):
        return redirect(_same_page(desk, view, received))
    fresh = _sheet(desk)
    if received.conflict or (view.page.errors() and then != "hub"):
        again = filling.page_view(fresh, page_id, sent, request.args, received.saved)
        return _show_page(desk, again, 409 if received.conflict else 422)
    return redirect(_next(desk, fresh, page_id, then))


def _keep_with_reasons(desk: Desk, view: filling.PageView, sent: ImmutableMultiDict[str, str]) -> None:
    """A reason that was typed counts, whatever button sent the page."""
    given = {key: sent.get(f"reason.{key.name}", "") for key in build.read(view.page)}
    reasons = {key: reason for key, reason in given.items() if reason.strip()}
    submission = queries.submission_of(desk.step, desk.respondent) if reasons else None
    if submission is None:
        return
    for key, reason in reasons.items():
        with suppress(LookupError):  # the answer was made blank: nothing to keep
            marks.set_mark(submission, key, MarkKind.KEPT, reason)


def _mark(desk: Desk, view: filling.PageView, sent: ImmutableMultiDict[str, str]) -> ResponseReturnValue:
    """What somebody says of an answer with one tap; then the page again, at that answer."""
    name, _bar, rest = sent["mark"].partition("|")
    word, _bar, value = rest.partition("|")
    submission = queries.submission_of(desk.step, desk.respondent)
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
    return redirect(_again(desk, view, name))


def _same_page(desk: Desk, view: filling.PageView, received: filling.Received) -> str:
    """The page again, with one more repeat where that was asked for."""
    if received.repeats is not None and received.repeats.adds:
        added = received.repeats.key.name
        return _again(desk, view, added, **{build.ADD: added})
    return _again(desk, view, received.taken or None)


def _again(desk: Desk, view: filling.PageView, anchor: str | None, **query: str) -> str:
    """The address of the same page, at one of its answers."""
    checked = {"check": "1"} if "check" in request.args else {}
    return _to(desk, "page", page_id=view.page.id, _anchor=anchor, **checked, **query)


def _next(desk: Desk, sheet: Sheet, page_id: str, then: str) -> str:
    """Where a saved page leads to."""
    if then == "hub":
        return _to(desk, "hub")
    after = None if "check" in request.args else sheet.page_after(page_id)
    return _to(desk, "page", page_id=after.id) if after else _to(desk, "check")


def _show_page(
    desk: Desk, view: filling.PageView, status: int = 200, *, open_now: bool | None = None, unsaved: bool = False
) -> ResponseReturnValue:
    is_open = desk.step.status is StepStatus.OPEN if open_now is None else open_now
    errors = view.page.errors() if status == 422 or "check" in request.args else []
    after = view.sheet.page_after(view.page.id)
    advice = advice_for(view.sheet, view.page) if is_open else {}
    more = {"view": view, "errors": errors, "after": after, "open": is_open, "unsaved": unsaved, "advice": advice}
    return _render("page", desk, sheet=view.sheet, **more), status


def _render(name: str, desk: Desk, **more: Any) -> str:
    step, membership = desk.step, desk.membership
    more.setdefault("open", step.status is StepStatus.OPEN)
    return render_template(
        f"questionnaires/{name}.html",
        here="project",
        project=membership.project,
        membership=membership,
        phase=step.phase,
        step=step,
        desk=desk,
        here_url=desk.url_values,
        **more,
    )


def _to(desk: Desk, endpoint: str, **values: Any) -> str:
    return url_for(f".{endpoint}", **desk.url_values, **values)


def _clock() -> str:
    return str(format_datetime(now(), "HH:mm"))
