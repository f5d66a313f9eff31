"""Every sentence of the pages has its English, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
OF_THE_MAP = [ROOT / "synthesis" / name for name in ("history.py", "edits.py", "map_words.py")]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "_n": (1, 2)}


def english() -> Catalog:
    """The English catalogue."""
    with (APP / "translations" / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def sentences() -> set[str]:
    """Every sentence that the pages ask gettext for."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    found = extract_from_dir(str(APP), methods, keywords=KEYWORDS)
    asked = {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}
    keywords = {"Phrase": (1,), "EditError": (1,), "say": (1,)}
    templates = [row for path in OF_THE_MAP for row in extract_from_file("python", str(path), keywords=keywords)]
    return asked | {message for _, message, _, _ in templates if isinstance(message, str)}


def test_every_sentence_has_its_english() -> None:
    catalogue = english()
    missing = [
        sentence
        for sentence in sorted(sentences())
        if (entry := catalogue.get(sentence)) is None
        or entry.fuzzy
        or not (entry.string if isinstance(entry.string, str) else all(entry.string))
    ]
    assert missing == []


def test_translations_keep_their_placeholders() -> None:
    for entry in english():
        if not entry.id:
            continue
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        assert set(PLACEHOLDER.findall(strings[-1])) == wanted, entry.id
