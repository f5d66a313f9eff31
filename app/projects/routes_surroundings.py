"""Pages about the places and the figures of a traject."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from app import held
from app.access import Right, may, project_for
from app.models import Indicator, Membership, Place, Project
from app.models.projects import PlaceKind
from app.projects import queries, surroundings
from app.projects.blueprint import bp
from app.projects.forms import FigureForm, PlaceForm


@bp.route("/projects/<int:project_id>/places", methods=["GET", "POST"])
@login_required
def places(project_id: int) -> ResponseReturnValue:
    """The places that people can choose, and one more."""
    project, membership = project_for(project_id, Right.FACILITATE)
    form = PlaceForm(formdata=held.typed())
    if form.validate_on_submit():
        try:
            surroundings.add_place(project, form.name.data, PlaceKind(form.kind.data))
        except surroundings.NameTakenError:
            form.name.errors = [_("Deze plek staat er al.")]
        else:
            flash(_("Opgeslagen."))
            return redirect(url_for(".places", project_id=project.id), 303)
    page = _page("places", project, membership, form=form, places=queries.places_of(project))
    return page, 422 if form.errors else 200


@bp.route("/projects/<int:project_id>/places/<int:place_id>", methods=["GET", "POST"])
@login_required
def place(project_id: int, place_id: int) -> ResponseReturnValue:
    """Rename a place."""
    project, membership = project_for(project_id, Right.FACILITATE)
    found = _place(project, place_id)
    form = PlaceForm(formdata=held.typed(), data={"name": found.name, "kind": found.kind.value})
    if form.validate_on_submit():
        try:
            surroundings.change_place(project, found, form.name.data, PlaceKind(form.kind.data))
        except surroundings.NameTakenError:
            form.name.errors = [_("Deze plek staat er al.")]
        else:
            flash(_("Opgeslagen."))
            return redirect(url_for(".places", project_id=project.id), 303)
    return _page("place", project, membership, form=form, place=found), 422 if form.errors else 200


@bp.post("/projects/<int:project_id>/places/<int:place_id>/remove")
@login_required
def remove_place(project_id: int, place_id: int) -> ResponseReturnValue:
    """Take a place off the list."""
    project, _membership = project_for(project_id, Right.FACILITATE)
    found = queries.place(project, place_id)
    if found is not None:  # pressed twice: it is gone, as was meant
        name = found.name
        surroundings.remove_place(found)
        flash(_("%(name)s staat niet meer in de lijst. Antwoorden over deze plek blijven bewaard.", name=name))
    return redirect(url_for(".places", project_id=project.id), 303)


@bp.get("/projects/<int:project_id>/figures")
@login_required
def figures(project_id: int) -> ResponseReturnValue:
    """The figures that the group holds beside its own signals."""
    project, membership = project_for(project_id, Right.SEE)
    return _page(
        "figures",
        project,
        membership,
        figures=queries.figures_of(project),
        leads=may(membership, Right.FACILITATE),
        most=surroundings.MOST_FIGURES,
    )


@bp.route("/projects/<int:project_id>/figures/new", methods=["GET", "POST"])
@login_required
def add_figure(project_id: int) -> ResponseReturnValue:
    """One more figure."""
    return _save_figure(project_id, None)


@bp.route("/projects/<int:project_id>/figures/<int:figure_id>", methods=["GET", "POST"])
@login_required
def figure(project_id: int, figure_id: int) -> ResponseReturnValue:
    """Change a figure."""
    return _save_figure(project_id, figure_id)


@bp.post("/projects/<int:project_id>/figures/<int:figure_id>/remove")
@login_required
def remove_figure(project_id: int, figure_id: int) -> ResponseReturnValue:
    """Take a figure off the list."""
    project, _membership = project_for(project_id, Right.FACILITATE)
    found = queries.figure(project, figure_id)
    if found is not None:  # pressed twice: it is gone, as was meant
        surroundings.remove_figure(found)
        flash(_("Het cijfer staat niet meer in de lijst. Antwoorden over dit cijfer blijven bewaard."))
    return redirect(url_for(".figures", project_id=project.id), 303)


def _save_figure(project_id: int, figure_id: int | None) -> ResponseReturnValue:
    project, membership = project_for(project_id, Right.FACILITATE)
    found = None if figure_id is None else _figure(project, figure_id)
    form = FigureForm(formdata=held.typed(), obj=found)
    if form.validate_on_submit():
        try:
            surroundings.save_figure(project, found, **form.values())
        except surroundings.NameTakenError:
            form.label.errors = [_("Dit cijfer staat er al.")]
        except surroundings.TooManyFiguresError:
            form.label.errors = [
                _("Er staan al twaalf cijfers. Meer kan een groep niet overzien. Haal er eerst een weg.")
            ]
        else:
            flash(_("Opgeslagen."))
            return redirect(url_for(".figures", project_id=project.id), 303)
    return _page("figure", project, membership, form=form, figure=found), 422 if form.errors else 200


def _page(name: str, project: Project, membership: Membership, **more: object) -> str:
    return render_template(
        f"projects/{name}.html",
        project=project,
        membership=membership,
        phase=queries.newest_phase(project),
        here="project",
        **more,
    )


def _place(project: Project, place_id: int) -> Place:
    found = queries.place(project, place_id)
    if found is None:
        abort(404)
    return found


def _figure(project: Project, figure_id: int) -> Indicator:
    found = queries.figure(project, figure_id)
    if found is None:
        abort(404)
    return found
