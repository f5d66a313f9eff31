"""What cannot be done with results, in a sentence that a page can show."""

from __future__ import annotations


class NotPossibleError(Exception):
    """Nothing was changed; the message says why, in the reader's language."""
