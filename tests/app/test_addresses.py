"""Addresses: no number is too large to ask for, and nobody is sent to another site."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.addresses import LARGEST_NUMBER, own_path, row_number
from tests.checked_client import CheckedClient
from tests.conftest import SignIn
from tests.factories import join, make_project

ELSEWHERE = ["https://example.org/", "//example.org", "/\\example.org", "/\t/example.org", "/\n//example.org", "x", ""]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_language_button_sends_nobody_to_another_site(client: CheckedClient, target: str) -> None:
    client.get("/sign-in")
    assert client.post("/language", data={"language": "en", "next": target}).location == "/"


@given(st.text(alphabet="/\\\t\r\n .:?#eh", max_size=12))
def test_a_path_that_is_ours_is_ours_for_a_browser_too(target: str) -> None:
    as_read = re.sub(r"[\t\r\n]", "", own_path(target)).replace("\\", "/").strip()
    assert as_read.startswith("/")
    assert not as_read.startswith("//")


@pytest.mark.parametrize("number", [LARGEST_NUMBER + 1, 10**30])
def test_a_number_that_no_row_has_is_a_page_that_is_not_there(sign_in: SignIn, number: int) -> None:
    membership = join(make_project())
    browser = sign_in(membership.person)
    home = f"/projects/{membership.project_id}"
    assert browser.get(f"/projects/{number}").status_code == 404
    assert browser.get(f"{home}/phases/{number}/meetings").status_code == 404
    assert browser.get(f"{home}?phase={number}").status_code == 200


@pytest.mark.parametrize("text", ["", "x", "-1", str(LARGEST_NUMBER + 1), "9" * 5000])
def test_a_text_that_is_no_number_of_a_row_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        row_number(text)


def test_the_language_button_comes_back_to_the_very_page(client: CheckedClient) -> None:
    assert 'name="next" value="/sign-in?next=/projects/new"' in client.get("/sign-in?next=/projects/new").text
