"""The sentences that forms say of their own, in both languages, from ``messages.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from forms.questionnaire import Localised
from forms.tree import from_yaml


def message(name: str) -> Localised:
    """A sentence in both languages, as it stands in the file. Raises :class:`KeyError`."""
    return _catalogue()[name]


def say(name: str, locale: str, **values: object) -> str:
    """A sentence in one language, filled in."""
    return message(name).text(locale).format(**values)


@cache
def _catalogue() -> Mapping[str, Localised]:
    root = from_yaml(Path(__file__).with_name("messages.yaml").read_text(encoding="utf-8")).mapping or {}
    found = {}
    for name, node in root.items():
        both = node.mapping or {}
        found[name] = Localised(both["nl"].text or "", both["en"].text or "")
    return found
