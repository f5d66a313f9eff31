"""The form in which a facilitator says what each column of a file holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app.uploads.reading import Content
from app.uploads.targets import EMAIL, NAME, Target, people_words


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, a few of its texts, what it holds ("" for nothing), and what is wrong with that choice."""

    number: int
    name: str
    samples: tuple[str, ...]
    choice: str
    problem: str = ""

    @property
    def id(self) -> str:
        """Name and id of its field."""
        return f"column-{self.number}"


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns, with what can be chosen: headings with (value, label). ``general`` is about all of them."""

    columns: tuple[Column, ...]
    options: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    general: tuple[str, ...] = ()

    @classmethod
    def of(cls, content: Content, targets: Sequence[Target], choices: Sequence[str]) -> Columns:
        """The form as it was last chosen or guessed."""
        columns = tuple(
            Column(place, name, content.samples(place), choice)
            for place, (name, choice) in enumerate(zip(content.columns, choices, strict=True))
        )
        headings = dict.fromkeys(one.heading for one in targets)
        groups = [
            (heading, tuple((one.code, one.label) for one in targets if one.heading == heading)) for heading in headings
        ]
        return cls(columns, ((_("Wie het is"), tuple(people_words().items())), *groups))

    @property
    def choices(self) -> list[str]:
        """What each column holds."""
        return [one.choice for one in self.columns]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Everything that is wrong: the field to go to, and a sentence."""
        first = self.columns[0].id
        return [
            *((first, one) for one in self.general),
            *((one.id, one.problem) for one in self.columns if one.problem),
        ]

    def sent(self, fields: Mapping[str, str]) -> Columns:
        """The same with what somebody chose, checked."""
        labels = {value: label for _heading, options in self.options for value, label in options}
        given = [fields.get(one.id, "") for one in self.columns]
        chosen = [value if value in labels else "" for value in given]
        columns = tuple(
            replace(one, choice=value, problem=self._problem(one, value, chosen, labels))
            for one, value in zip(self.columns, chosen, strict=True)
        )
        return replace(self, columns=columns, general=tuple(_missing(chosen)))

    def _problem(self, column: Column, value: str, chosen: Sequence[str], labels: Mapping[str, str]) -> str:
        first = chosen.index(value)
        if not value or first == column.number:
            return ""
        told = {"column": column.name, "other": self.columns[first].name, "what": labels[value]}
        return _("Kolom “%(column)s”: “%(what)s” heb je ook bij kolom “%(other)s” gekozen.", **told)


def _missing(chosen: Sequence[str]) -> list[str]:
    found = []
    if NAME not in chosen and EMAIL not in chosen:
        found.append(_("Kies in welke kolom de naam of het e-mailadres staat."))
    if not any(value for value in chosen if value not in people_words()):
        found.append(_("Kies bij minstens één kolom een vraag."))
    return found
