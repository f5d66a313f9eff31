"""YAML or JSON text as a plain tree that still knows its line numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import yaml

INT, BOOL, NULL = "tag:yaml.org,2002:int", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"


class TreeError(ValueError):
    """The text is not a tree. ``line`` is 1-based; 0 where unknown."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping, a list or a scalar, and the 1-based line it starts on (0 where there are no lines).

    A scalar keeps its text as written: ``value: no`` is the text "no" where a text is asked for.
    """

    line: int
    mapping: dict[str, Node] | None = None
    items: list[Node] | None = None
    text: str | None = None
    tag: str = ""

    @property
    def is_scalar(self) -> bool:
        """Whether it is neither mapping nor list."""
        return self.mapping is None and self.items is None


def from_yaml(text: str) -> Node:
    """Read one YAML document. Raises :class:`TreeError`: bad syntax, aliases, or a key that stands there twice."""
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise TreeError(_line(event), "aliases (*name) are not allowed here")
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TreeError(mark.line + 1 if mark else 0, f"not readable as YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise TreeError(0, f"not readable as YAML: {error}") from error
    if root is None:
        raise TreeError(1, "the file is empty")
    return _from_yaml_node(root)


def from_json(text: str) -> Node:
    """Read JSON. Raises :class:`TreeError`."""
    try:
        return _from_json_value(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise TreeError(0, f"not readable as JSON: {error}") from error


def _from_yaml_node(node: Any) -> Node:
    line = _line(node)
    if isinstance(node, yaml.SequenceNode):
        return Node(line, items=[_from_yaml_node(part) for part in node.value])
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Node] = {}
        for key, value in node.value:
            name, key_line = str(key.value), _line(key)
            if name in mapping:
                raise TreeError(key_line, f"'{name}' stands here twice")
            child = _from_yaml_node(value)
            mapping[name] = Node(key_line, child.mapping, child.items, child.text, child.tag)
        return Node(line, mapping=mapping)
    return Node(line, text=node.value, tag=node.tag)


def _line(marked: Any) -> int:
    return int(marked.start_mark.line) + 1


def _from_json_value(value: Any) -> Node:
    if isinstance(value, dict):
        return Node(0, mapping={key: _from_json_value(part) for key, part in value.items()})
    if isinstance(value, list):
        return Node(0, items=[_from_json_value(part) for part in value])
    if isinstance(value, bool):
        return Node(0, text=str(value).lower(), tag=BOOL)
    if value is None:
        return Node(0, text="", tag=NULL)
    return Node(0, text=str(value), tag=INT if isinstance(value, int) else "")
