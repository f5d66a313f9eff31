"""An installation plugs in an encoder of its own, with the reader that was trained for it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from synthesis import embedding, profiles, train
from synthesis.language import DATA, words
from synthesis.model import Answer, Kind
from synthesis.pipeline import Settings, synthesize

NAME = "tests.synthesis.test_own_encoder:Bag"
BARE = "tests.synthesis.test_own_encoder:Unread"
SIZE = 64


class Bag:
    """Counts of hashed stems: a small encoder that needs no model."""

    name = "bag"
    readers: Path | None = None

    def encode(self, texts: Sequence[str]) -> embedding.Vectors:
        table = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in words(text):
                table[row, hashlib.sha256(word.stem.encode()).digest()[0] % SIZE] += 1.0
        return table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)


class Unread(Bag):
    """The same, without a reader."""


def answers() -> list[Answer]:
    texts = ["Grofvuil naast de containers", "Vuilnis blijft naast de container liggen", "Huurschulden lopen op"]
    return [Answer(f"a{row}", f"r{row}", f"o{row}", Kind.PROBLEM, text) for row, text in enumerate(texts)]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the reader goes; loaded encoders and readers are forgotten before and after."""
    path = tmp_path / "reader.npz"
    monkeypatch.setattr(Bag, "readers", path)
    monkeypatch.setattr(Unread, "readers", None)
    embedding.encoder.cache_clear()
    profiles._brought.cache_clear()
    yield path
    embedding.encoder.cache_clear()
    profiles._brought.cache_clear()


def test_a_trained_reader_reads_with_the_encoder_and_the_draft_says_so(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    few = tmp_path / "few.csv"
    lines = (DATA / "statements.csv").read_text(encoding="utf-8").splitlines()
    few.write_text("\n".join([lines[0], *lines[1::40]]), encoding="utf-8")
    monkeypatch.setattr(train, "EXAMPLES", few)
    monkeypatch.setattr(train, "ROUNDS", few)
    monkeypatch.setattr(sys, "argv", ["train", "--with", NAME, "--to", str(file)])
    train.main()
    draft = synthesize(answers(), Settings(encoder=NAME))
    assert NAME in draft.engine
    assert sum(len(cluster.statement_ids) for cluster in draft.clusters) + len(draft.signals) == 3


def test_without_a_reader_the_words_speak_alone(file: Path) -> None:
    assert "(words)" in synthesize(answers(), Settings(encoder=BARE)).engine


def test_with_goes_together_with_to(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["train", "--with", NAME])
    with pytest.raises(SystemExit):
        train.main()
    assert "--with and --to go together" in capsys.readouterr().err
