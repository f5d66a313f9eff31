"""A map, and its facilitator."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.app.overview_factories import Board, make_board
from tests.checked_client import CheckedClient
from tests.conftest import SignIn


@pytest.fixture
def board(app: Flask) -> Board:
    """A draft of two subjects, as :func:`make_board` makes it."""
    return make_board()


@pytest.fixture
def lead(board: Board, sign_in: SignIn) -> CheckedClient:
    """The facilitator's browser."""
    return sign_in(board.author)
