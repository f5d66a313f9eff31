"""What a page needs to draw a question: values only, no behaviour.

A page has blocks (a question or group), a block has rows (one, or one per item that it is asked about), a row has
rounds (one, or the repeats of a group), a round has fields. The ``widget`` of a field says how to draw it:

=============  ================================================================================================
text           one line; ``longest`` characters; ``suggestions`` in a datalist where there are any
textarea       a few lines; ``longest`` characters
radio          ``options`` as radio buttons
select         ``options`` as a select with an empty first option; ``heading`` groups them
checkboxes     ``options`` as boxes with the same name; ``heading`` groups them; ``most`` may be ticked
ranks          ``places``: selects with the same name, in order, each with ``options``
place          one line with ``suggestions`` in a datalist
places         ``options`` as boxes and one line for ``own`` words, all with the same name
number         one line with ``inputmode=numeric``; ``least``
date           a date field
check          one box with the value ``yes``
=============  ================================================================================================

``name`` is the name of the field, and the id of its first control: what an error links to. Controls after the first
have ``name-1``, ``name-2`` … as id. Use ``aria-required`` (never ``required``) and ``autocomplete="off"``.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.keys import AnswerKey, Value


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as a page shows it."""

    value: str
    label: str
    hint: str
    heading: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RankPlace:
    """One place of a rank: "Eerste", with its own options."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A question at one address. ``label`` is never empty; texts are in the language of the page.

    ``optional``: say so beside the label. ``required``: set ``aria-required``. ``privacy`` is the standard sentence
    under free texts. ``applies`` is false where a conditional question is not asked now; it is drawn all the same, and
    a script may hide it until the field ``depends_on`` has one of ``depends_values`` (any value where those are empty).
    """

    key: AnswerKey
    name: str
    label: str
    hint: str
    privacy: str
    widget: str
    value: Value
    errors: tuple[str, ...]
    required: bool
    optional: bool
    applies: bool
    depends_on: str = ""
    depends_values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    places: tuple[RankPlace, ...] = ()
    suggestions: tuple[str, ...] = ()
    own: str = ""
    longest: int | None = None
    least: int | None = None
    most: int | None = None

    @property
    def id(self) -> str:
        """Id of the first control."""
        return self.name

    @property
    def text(self) -> str:
        """The value of a field that holds one text."""
        return self.value if isinstance(self.value, str) else ", ".join(self.value)


@dataclass(frozen=True, slots=True)
class RoundView:
    """One repeat. ``label`` is "Punt 2", or "" where nothing repeats. ``remove`` is the value of its remove button."""

    number: int
    label: str
    fields: tuple[FieldView, ...]
    remove: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A question or group for one item. ``label`` names the item, "" where there is none.

    ``add`` is the value of the button that asks for one more repeat, "" where there is no room for more.
    """

    name: str
    item: str
    label: str
    hint: str
    rounds: tuple[RoundView, ...]
    add: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A question or group of the page.

    ``label`` is the heading or legend over the fields; "" where the one field carries the label itself. Without rows
    ``empty`` says why there is nothing to answer yet. ``each`` is what one repeat is called ("Punt").
    """

    id: str
    name: str
    label: str
    hint: str
    is_group: bool
    optional: bool
    rows: tuple[RowView, ...]
    empty: str = ""
    each: str = ""

    @property
    def fields(self) -> tuple[FieldView, ...]:
        """All fields of the block."""
        return tuple(field for row in self.rows for number in row.rounds for field in number.fields)
