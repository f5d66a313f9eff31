"""From what the facilitator sent to one edit of the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.models import Phase
from app.overview.forms import CHECK, CLUSTER, MAP, NEW, PROPOSALS, SIGNALS, ChangeForm, UndoForm
from app.overview.hearing import check_points_at_nobody, heard_in
from app.overview.operations import new_id
from synthesis import edits
from synthesis.edits import Edit, EditError
from synthesis.model import Mark, ProblemMap

Make = Callable[[ProblemMap, str, ChangeForm], Edit]


_NAMED_BY_PAGE = re.compile(r"c-[0-9a-f]{16}")


def name_of(form: ChangeForm | UndoForm) -> str:
    """The name of the edit that a form asks for: the one that its page gave it, else a new one."""
    named = form.edit.data or ""
    return named if _NAMED_BY_PAGE.fullmatch(named) else new_id()


def edit_from(form: ChangeForm, cluster_id: str | None, present: ProblemMap, phase: Phase) -> Edit:
    """The edit that the form asks for. Raises ``EditError``, in Dutch, where it cannot be made.

    ``cluster_id`` is the subject that the form stood at; ``None`` on the page of the single signals.
    """
    if form.back.data != PROPOSALS:  # there the title is the computer's, made of what several people wrote
        check_points_at_nobody(form, phase, form.title.data or "")
    if form.change.data == "add":
        return edits.add(present, name_of(form), heard_in(form, phase), cluster_id)
    if form.change.data == "move":
        return _move(present, cluster_id, form)
    if form.change.data == "keep":
        return edits.keep(present, name_of(form), tuple(form.statements.data or ()))
    make = _OF_CLUSTER.get(form.change.data or "")
    if make is None or cluster_id is None:
        raise EditError(_("Kies wat je wilt veranderen."))
    return make(present, cluster_id, form)


def _move(present: ProblemMap, cluster_id: str | None, form: ChangeForm) -> Edit:
    chosen, target = tuple(form.statements.data or ()), form.target.data or ""
    if not chosen:
        raise EditError(_("Vink eerst de kaarten aan die je wilt verplaatsen."))
    if target == NEW:
        return edits.split(present, name_of(form), cluster_id, chosen, form.title.data or "")
    if target == SIGNALS:
        return edits.move(present, name_of(form), chosen, None)
    if target.startswith(CLUSTER):
        return edits.move(present, name_of(form), chosen, target.removeprefix(CLUSTER))
    raise EditError(_("Kies waar de kaarten naartoe gaan."))


def _merge(present: ProblemMap, cluster_id: str, form: ChangeForm) -> Edit:
    other = form.other.data or ""
    if not other:
        raise EditError(_("Kies met welk onderwerp je dit samenvoegt."))
    return edits.merge(present, name_of(form), (cluster_id, other), form.title.data or "")


def _rename(present: ProblemMap, cluster_id: str, form: ChangeForm) -> Edit:
    return edits.rename(present, name_of(form), cluster_id, form.title.data or "")


def _mark(present: ProblemMap, cluster_id: str, form: ChangeForm) -> Edit:
    word = form.mark.data or ""
    if word and word not in set(Mark):
        raise EditError(_("Kies klopt, klopt niet of uitzoeken."))
    return edits.mark(present, name_of(form), cluster_id, Mark(word) if word else None)


def _standing(make: Callable[[ProblemMap, str, str], Edit]) -> Make:
    return lambda present, cluster_id, form: make(present, name_of(form), cluster_id)


_OF_CLUSTER: dict[str, Make] = {
    "rename": _rename,
    "merge": _merge,
    "mark": _mark,
    "park": _standing(edits.park),
    "unpark": _standing(edits.unpark),
    "confirm": _standing(edits.confirm),
    "reopen": _standing(edits.reopen),
}


def after(edit: Edit, form: ChangeForm, phase: Phase, cluster_id: str | None) -> str:
    """The address to go to after an edit: where it was asked, at the subject that it was about."""
    place: dict[str, Any] = {"project_id": phase.project_id, "phase": phase.number}
    if form.back.data == CHECK:
        return url_for("overview.check", **place)
    if form.back.data == PROPOSALS:
        return url_for("overview.show", **place, _anchor=PROPOSALS)
    if cluster_id is None:
        return url_for("overview.signals", **place)
    if form.back.data == MAP:
        subject = edit.clusters[0] if edit.clusters else cluster_id
        return url_for("overview.show", **place, _anchor=f"subject-{subject}")
    return url_for("overview.cluster", **place, cluster_id=cluster_id)
