"""One change on the map, the log of all of them, and which of them count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

KINDS = frozenset(
    {
        "rename",
        "merge",
        "split",
        "move",
        "keep",
        "park",
        "unpark",
        "confirm",
        "reopen",
        "mark",
        "add",
        "undo",
        "restore",
    }
)
# What says something of other changes, and nothing of the map itself.
ABOUT_CHANGES = frozenset({"undo", "restore"})


@dataclass(frozen=True, slots=True)
class Heard:
    """A card that somebody heard in the room: what was said, what kind of point it is, where, and by whom if told.

    ``kind`` is a value of :class:`synthesis.model.Kind`. Without an organisation it is counted as a card only.
    """

    text: str
    kind: str
    place: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change by one person, with the members that the touched clusters had at that moment.

    ``kind`` is one of :data:`KINDS`. ``clusters`` are the ids of the touched clusters (merge: the first one stays),
    ``members`` what each of them held before the change and ``titles`` what each of them was called, so that the
    change can be replayed on a draft with other clusters.
    ``statements`` are the statements that move, split off or stay on purpose, ``target`` the cluster they go to
    (``None``: to the single signals), or for split the id of the new cluster. ``undoes`` is the id of the edit that an
    undo takes back; for a restore it is the last edit that stays, ``None`` for the draft itself. ``heard`` is the card
    that was added, under the only id in ``statements``. For a mark ``title`` is a value of
    :class:`synthesis.model.Mark`, or empty where a mark is taken away.
    """

    id: str
    kind: str
    clusters: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] | None = None
    statements: tuple[str, ...] = ()
    target: str | None = None
    title: str = ""
    undoes: str | None = None
    titles: Mapping[str, str] | None = None
    heard: Heard | None = None

    def touched(self) -> frozenset[str]:
        """All statements that were in the hands of this change."""
        inside = (self.members or {}).values()
        return frozenset(self.statements).union(*inside)


def active_ids(edits: Sequence[Edit]) -> frozenset[str]:
    """The ids of the edits that count: not taken back, or taken back by an undo that was itself taken back.

    A restore takes back all that came after the edit it names, but for the cards that were heard in the room: a
    sentence stays on the map until somebody takes back just that one.
    """
    positions = {edit.id: position for position, edit in enumerate(edits)}
    taken_back: set[str] = set()
    active: set[str] = set()
    for position in range(len(edits) - 1, -1, -1):
        edit = edits[position]
        if edit.id in taken_back:
            continue
        active.add(edit.id)
        if edit.kind == "undo" and edit.undoes is not None:
            taken_back.add(edit.undoes)
        elif edit.kind == "restore" and (edit.undoes is None or edit.undoes in positions):
            start = 0 if edit.undoes is None else positions[edit.undoes] + 1
            taken_back.update(later.id for later in edits[start:position] if later.kind != "add")
    return frozenset(active)


def effective(edits: Sequence[Edit]) -> list[tuple[Edit, bool]]:
    """What to replay, in order: (edit, ``True``) does what it says, (edit, ``False``) only holds its clusters in place.

    An edit that was taken back is left out, as if it was never made. The exception is one that a later edit was built
    on: that later edit remembers clusters as the older one had made them, so the clusters from before the older one
    are held first, and the later edit does not bring back what was undone.
    """
    active = active_ids(edits)
    seen_at: list[frozenset[str]] = []
    seen: frozenset[str] = frozenset()
    for position, edit in enumerate(edits):
        seen_at.append(seen)
        seen = active_ids(edits[: position + 1]) if edit.kind in ABOUT_CHANGES else seen | {edit.id}
    kept: list[tuple[Edit, bool]] = []
    later: list[tuple[frozenset[str], frozenset[str]]] = []
    for edit, seen_then in zip(reversed(edits), reversed(seen_at), strict=True):
        if edit.kind in ABOUT_CHANGES:
            continue
        touched = edit.touched()
        counts = edit.id in active
        if counts or any(edit.id in known and touched & hands for known, hands in later):
            kept.append((edit, counts))
            later.append((seen_then, touched))
    return kept[::-1]


def undoable(edits: Sequence[Edit]) -> Edit | None:
    """The edit that the undo button takes back: the last one that counts."""
    active = active_ids(edits)
    return next((edit for edit in reversed(edits) if edit.kind != "undo" and edit.id in active), None)


def redoable(edits: Sequence[Edit]) -> Edit | None:
    """The undo that the redo button takes back: the last one that counts, while nothing else was changed since."""
    active = active_ids(edits)
    changes = {edit.id for edit in edits if edit.kind != "undo"}
    for edit in reversed(edits):
        if edit.kind != "undo":
            return None
        if edit.id in active and edit.undoes in changes:
            return edit
    return None


def to_json(edit: Edit) -> dict[str, Any]:
    """The edit as plain values, for storage."""
    return {
        "id": edit.id,
        "kind": edit.kind,
        "clusters": list(edit.clusters),
        "members": None if edit.members is None else {key: list(ids) for key, ids in edit.members.items()},
        "statements": list(edit.statements),
        "target": edit.target,
        "title": edit.title,
        "undoes": edit.undoes,
        "titles": None if edit.titles is None else dict(edit.titles),
        **({} if edit.heard is None else {"heard": asdict(edit.heard)}),
    }


def from_json(data: Mapping[str, Any]) -> Edit:
    """The edit that :func:`to_json` wrote. Raises ``ValueError`` where it is not one."""
    known = set(Edit.__dataclass_fields__)
    if not isinstance(data, Mapping) or not {"id", "kind"} <= set(data) <= known:
        raise ValueError(f"an edit has the fields {sorted(known)}")
    if data["kind"] not in KINDS:
        raise ValueError(f"unknown kind of edit: {data['kind']!r}")
    members = data.get("members")
    titles = data.get("titles")
    if not isinstance(members, Mapping | None) or not isinstance(titles, Mapping | None):
        raise ValueError("members and titles are mappings by cluster id")
    return Edit(
        id=_text(data["id"]),
        kind=_text(data["kind"]),
        clusters=_texts(data.get("clusters", [])),
        members=None if members is None else {_text(key): _texts(ids) for key, ids in members.items()},
        statements=_texts(data.get("statements", [])),
        target=_text_or_none(data.get("target")),
        title=_text(data.get("title", "")),
        undoes=_text_or_none(data.get("undoes")),
        titles=None if titles is None else {_text(key): _text(title) for key, title in titles.items()},
        heard=_heard(data.get("heard")),
    )


def _heard(value: object) -> Heard | None:
    if value is None:
        return None
    known = set(Heard.__dataclass_fields__)
    if not isinstance(value, Mapping) or not {"text", "kind"} <= set(value) <= known:
        raise ValueError(f"a card has the fields {sorted(known)}")
    return Heard(**{_text(key): _text(part) for key, part in value.items()})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a text was expected, not {value!r}")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"a list of texts was expected, not {value!r}")
    return tuple(_text(item) for item in value)
