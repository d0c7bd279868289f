"""Sentences that are alike, and the topics that they are nearest to: by their words' parts, without the trained model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.insights.sentences import Example
from bot.nlu.features import clean

_ALIKE_WITHIN = 0.7  # cosine distance, by average
_MOST_SENTENCES = 1500  # the grouping takes the square of it
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A topic near to a group: how alike (0–1) its nearest training sentence is, and that sentence."""

    topic: str
    likeness: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that are alike, each with how often it came, the most frequent first; the topics nearest to them."""

    sentences: tuple[tuple[str, int], ...]
    nearest: tuple[Near, ...]

    @property
    def times(self) -> int:
        """How often they came in all."""
        return sum(times for _, times in self.sentences)


def groups(times_of: Mapping[str, int], examples: Sequence[Example]) -> list[Group]:
    """Group sentences by likeness, the largest group first. Of very many the most frequent are taken."""
    texts = sorted(times_of, key=lambda text: (-times_of[text], text))[:_MOST_SENTENCES]
    if not texts:
        return []
    vectors, training = _vectors(texts, examples)
    likeness = np.asarray((vectors @ training.T).todense())
    members: dict[int, list[int]] = {}
    for index, label in enumerate(_labels(vectors)):
        members.setdefault(int(label), []).append(index)
    found = [
        Group(tuple((texts[i], times_of[texts[i]]) for i in indices), _nearest(likeness[indices].mean(axis=0), examples))
        for indices in members.values()
    ]
    return sorted(found, key=lambda group: (-group.times, group.sentences[0][0]))


def most_alike(text: str, examples: Sequence[Example]) -> tuple[float, Example] | None:
    """The sentence that is most like a text, and how alike (0–1); None without sentences."""
    if not examples:
        return None
    vectors, others = _vectors([text], examples)
    likeness = np.asarray((vectors @ others.T).todense())[0]
    at = int(likeness.argmax())
    return float(likeness[at]), examples[at]


def _vectors(texts: Sequence[str], examples: Sequence[Example]) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    cleaned = [clean(example.text) for example in examples]
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True).fit([*cleaned, *map(clean, texts)])
    return vectorizer.transform([clean(text) for text in texts]), vectorizer.transform(cleaned)


def _labels(vectors: Any) -> Sequence[int]:
    from sklearn.cluster import AgglomerativeClustering

    if vectors.shape[0] == 1:
        return [0]
    distances = 1 - np.asarray((vectors @ vectors.T).todense())
    clustering = AgglomerativeClustering(
        n_clusters=None, distance_threshold=_ALIKE_WITHIN, metric="precomputed", linkage="average"
    )
    labels: Sequence[int] = clustering.fit_predict(np.clip(distances, 0, None)).tolist()
    return labels


def _nearest(likeness: np.ndarray[Any, np.dtype[np.float64]], examples: Sequence[Example]) -> tuple[Near, ...]:
    best: dict[str, Near] = {}
    for at in np.argsort(-likeness):
        example = examples[int(at)]
        best.setdefault(example.topic, Near(example.topic, round(float(likeness[at]), 2), example.text))
        if len(best) == _NEAREST:
            break
    return tuple(best.values())
