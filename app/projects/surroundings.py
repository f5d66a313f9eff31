"""Every write about the places and figures of a traject."""

from __future__ import annotations

from sqlalchemy import select

from app import audit
from app.extensions import db
from app.models import Indicator, Place, Project
from app.models.projects import PlaceKind
from app.projects.locking import take_turn

MOST_FIGURES = 12


class NameTakenError(Exception):
    """Something else in this traject has this name."""


class TooManyFiguresError(Exception):
    """There are as many figures as a group can look at."""


def add_place(project: Project, name: str, kind: PlaceKind) -> Place:
    """A place that people can choose. Raises :class:`NameTakenError`."""
    take_turn(project)
    _keep_names_apart(project, name, None)
    place = Place(project_id=project.id, name=name, kind=kind)
    db.session.add(place)
    db.session.flush()
    audit.record("added", "place", place.id, project.id)
    db.session.commit()
    return place


def change_place(project: Project, place: Place, name: str, kind: PlaceKind) -> None:
    """Another name or kind for a place. Raises :class:`NameTakenError`."""
    take_turn(project)
    _keep_names_apart(project, name, place)
    place.name, place.kind = name, kind
    audit.record("changed", "place", place.id, project.id)
    db.session.commit()


def remove_place(place: Place) -> None:
    """Nobody can choose this place any more. Answers that name it stay."""
    audit.record("removed", "place", place.id, place.project_id)
    db.session.delete(place)
    db.session.commit()


def save_figure(project: Project, figure: Indicator | None, **values: str) -> Indicator:
    """A new figure, or other words for this one. Raises :class:`NameTakenError` or :class:`TooManyFiguresError`."""
    take_turn(project)
    there = db.session.scalars(select(Indicator).where(Indicator.project_id == project.id)).all()
    if any(_alike(one.label, values["label"]) for one in there if one is not figure):
        raise NameTakenError
    if figure is None:
        if len(there) >= MOST_FIGURES:
            raise TooManyFiguresError
        figure = Indicator(project_id=project.id)
        db.session.add(figure)
    for name, value in values.items():
        setattr(figure, name, value)
    db.session.flush()
    audit.record("saved", "indicator", figure.id, project.id)
    db.session.commit()
    return figure


def remove_figure(figure: Indicator) -> None:
    """The group no longer looks at this figure. Answers about it stay."""
    audit.record("removed", "indicator", figure.id, figure.project_id)
    db.session.delete(figure)
    db.session.commit()


def _keep_names_apart(project: Project, name: str, place: Place | None) -> None:
    there = db.session.scalars(select(Place).where(Place.project_id == project.id)).all()
    if any(_alike(one.name, name) for one in there if one is not place):
        raise NameTakenError


def _alike(one: str, other: str) -> bool:
    """Whether two names differ in capitals only. Databases disagree on the capitals of letters like é."""
    return one.casefold() == other.casefold()
