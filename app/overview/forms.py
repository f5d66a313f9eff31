"""What the facilitator sends to change the map."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField

from app.projects.fields import tidy

NEW = "new"
SIGNALS = "signals"
CLUSTER = "cluster:"
MAP = "map"
CHECK = "check"
PROPOSALS = "proposals"


class ChangeForm(FlaskForm):
    """Any change on a subject: ``change`` says which, the other fields are filled in as that change needs.

    ``target`` is ``new``, ``signals`` or ``cluster:`` and an id. Whether the change is possible is for the map to say.
    ``edit`` is a name that the page gave this change, so that it is done once however often it arrives. ``mark`` goes
    with a mark; ``text``, ``kind``, ``organisation`` and ``place`` with a card that was heard in the room. ``sure``
    answers ``points_at_somebody``: what was typed points at no resident.
    ``back`` is ``map`` where the form stood on the page of the whole map, ``proposals`` in the list of proposals there,
    ``check`` on the page of what is worth a look.
    """

    change = HiddenField()
    seen = HiddenField()
    back = HiddenField()
    title = StringField(_l("Naam"), filters=[tidy])
    other = StringField(_l("Samen met"))
    target = StringField(_l("Verplaats naar"))
    statements = SelectMultipleField(_l("Kaarten"), validate_choice=False)
    edit = HiddenField()
    mark = HiddenField()
    text = StringField(_l("Wat is er gezegd?"), filters=[tidy])
    kind = StringField(_l("Wat is het?"))
    organisation = StringField(_l("Wie zei dit?"))
    place = StringField(_l("Waar?"), filters=[tidy])
    sure = BooleanField(_l("Dit wijst geen bewoner aan"))
    points_at_somebody = False


class UndoForm(FlaskForm):
    """Take back the change with this number, or put the map back to how it was after it."""

    sequence = HiddenField()
    seen = HiddenField()
    back = HiddenField()
    edit = HiddenField()


class ConfirmForm(FlaskForm):
    """What the group agreed: the ticked subjects."""

    seen = HiddenField()
    clusters = SelectMultipleField(_l("Onderwerpen"), validate_choice=False)
