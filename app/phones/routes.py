"""Phones in a meeting: the facilitator's page and screen, and the pages of the phones themselves.

The phones have no account and no session, so their forms cannot carry a token of one. What ties a phone to the meeting
is a cookie with a key of its own, which no other site can send along (SameSite=Strict), and a form counts only when the
browser says that it comes from our own page.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import login_required

from app import held
from app.access import Right, phase_for
from app.conditional import has, if_changed
from app.extensions import csrf
from app.meetings.queries import meeting_in
from app.models import Meeting, Membership, Phase, PhoneDevice, PhoneQuestionKind, PhoneRoom
from app.overview.fields import headings
from app.phones import operations, queries, words
from app.phones.answers import NotAnAnswerError, read, tried
from app.phones.forms import AskForm
from app.phones.joining import address_of, picture_of
from app.projects.disciplines import disciplines
from app.results.forms import ButtonForm

bp = Blueprint("phones", __name__)
DESK = "/projects/<int:project_id>/phases/<int:phase>/meetings/<int:meeting_id>/phones"
COOKIE = "phone"


def _desk(project_id: int, phase: int, meeting_id: int) -> tuple[Phase, Membership, Meeting]:
    found, membership = phase_for(project_id, phase, Right.FACILITATE)
    return found, membership, meeting_in(found, meeting_id) or abort(404)


def _to_desk(meeting: Meeting) -> ResponseReturnValue:
    found = meeting.phase
    address = url_for("phones.desk", project_id=found.project_id, phase=found.number, meeting_id=meeting.id)
    return redirect(address, 303)


@bp.get(DESK)
@login_required
def desk(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """Let phones in, put a question to them, and see what they say."""
    found, membership, meeting = _desk(project_id, phase, meeting_id)
    return _page("desk", found, membership, meeting, AskForm(queries.candidates(found), formdata=None))


@bp.post(DESK + "/open")
@login_required
def let_in(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """Let phones in."""
    found, _membership, meeting = _desk(project_id, phase, meeting_id)
    if ButtonForm().validate_on_submit() and found.ended_on is None:
        operations.open_room(meeting)
    return _to_desk(meeting)


@bp.post(DESK + "/close")
@login_required
def shut(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """Nobody joins or answers any more."""
    _found, _membership, meeting = _desk(project_id, phase, meeting_id)
    room = queries.room_of(meeting)
    if ButtonForm().validate_on_submit() and room is not None:
        operations.close_room(room)
    return _to_desk(meeting)


@bp.post(DESK + "/ask")
@login_required
def ask(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """Put a question to the phones, or with no kind end the one that is open."""
    found, membership, meeting = _desk(project_id, phase, meeting_id)
    room = queries.room_of(meeting)
    form = AskForm(queries.candidates(found))
    if room is None or not operations.is_open(room):
        return _to_desk(meeting)
    if form.stop.data:
        if ButtonForm().validate_on_submit():
            operations.stop(room)
    elif form.validate_on_submit():
        operations.ask(room, form.chosen(), form.pairs(), form.text.data or "")
    else:
        return _page("desk", found, membership, meeting, form), 422
    return _to_desk(meeting)


@bp.get(DESK + "/screen")
@login_required
def screen(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """The code and what the phones say, to be read from eight metres."""
    found, membership, meeting = _desk(project_id, phase, meeting_id)
    return _page("screen", found, membership, meeting, None)


@bp.get(DESK + "/live")
@login_required
def live(project_id: int, phase: int, meeting_id: int) -> ResponseReturnValue:
    """What the phones say now, as a piece of a page; nothing while it is the same."""
    found, membership, meeting = _desk(project_id, phase, meeting_id)
    room = queries.room_of(meeting) or abort(404)
    big = request.args.get("big") == "yes"
    tag = f"{room.id}-{room.version}-{get_locale()}-{big}"
    return _piece(tag, lambda: _page("_results", found, membership, meeting, None, big=big))


@bp.get("/j")
def type_code() -> ResponseReturnValue:
    """For a phone without a camera that works: type the code."""
    code = request.args.get("code", "")
    if code:
        return redirect(url_for("phones.phone", code=operations.tidy_code(code)))
    return render_template("phones/type_code.html")


@bp.get("/j/<code>")
def phone(code: str) -> ResponseReturnValue:
    """The page of a phone: join, or answer what is asked now."""
    room = _room(code)
    if code != operations.tidy_code(code):
        return redirect(url_for("phones.phone", code=operations.tidy_code(code)))
    return render_template("phones/phone.html", code=code, **_state(room))


@bp.get("/j/<code>/now")
def now(code: str) -> ResponseReturnValue:
    """What is asked now, as a piece of a page. While nothing else is asked this costs one look in an index."""
    room = queries.room_with(code) or abort(404)
    # Whether this phone joined is known by its cookie, without a look: after that it must not be shown the door again.
    tag = f"{room.id}-{room.turn}-{operations.is_open(room)}-{COOKIE in request.cookies}-{get_locale()}"
    return _piece(tag, lambda: render_template("phones/_now.html", code=code, **_state(room)))


@bp.post("/j/<code>/join")
@csrf.exempt
def join(code: str) -> ResponseReturnValue:
    """A phone comes in; it keeps a key of its own."""
    room = _room(code)
    _only_from_here()
    back = redirect(url_for("phones.phone", code=code), 303)
    if not operations.is_open(room) or _device(room) is not None:
        return back
    known = {str(place) for place in range(len(disciplines("nl")))}
    chosen = request.form.get("discipline", "")
    key = operations.join(room, chosen if chosen in known else "", request.form.get("key", ""))
    if key is None:
        return render_template("phones/phone.html", code=code, full=True, **_state(room)), 409
    back.set_cookie(
        COOKIE,
        key,
        max_age=int(operations.OPEN_FOR.total_seconds()),
        path=url_for("phones.phone", code=code),
        httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        samesite="Strict",
    )
    return back


@bp.post("/j/<code>/answer")
@csrf.exempt
def answer(code: str) -> ResponseReturnValue:
    """Keep what a phone answers. Sent twice, or changed, it is one answer."""
    room = _room(code)
    _only_from_here()
    device, question = _device(room), queries.open_question(room)
    late = question is None or str(question.id) != request.form.get("question") or not operations.is_open(room)
    if device is None or question is None or late:
        return render_template("phones/phone.html", code=code, late=True, **_state(room)), 409
    keys = [key for key, _label in queries.subjects_of(question)]
    before = queries.own_answer(question, device)
    try:
        value = read(question.kind, keys, request.form, before)
    except NotAnAnswerError as error:
        typed = _state(room) | {"mine": tried(question.kind, keys, request.form, before)}
        return render_template("phones/phone.html", code=code, wrong=str(error), **typed), 422
    operations.answer(room, question, device, value)
    return redirect(url_for("phones.phone", code=code, _anchor="question"), 303)


def _only_from_here() -> None:
    """Refuse a form that another site sends in somebody's name."""
    if not held.from_this_site():
        abort(400)


def _room(code: str) -> PhoneRoom:
    return queries.room_with(code) or abort(404)


def _device(room: PhoneRoom) -> PhoneDevice | None:
    return queries.device_with(room, request.cookies.get(COOKIE, ""))


def _state(room: PhoneRoom) -> dict[str, object]:
    """What the page of a phone shows."""
    device, question = _device(room), queries.open_question(room)
    mine = queries.own_answer(question, device) if question is not None and device is not None else None
    asked = queries.subjects_of(question) if question is not None else []
    scored = mine if question is not None and question.kind is PhoneQuestionKind.SCORES and mine else {}
    at = request.values.get("at", "")
    todo = next((pair for pair in asked if pair[0] == at), None) or next(
        (pair for pair in asked if pair[0] not in scored), None
    )
    return {
        "open": operations.is_open(room),
        "device": device,
        "question": question,
        "mine": mine,
        "subjects": asked,
        "todo": todo,
        "headings": headings(),
        "title": room.meeting.phase.project.title,
        "words": words,
        "new_key": operations.new_key,
    }


def _piece(tag: str, make: Callable[[], str]) -> Response:
    """A piece of a page, made only for who does not have it: no page of its own, so not to be shown as one."""
    return if_changed(Response("" if has(tag) else make(), mimetype="text/plain"), tag)


def _page(
    name: str, phase: Phase, membership: Membership, meeting: Meeting, form: AskForm | None, **more: object
) -> str:
    room = queries.room_of(meeting)
    is_open = room is not None and operations.is_open(room)
    devices = queries.device_count(room) if room else 0
    address = address_of(room)
    return render_template(
        f"phones/{name}.html",
        project=phase.project,
        phase=phase,
        membership=membership,
        here="meetings",
        meeting=meeting,
        room=room,
        is_open=is_open,
        address=address,
        only_here=request.host.partition(":")[0] in {"127.0.0.1", "localhost"},
        picture=picture_of(address),
        devices=devices,
        results=queries.results(room, devices) if room else None,
        headings=headings(),
        words=words,
        form=form,
        **{"big": name == "screen"} | more,
    )
