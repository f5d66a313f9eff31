"""Ask the reader, keep what it may say, and give it again for the same statements."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from app import audit
from app.config import ReaderSettings
from app.extensions import db
from app.inserting import insert_once
from app.models import Membership, Organisation, Person, Phase, Project, ReaderReply
from app.models.types import now
from app.opinions import client
from app.opinions.client import ReaderError
from app.opinions.sending import sendable
from app.opinions.switch import reader_of
from forms import personal_data
from synthesis.model import Answer, Statement
from synthesis.opinion import INSTRUCTION, Opinion, OpinionError, checked, request_text
from synthesis.statements import statements_of

LONGEST_REQUEST = 60_000  # characters; more does not fit in what such a model can read at once
FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Request:
    """What the reader is asked about which statements, and the name under which the reply is kept."""

    statements: tuple[Statement, ...]
    text: str
    hash: str


def ask(phase: Phase) -> None:
    """Let the reader say what it thinks of what was sent in so far, unless it has.

    May take as long as the installation lets a reader take. No lock and no transaction is held meanwhile, so what was
    pending is committed first. Whatever goes wrong with the reader, nothing is kept and only the log knows.
    """
    from app.questionnaires.queries import said_in  # noqa: PLC0415  (that room asks the map, which asks this one)

    reader, project_id = reader_of(phase.project), phase.project_id
    if reader is None:
        return
    request = _request(reader, phase.project, said_in(phase))
    if request is None or _reply(project_id, request) is not None:
        return
    db.session.commit()
    started = time.monotonic()
    try:
        reply = client.ask(reader, INSTRUCTION, request.text)
        _check(reply, request)
    except (ReaderError, OpinionError) as error:
        current_app.logger.warning("The reader gave no opinion: %s.", error)
        result = str(error)
    else:
        values = {"project_id": project_id, "request_hash": request.hash, "text": reply, "made_at": now()}
        insert_once(ReaderReply, values)
        result = "ok"
    spent = round((time.monotonic() - started) * 1000)
    line = f"{result} / {len(request.statements)} statements / {spent} ms / {request.hash}"
    audit.record("asked_reader", "reader", line, project_id)
    db.session.commit()


def heard(phase: Phase, answers: Sequence[Answer]) -> Opinion | None:
    """The reader's opinion on exactly these answers; ``None`` where it has none, or none that may count."""
    reader = reader_of(phase.project)
    request = None if reader is None else _request(reader, phase.project, answers)
    reply = None if request is None else _reply(phase.project_id, request)
    if request is None or reply is None:
        return None
    try:
        return _check(reply, request)
    except OpinionError as error:  # kept by an earlier version that had other rules
        current_app.logger.warning("A reply of the reader no longer counts: %s.", error)
        return None


def _request(reader: ReaderSettings, project: Project, answers: Sequence[Answer]) -> _Request | None:
    """What to ask; ``None`` where too little may be sent to have an opinion about, or there is too much to read."""
    names = [*_people_and_organisations(project), *{answer.organisation for answer in answers}]
    places = [project.area, *(place.name for place in project.places)]
    statements = tuple(sendable(statements_of(answers), names, places))
    text = request_text(statements)
    if len(statements) < FEWEST or len(text) > LONGEST_REQUEST:
        return None
    asked = json.dumps([reader.model, INSTRUCTION, text], ensure_ascii=False)
    return _Request(statements, text, hashlib.sha256(asked.encode()).hexdigest())


def _people_and_organisations(project: Project) -> list[str]:
    rows = db.session.execute(
        select(Person.name, Organisation.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Organisation, Membership.organisation_id == Organisation.id)
        .where(Membership.project_id == project.id)
    )
    return [name for row in rows for name in row]


def _reply(project_id: int, request: _Request) -> str | None:
    kept = select(ReaderReply.text).where(
        ReaderReply.project_id == project_id, ReaderReply.request_hash == request.hash
    )
    return db.session.scalar(kept)


def _check(reply: str, request: _Request) -> Opinion:
    """The opinion in a reply. Raises ``OpinionError``, also where words together give away what they did not apart."""
    opinion = checked(reply, request.statements)
    if any(personal_data.find(title) for title in opinion.titles):
        raise OpinionError("a title with personal data")
    return opinion
