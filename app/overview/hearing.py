"""A card that somebody heard in the room: from the form to what the map keeps."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.extensions import db
from app.models import Membership, Organisation, Phase
from app.overview.forms import ChangeForm
from app.questionnaires.standing import known_words
from forms.personal_data import find
from synthesis.edits import EditError, Heard
from synthesis.model import Kind

LONGEST_PLACE = 140


def speakers(phase: Phase) -> tuple[str, ...]:
    """The organisations that may have said something in the room, by name."""
    wanted = select(Organisation.name).join(Membership).where(Membership.project_id == phase.project_id).distinct()
    return tuple(sorted(db.session.scalars(wanted), key=str.casefold))


def heard_in(form: ChangeForm, phase: Phase) -> Heard:
    """The card in the form. Raises ``EditError`` where it cannot be kept, in a sentence that says what to do."""
    organisation, place = form.organisation.data or "", form.place.data or ""
    if organisation and organisation not in speakers(phase):
        raise EditError(_("Deze organisatie doet niet mee. Kies er een uit de lijst, of laat het leeg."))
    if len(place) > LONGEST_PLACE:
        raise EditError(_("Houd de plek korter dan %(number)s tekens.", number=LONGEST_PLACE))
    text = form.text.data or ""
    check_points_at_nobody(form, phase, text, place)
    return Heard(text, form.kind.data or Kind.PROBLEM.value, place, organisation)


def check_points_at_nobody(form: ChangeForm, phase: Phase, *texts: str) -> None:
    """Raise ``EditError`` where a text may point at a resident and the facilitator has not said that it does not."""
    pieces = [] if form.sure.data else find("\n".join(texts), known_words(phase.project))
    form.points_at_somebody = bool(pieces)
    if pieces:
        raise EditError(
            _(
                "Misschien herken je hieraan een bewoner: %(pieces)s. Haal dat weg, of vink aan dat het niemand "
                "aanwijst.",
                pieces=", ".join(f"‘{piece.text}’" for piece in pieces),
            )
        )
