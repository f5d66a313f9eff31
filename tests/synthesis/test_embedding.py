from __future__ import annotations

import numpy as np
import pytest

from synthesis import embedding

TEXTS = ["zwerfvuil op het plein", "eenzame ouderen", "de lift is kapot"]
INSTALLED = [name for name in (embedding.E5, embedding.USE) if embedding.installed(name)]


@pytest.mark.parametrize("name", INSTALLED)
def test_a_vector_does_not_depend_on_the_texts_beside_it(name: str) -> None:
    together = embedding.vectors(TEXTS, name, {})
    alone = [embedding.vectors([text], name, {})[0] for text in TEXTS]
    assert np.array_equal(together, np.vstack(alone))


@pytest.mark.parametrize("name", INSTALLED)
def test_vectors_have_length_one(name: str) -> None:
    assert np.allclose(np.linalg.norm(embedding.vectors(TEXTS, name), axis=1), 1.0, atol=0.01)


def test_a_stored_vector_is_used_and_a_new_one_stored() -> None:
    name = embedding.chosen()[-1]
    store = {f"{name}:{TEXTS[0]}": np.ones(3, dtype=np.float32)}
    assert np.array_equal(embedding.vectors(TEXTS[:1], name, store), np.ones((1, 3)))
    embedding.vectors(TEXTS[1:2], name, fresh := {})
    assert list(fresh) == [f"{name}:{TEXTS[1]}"]


def test_no_encoder_is_used_where_none_is_wanted() -> None:
    assert embedding.chosen(embedding.NONE, len(TEXTS)) == ()


def test_no_texts_give_no_rows() -> None:
    assert len(embedding.vectors([], embedding.USE)) == 0


def test_an_encoder_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="nergens"):
        embedding.chosen("nergens")
