"""A tree of nodes → a questionnaire: every part present and of the right shape, every mistake noted with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from forms.questionnaire import Choice, Localised, Page, Per, Question, Questionnaire, Repeat, ShowIf
from forms.tree import BOOL, INT, NULL, Node

T = TypeVar("T")
NOTHING = Questionnaire(0, "", Localised("", ""), Localised("", ""), ())
QUESTION_PARTS = frozenset(Question.__dataclass_fields__)


class Builder:
    """Reads one questionnaire; afterwards ``problems`` holds (line, text) of what is wrong in its shape.

    ``lists`` are the named lists that ``choices: name`` refers to.
    """

    def __init__(self, lists: Mapping[str, Node]) -> None:
        self.lists = lists
        self.problems: list[tuple[int, str]] = []
        self.broken: set[int] = set()  # lines of questions in which something is wrong already
        self._lines: dict[int, int] = {}

    def line(self, built: Question | Page) -> int:
        """The line on which a question or page starts."""
        return self._lines.get(id(built), 0)

    def questionnaire(self, node: Node) -> Questionnaire:
        """The whole file."""
        parts = self._parts(node, {"step", "version", "title", "purpose", "pages"})
        if node.mapping is None:
            return NOTHING
        return Questionnaire(
            step=self._positive(parts, "step", node.line),
            version=self._text(parts, "version", node.line),
            title=self._needed_words(parts, "title", node.line),
            purpose=self._needed_words(parts, "purpose", node.line),
            pages=tuple(self._list(parts, "pages", self._page, node.line)),
        )

    def _page(self, node: Node) -> Page:
        parts = self._parts(node, {"id", "title", "intro", "questions"})
        page = Page(
            id=self._text(parts, "id", node.line),
            title=self._needed_words(parts, "title", node.line),
            intro=self._words(parts, "intro"),
            questions=tuple(self._list(parts, "questions", self._question, node.line)),
        )
        self._lines[id(page)] = node.line
        return page

    def _question(self, node: Node) -> Question:
        already = len(self.problems)
        parts = self._parts(node, QUESTION_PARTS)
        question = Question(
            id=self._text(parts, "id", node.line),
            type=self._text(parts, "type", node.line),
            label=self._needed_words(parts, "label", node.line),
            hint=self._words(parts, "hint"),
            required=self._flag(parts, "required"),
            if_missing=self._words(parts, "if_missing"),
            choices=tuple(self._choices(parts)),
            source=self._text(parts, "source"),
            min=self._number(parts, "min"),
            max=self._number(parts, "max"),
            several=self._flag(parts, "several"),
            fields=tuple(self._list(parts, "fields", self._question)),
            repeat=self._maybe(parts, "repeat", self._repeat),
            each=self._words(parts, "each"),
            per=self._maybe(parts, "per", self._per),
            show_if=self._maybe(parts, "show_if", self._show_if),
            says=self._text(parts, "says"),
            tells=self._text(parts, "tells"),
        )
        self._lines[id(question)] = node.line
        if len(self.problems) > already:
            self.broken.add(node.line)
        return question

    def _choices(self, parts: Mapping[str, Node]) -> Iterator[Choice]:
        node = parts.get("choices")
        if node is None:
            return
        if node.text is not None:
            named = self.lists.get(node.text)
            if named is None:
                self._wrong(node, f"there is no list named '{node.text}'")
                return
            node = named
        if node.items is None:
            self._wrong(node, "choices are a list, or the name of one")
            return
        for item in node.items:
            yield from self._choice_or_heading(item)

    def _choice_or_heading(self, node: Node) -> Iterator[Choice]:
        """One choice, in a file also a heading with the choices under it."""
        if node.mapping is not None and "choices" in node.mapping:
            parts = self._parts(node, {"heading", "choices"})
            heading = self._needed_words(parts, "heading", node.line)
            for choice in self._list(parts, "choices", self._choice):
                yield Choice(choice.value, choice.label, choice.hint, heading)
        else:
            yield self._choice(node)

    def _choice(self, node: Node) -> Choice:
        """``{value, nl, en}``, or in full ``{value, label, hint, heading}``."""
        if node.mapping is not None and "label" not in node.mapping:
            parts = self._parts(node, {"value", "nl", "en", "hint"})
            label = self._localised(parts, node.line)
        else:
            parts = self._parts(node, {"value", "label", "hint", "heading"})
            label = self._needed_words(parts, "label", node.line)
        value = self._text(parts, "value", node.line)
        return Choice(value, label, self._words(parts, "hint"), self._words(parts, "heading"))

    def _repeat(self, node: Node) -> Repeat:
        parts = self._parts(node, {"max", "min"})
        return Repeat(self._positive(parts, "max", node.line), self._number(parts, "min") or 0)

    def _per(self, node: Node) -> Per:
        if node.text is not None:
            return Per(source=node.text)
        parts = self._parts(node, {"source", "answer"})
        return Per(self._text(parts, "source"), self._text(parts, "answer"))

    def _show_if(self, node: Node) -> ShowIf:
        parts = self._parts(node, {"question", "values"})
        return ShowIf(self._text(parts, "question", node.line), tuple(self._list(parts, "values", self._scalar)))

    # The shapes that everything is made of.

    def _wrong(self, node: Node, text: str) -> None:
        self.problems.append((node.line, text))

    def _parts(self, node: Node, known: frozenset[str] | set[str]) -> Mapping[str, Node]:
        if node.mapping is None:
            self._wrong(node, f"expected a mapping with {', '.join(sorted(known))}")
            return {}
        for name in node.mapping.keys() - known:
            self._wrong(node.mapping[name], f"'{name}' is not known here")
        return {name: part for name, part in node.mapping.items() if part.tag != NULL}

    def _scalar(self, node: Node) -> str:
        if node.text is None:
            self._wrong(node, "expected a text")
        return (node.text or "").strip()

    def _text(self, parts: Mapping[str, Node], name: str, needed_at: int | None = None) -> str:
        text = self._scalar(parts[name]) if name in parts else ""
        if not text and needed_at is not None:
            self.problems.append((parts[name].line if name in parts else needed_at, f"'{name}' is missing"))
        return text

    def _number(self, parts: Mapping[str, Node], name: str, needed_at: int | None = None) -> int | None:
        text = self._text(parts, name, needed_at)
        if not text:
            return None
        if parts[name].tag != INT or not text.isdecimal() or len(text) > 6:
            self._wrong(parts[name], f"'{name}' is a whole number of 0 or more")
            return None
        return int(text)

    def _positive(self, parts: Mapping[str, Node], name: str, needed_at: int) -> int:
        """A number from 1 up that must be there; 0 where it is wrong, which is then noted."""
        number = self._number(parts, name, needed_at)
        if number == 0:
            self._wrong(parts[name], f"'{name}' is at least 1")
        return number or 0

    def _flag(self, parts: Mapping[str, Node], name: str) -> bool:
        node = parts.get(name)
        if node is None:
            return False
        if node.tag != BOOL or node.text not in ("true", "false"):
            self._wrong(node, f"'{name}' is true or false")
        return node.text == "true"

    def _localised(self, parts: Mapping[str, Node], line: int) -> Localised:
        dutch, english = (self._scalar(parts[locale]) if locale in parts else "" for locale in ("nl", "en"))
        for locale, text in (("nl", dutch), ("en", english)):
            if not text:
                self.problems.append((line, f"the text in '{locale}' is missing"))
        return Localised(dutch, english)

    def _words(self, parts: Mapping[str, Node], name: str) -> Localised | None:
        if name not in parts:
            return None
        return self._localised(self._parts(parts[name], {"nl", "en"}), parts[name].line)

    def _needed_words(self, parts: Mapping[str, Node], name: str, line: int) -> Localised:
        found = self._words(parts, name)
        if found is None:
            self.problems.append((line, f"'{name}' is missing"))
        return found or Localised("", "")

    def _maybe(self, parts: Mapping[str, Node], name: str, read: Callable[[Node], T]) -> T | None:
        return read(parts[name]) if name in parts else None

    def _list(
        self, parts: Mapping[str, Node], name: str, read: Callable[[Node], T], needed_at: int | None = None
    ) -> list[T]:
        node = parts.get(name)
        items = (node.items or []) if node else []
        if node and node.items is None:
            self._wrong(node, f"'{name}' is a list")
        elif not items and needed_at is not None:
            self.problems.append((needed_at, f"'{name}' is missing"))
        return [read(item) for item in items]
