"""Pages about who is in a traject."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from app import held
from app.access import Right, may, project_for
from app.models import Membership, Project
from app.projects import participants, pasting, queries, texts
from app.projects.blueprint import bp
from app.projects.forms import PartForm, PasteForm, PersonForm


@bp.get("/projects/<int:project_id>/people")
@login_required
def people(project_id: int) -> ResponseReturnValue:
    """Everybody in the traject."""
    project, membership = project_for(project_id, Right.SEE)
    everyone = queries.people_of(project)
    leads = may(membership, Right.FACILITATE)
    return _page(
        "people",
        project,
        membership,
        present=[one for one in everyone if one.left_at is None],
        gone=[one for one in everyone if one.left_at is not None] if leads else [],
        asked=queries.asked_for_link(project) if leads else set(),
        leads=leads,
    )


@bp.route("/projects/<int:project_id>/people/add", methods=["GET", "POST"])
@login_required
def add_person(project_id: int) -> ResponseReturnValue:
    """The facilitator adds somebody."""
    project, membership = project_for(project_id, Right.FACILITATE)
    form = PersonForm(formdata=held.typed())
    if form.validate_on_submit():
        try:
            added = participants.add_participant(project, **form.account(), **form.part())
        except participants.AlreadyInError as error:
            form.email.errors = [_("%(name)s doet al mee met dit e-mailadres.", name=error.membership.person.name)]
        else:
            flash(_("%(name)s doet nu mee. Maak een persoonlijke link en stuur die op.", name=added.person.name))
            return redirect(url_for(".people", project_id=project.id), 303)
    page = _page("person_add", project, membership, form=form, organisations=queries.organisation_names(project))
    return page, 422 if form.errors else 200


@bp.route("/projects/<int:project_id>/people/add-several", methods=["GET", "POST"])
@login_required
def add_several(project_id: int) -> ResponseReturnValue:
    """The facilitator pastes a list: first all that is wrong or a preview, then it is added."""
    project, membership = project_for(project_id, Right.FACILITATE)
    form = PasteForm(formdata=held.typed())
    lines: tuple[pasting.Line, ...] = ()
    if form.validate_on_submit():
        lines = pasting.read(form.people.data)
        wrong = [line.problem for line in lines if line.problem]
        if wrong:
            form.people.errors = wrong
        elif "add" in request.form:
            count = participants.add_participants(project, [line.newcomer for line in lines if line.newcomer])
            flash(ngettext("%(num)s persoon toegevoegd.", "%(num)s mensen toegevoegd.", count))
            return redirect(url_for(".people", project_id=project.id), 303)
    known = {one.person.email for one in queries.people_of(project) if one.left_at is None}
    preview = () if form.errors else lines
    page = _page("people_paste", project, membership, form=form, preview=preview, known=known)
    return page, 422 if form.errors else 200


@bp.route("/projects/<int:project_id>/people/<int:member_id>", methods=["GET", "POST"])
@login_required
def change_person(project_id: int, member_id: int) -> ResponseReturnValue:
    """The facilitator mends somebody's part."""
    project, membership = project_for(project_id, Right.FACILITATE)
    someone = _member(project, member_id)
    shared = queries.used_elsewhere(someone)
    form = (PartForm if shared else PersonForm)(formdata=held.typed(), data=_part(someone))
    if form.validate_on_submit():
        try:
            participants.change_participant(someone, **form.account(), **form.part())
        except participants.LastFacilitatorError:
            form.role.errors = [_only_facilitator()]
        except participants.AddressTakenError:
            form.email.errors = [_("Dit e-mailadres is van iemand anders.")]
        else:
            flash(_("Opgeslagen."))
            return redirect(url_for(".people", project_id=project.id), 303)
    organisations = queries.organisation_names(project)
    page = _page("person_change", project, membership, form=form, someone=someone, organisations=organisations)
    return page, 422 if form.errors else 200


@bp.post("/projects/<int:project_id>/people/<int:member_id>/end")
@login_required
def end_participation(project_id: int, member_id: int) -> ResponseReturnValue:
    """The facilitator ends somebody's part. What they filled in stays."""
    project, _membership = project_for(project_id, Right.FACILITATE)
    someone = _member(project, member_id)
    try:
        participants.end_participation(someone)
    except participants.LastFacilitatorError:
        flash(_only_facilitator(), "warning")
    else:
        flash(_("%(name)s doet niet meer mee. Wat is ingevuld, blijft bewaard.", name=someone.person.name))
    gone_myself = someone.person_id == current_user.id and someone.left_at is not None
    return redirect(url_for(".index") if gone_myself else url_for(".people", project_id=project.id), 303)


@bp.post("/projects/<int:project_id>/people/<int:member_id>/resume")
@login_required
def resume_participation(project_id: int, member_id: int) -> ResponseReturnValue:
    """Somebody who left takes part again."""
    project, _membership = project_for(project_id, Right.FACILITATE)
    someone = _member(project, member_id)
    participants.resume_participation(someone)
    flash(_("%(name)s doet weer mee.", name=someone.person.name))
    return redirect(url_for(".people", project_id=project.id), 303)


@bp.route("/projects/<int:project_id>/people/<int:member_id>/link", methods=["GET", "POST"])
@login_required
def person_link(project_id: int, member_id: int) -> ResponseReturnValue:
    """The facilitator makes somebody's personal link. It is shown once, here, because it is not kept."""
    project, membership = project_for(project_id, Right.FACILITATE)
    someone = _member(project, member_id)
    allowed = queries.may_make_link(someone)
    url = mail = ""
    if request.method == "POST" and allowed:
        token = participants.make_personal_link(someone)
        url = url_for("accounts.link", token=token, _external=True)
        days = current_app.config["BUURTBALANS"].link_days
        mail = texts.invitation(project, someone, url, days, current_user)
    return _page("person_link", project, membership, someone=someone, url=url, mail=mail, allowed=allowed)


def _page(name: str, project: Project, membership: Membership, **more: object) -> str:
    return render_template(
        f"projects/{name}.html",
        project=project,
        membership=membership,
        phase=queries.newest_phase(project),
        here="people",
        **more,
    )


def _member(project: Project, member_id: int) -> Membership:
    someone = queries.member(project, member_id)
    if someone is None:
        abort(404)
    return someone


def _part(someone: Membership) -> dict[str, object]:
    return {
        "name": someone.person.name,
        "email": someone.person.email,
        "organisation": someone.organisation.name,
        "job_title": someone.job_title,
        "discipline": someone.discipline,
        "role": someone.role.value,
    }


def _only_facilitator() -> str:
    return _("Een traject heeft altijd een gespreksleider. Maak eerst iemand anders gespreksleider.")
