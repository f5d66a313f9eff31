"""The address of an answer as the name of a field."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.keys import AnswerKey, is_blank, texts

items = st.text(max_size=40).filter(lambda text: text.encode("utf-8", "ignore").decode() == text)
keys = st.builds(
    AnswerKey,
    st.from_regex(r"[1-9]\.[1-9][0-9]?[a-z]?|x[1-9][0-9]?", fullmatch=True),
    items,
    st.integers(min_value=0, max_value=9999),
)


@given(keys)
def test_a_name_leads_back_to_its_address(key: AnswerKey) -> None:
    assert AnswerKey.parse(key.name) == key


@given(keys)
def test_a_name_needs_no_escaping_in_html_css_or_an_address(key: AnswerKey) -> None:
    assert re.fullmatch(r"q[0-9A-Za-z_-]+", key.name)


@given(keys, keys)
def test_two_addresses_never_share_a_name_nor_the_ids_of_its_controls(one: AnswerKey, other: AnswerKey) -> None:
    if one != other:
        assert one.name != other.name
        assert not other.name.startswith(f"{one.name}-")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2.1a",
        "q2-1a",
        "q2-1a_x",
        "q2-1a_0_",
        "q2-1a_00",
        "q2-1a_0__zz",
        "q2-1a_0__41",
        "csrf_token",
        "q٢-1_0",
        "qx0_0",
        "qx-1_0",
    ],
)
def test_what_is_not_a_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        AnswerKey.parse(name)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ValueError, match="decode"):
        AnswerKey.parse("q2-1a_0__ff")


def test_spaces_alone_are_blank() -> None:
    assert is_blank(" \n")
    assert is_blank(("", " "))
    assert not is_blank(("", "x"))
    assert texts(("a", "", "c")) == ("a", "c")
