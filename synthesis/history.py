"""What a change on the map did, as a sentence for the history, in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from synthesis.edit_log import Edit
from synthesis.model import Mark, ProblemMap


@dataclass(frozen=True, slots=True)
class Phrase:
    """A Dutch sentence with places for names: ``%(first)s``. What fills a place may be such a sentence itself."""

    template: str
    names: Mapping[str, str | Phrase] = field(default_factory=dict)

    def text(self, say: Callable[[str], str] = str) -> str:
        """The sentence; ``say`` gives a template in another language."""
        filled = {key: name if isinstance(name, str) else name.text(say) for key, name in self.names.items()}
        if "sentence" in filled:  # one that stands within another begins small
            filled["sentence"] = filled["sentence"][:1].lower() + filled["sentence"][1:]
        return say(self.template) % filled if filled else say(self.template)


def to_plain(told: Phrase) -> dict[str, Any]:
    """The sentence as plain values, for storage."""
    return {
        "template": told.template,
        "names": {key: name if isinstance(name, str) else to_plain(name) for key, name in told.names.items()},
    }


def from_plain(data: Mapping[str, Any]) -> Phrase:
    """The sentence that :func:`to_plain` wrote."""
    names = {key: name if isinstance(name, str) else from_plain(name) for key, name in data["names"].items()}
    template: str = data["template"]
    return Phrase(template, names)


SIGNALS = Phrase("de losse signalen")
GONE = Phrase("een onderwerp dat er niet meer is")
_STANDINGS = {
    "park": Phrase("Geparkeerd: %(subject)s."),
    "unpark": Phrase("Teruggehaald van de parkeerplaats: %(subject)s."),
    "confirm": Phrase("Bevestigd: %(subject)s."),
    "reopen": Phrase("Opnieuw open: %(subject)s."),
}
_CHANGED = Phrase("Gewijzigd: %(subject)s.")
_MARKS = {
    Mark.RIGHT.value: Phrase("Klopt: %(subject)s."),
    Mark.WRONG.value: Phrase("Klopt niet: %(subject)s."),
    Mark.FIND_OUT.value: Phrase("Uitzoeken: %(subject)s."),
}
_NO_MARK = Phrase("Teken weggehaald: %(subject)s.")


def told(edit: Edit, before: ProblemMap, edits: Sequence[Edit] = ()) -> Phrase:
    """What an edit does to the map before it; ``edits`` is the log, in which an undo finds what it takes back."""
    titles: dict[str, str | Phrase] = {cluster.id: cluster.title for cluster in before.clusters}
    titles |= edit.titles or {}
    names = [titles.get(key, GONE) for key in edit.clusters]
    match edit.kind:
        case "undo":
            sentence = _undone(edit, before, edits)
        case "restore":
            sentence = _restored(edit, before, edits)
        case "merge":
            sentence = _merged(edit, names)
        case "move":
            sentence = _moved(edit, names, titles)
        case "keep":
            loose = set(edit.statements).difference(*(edit.members or {}).values())
            homes = _listed([*names, *([SIGNALS] if loose else [])])
            sentence = Phrase("Laten staan: %(cards)s bij %(homes)s.", {"cards": _cards(edit), "homes": homes})
        case _:
            sentence = _of_subject(edit, names[0] if names else SIGNALS)
    return sentence


def _of_subject(edit: Edit, subject: str | Phrase) -> Phrase:
    """What changed at one subject."""
    names: dict[str, str | Phrase] = {"subject": subject}
    match edit.kind:
        case "rename":
            return Phrase("Hernoemd: %(subject)s heet nu %(title)s.", names | {"title": edit.title})
        case "split":
            more: dict[str, str | Phrase] = {"cards": _cards(edit), "title": edit.title}
            return Phrase("Gesplitst: %(cards)s uit %(subject)s als nieuw onderwerp %(title)s.", names | more)
        case "add":
            said = edit.heard.text if edit.heard else ""
            return Phrase("Toegevoegd bij %(subject)s: ‘%(said)s’.", names | {"said": said})
        case "mark":
            return Phrase(_MARKS.get(edit.title, _NO_MARK).template, names)
        case _:
            return Phrase(_STANDINGS.get(edit.kind, _CHANGED).template, names)


def _moved(edit: Edit, names: Sequence[str | Phrase], titles: Mapping[str, str | Phrase]) -> Phrase:
    sources = [name for key, name in zip(edit.clusters, names, strict=True) if key != edit.target]
    first = names[0] if names else SIGNALS
    target = SIGNALS if edit.target is None else titles.get(edit.target, first)
    return Phrase(
        "Verplaatst: %(cards)s van %(sources)s naar %(target)s.",
        {"cards": _cards(edit), "sources": _listed(sources) if sources else SIGNALS, "target": target},
    )


def _merged(edit: Edit, names: Sequence[str | Phrase]) -> Phrase:
    if edit.title:
        more = {"subjects": _listed(names), "title": edit.title}
        return Phrase("Samengevoegd: %(subjects)s, onder de titel %(title)s.", more)
    return Phrase("Samengevoegd: %(subjects)s.", {"subjects": _listed(names)})


def _restored(edit: Edit, before: ProblemMap, edits: Sequence[Edit]) -> Phrase:
    # Only what came before: a log that points at itself would go round for ever.
    earlier = edits[: edits.index(edit)] if edit in edits else edits
    target = next((known for known in earlier if known.id == edit.undoes), None)
    if target is None:
        return Phrase("Teruggezet naar het concept van de computer.")
    sentence = told(target, before, earlier)
    return Phrase("Teruggezet naar hoe de kaart was na: %(sentence)s", {"sentence": sentence})


def _undone(edit: Edit, before: ProblemMap, edits: Sequence[Edit]) -> Phrase:
    by_id = {known.id: known for known in edits if known.id != edit.id}
    target = by_id.pop(edit.undoes or "", None)
    again = False
    while target is not None and target.kind == "undo":
        again = not again
        target = by_id.pop(target.undoes or "", None)
    sentence = Phrase("Een eerdere wijziging.") if target is None else told(target, before)
    if again:
        return Phrase("Opnieuw gedaan: %(sentence)s", {"sentence": sentence})
    return Phrase("Ongedaan gemaakt: %(sentence)s", {"sentence": sentence})


def _cards(edit: Edit) -> Phrase:
    number = len(edit.statements)
    return Phrase("1 kaart") if number == 1 else Phrase("%(number)s kaarten", {"number": str(number)})


def _listed(names: Sequence[str | Phrase]) -> str | Phrase:
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    most: str | Phrase = names[0]
    for name in names[1:-1]:
        most = Phrase("%(most)s, %(name)s", {"most": most, "name": name})
    return Phrase("%(most)s en %(last)s", {"most": most, "last": names[-1]})
