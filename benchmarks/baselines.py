"""What others would use: each is told the true number of subjects, save BERTopic, which finds its own."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from benchmarks.rounds import Round
from benchmarks.scoring import Found
from synthesis import embedding
from synthesis.statements import statements_of
from synthesis.themes import suggest_themes

Matrix = np.ndarray


def _found(given: Round, labels: Callable[[Sequence[str], int], Sequence[int | str | None]]) -> list[Found]:
    statements = statements_of(given.answers)
    count = len({unit.subject for unit in given.units})
    named = labels([one.text for one in statements], count)
    return [
        Found(one.answer.row or 0, one.text, one.kind, None if label is None else str(label))
        for one, label in zip(statements, named, strict=True)
    ]


def _k_means(features: Matrix, count: int) -> list[int]:
    return KMeans(count, n_init=10, random_state=0).fit_predict(features).tolist()


def _counts(texts: Sequence[str]) -> Matrix:
    return TfidfVectorizer(sublinear_tf=True).fit_transform(texts)


def words(given: Round) -> list[Found]:
    """TF-IDF and k-means."""
    return _found(given, lambda texts, count: _k_means(_counts(texts).toarray(), count))


def lsa(given: Round) -> list[Found]:
    """TF-IDF, 50 singular vectors (latent semantic analysis) and k-means."""

    def labels(texts: Sequence[str], count: int) -> list[int]:
        reduced = TruncatedSVD(min(50, len(texts) - 1), random_state=0).fit_transform(_counts(texts))
        return _k_means(normalize(reduced), count)

    return _found(given, labels)


def nmf(given: Round) -> list[Found]:
    """TF-IDF and non-negative matrix factorisation: a statement goes with its strongest topic."""

    def labels(texts: Sequence[str], count: int) -> list[int]:
        model = NMF(count, init="nndsvda", max_iter=1000, random_state=0)
        return model.fit_transform(_counts(texts)).argmax(axis=1).tolist()

    return _found(given, labels)


def vectors(given: Round) -> list[Found]:
    """Sentence vectors and k-means."""
    name = embedding.chosen()[0]
    return _found(given, lambda texts, count: _k_means(embedding.vectors(texts, name), count))


def vocabulary(given: Round) -> list[Found]:
    """The theme whose words stand in the statement."""
    return _found(given, lambda texts, _: [next(iter(suggest_themes(text)), None) for text in texts])


def bertopic(given: Round) -> list[Found]:
    """BERTopic with the same vectors; its outliers stand alone."""
    from bertopic import BERTopic  # noqa: PLC0415

    def labels(texts: Sequence[str], _: int) -> list[int | None]:
        vectors_ = embedding.vectors(texts, embedding.chosen()[0])
        topics, _chances = BERTopic(language="dutch", min_topic_size=3).fit_transform(list(texts), vectors_)
        return [None if topic < 0 else int(topic) for topic in topics]

    return _found(given, labels)


def methods() -> dict[str, Callable[[Round], list[Found]]]:
    """The baselines by name; BERTopic only where it is installed."""
    known: dict[str, Callable[[Round], list[Found]]] = {
        "TF-IDF + k-means": words,
        "LSA + k-means": lsa,
        "NMF": nmf,
        "vectors + k-means": vectors,
        "theme words": vocabulary,
    }
    return known | ({"BERTopic": bertopic} if importlib.util.find_spec("bertopic") else {})
