"""The topic model: linear support vector machines over the features, and nothing that needs more than numpy to run.

One machine tells the topics and "outside the field" apart, a second one only whether a message is in the field at all.
The topics' probabilities come from the first alone and leave "outside" out: many out-of-scope sentences in one softmax
would push real questions out of their topics. Whether a message is outside is what both say together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import Features, Sentence

OUT_OF_SCOPE = "out_of_scope"
_OUTSIDE_SHARPNESS = 2.0  # from margins to a probability, as cross-validation found it


@dataclass(frozen=True, slots=True)
class Scores:
    """Calibrated probabilities of the topics (highest first), and that the message is outside the field."""

    topics: tuple[tuple[str, float], ...]
    outside: float

    def without(self, topic: str) -> Scores:
        """These scores where a topic cannot be; the others do not become likelier by it."""
        return Scores(tuple(pair for pair in self.topics if pair[0] != topic), self.outside)


@dataclass(frozen=True, slots=True)
class _Weights:
    """One column for each topic, one for out of scope beside them, and a last one for outside against inside."""

    sparse: NDArray[np.float32]
    dense: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, columns: NDArray[np.int32], values: NDArray[np.float32], dense: NDArray[np.float32]) -> NDArray[np.float32]:
        result: NDArray[np.float32] = values @ self.sparse[columns] + dense @ self.dense + self.bias
        return result


class TopicModel:
    """Predicts topics from sentences."""

    def __init__(self, features: Features, labels: Sequence[str], weights: _Weights, sharpness: float) -> None:
        self._features = features
        self._labels = list(labels)
        self._weights = weights
        self._sharpness = sharpness

    @classmethod
    def fit(
        cls,
        sentences: Sequence[Sentence],
        labels: Sequence[str],
        features: Features,
        regularisation: float,
        sharpness: float,
    ) -> TopicModel:
        """Train both heads. ``regularisation`` is scikit-learn's C; ``sharpness`` turns margins into logits."""
        from joblib import Parallel, delayed  # only at training

        matrix = _matrix(features, sentences)
        names = [*sorted(set(labels) - {OUT_OF_SCOPE}), OUT_OF_SCOPE]
        columns = [np.array([label == name for label in labels]) for name in names]
        machines = [delayed(_machine)(matrix, column, regularisation, 2e-2, None) for column in columns]
        # Balanced: in-field sentences outnumber the others by far, yet both errors count.
        machines.append(delayed(_machine)(matrix, columns[-1], regularisation, 1e-2, "balanced"))
        trained = Parallel(n_jobs=-1)(machines)
        return cls(features, names[:-1], _weights(features, trained), sharpness)

    def predict(self, sentence: Sentence) -> Scores:
        """The topics' probabilities."""
        columns, values = self._features.sparse(sentence)
        dense = self._features.dense(sentence)
        logits = self._weights.logits(columns, values, dense)
        margins, outside_margin, scope = logits[:-2], float(logits[-2]), float(logits[-1])
        best = float(margins.max())
        chances = np.exp((margins - best) * self._sharpness)
        chances /= chances.sum()
        outside = 1 / (1 + np.exp(-_OUTSIDE_SHARPNESS * (outside_margin - best + scope)))
        order = np.argsort(-chances)[:10]
        return Scores(tuple((self._labels[i], float(chances[i])) for i in order), outside)

    def save(self, directory: Path) -> None:
        """Write weights as npz (half precision), names as JSON."""
        self._features.save(directory)
        weights = self._weights
        np.savez(directory / "weights.npz", sparse=weights.sparse.astype(np.float16), dense=weights.dense, bias=weights.bias)
        about = {"labels": self._labels, "sharpness": self._sharpness, "dense_weight": self._features.dense_weight}
        (directory / "model.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, directory: Path) -> TopicModel:
        """Read what ``save`` wrote."""
        about = json.loads((directory / "model.json").read_text("utf-8"))
        features = Features.load(directory, about["dense_weight"])
        with np.load(directory / "weights.npz") as saved:
            # Widened once: half precision is slow to calculate with.
            weights = _Weights(*(saved[part].astype(np.float32) for part in ("sparse", "dense", "bias")))
        if weights.bias.size != len(about["labels"]) + 2:
            raise ValueError("the model was trained by another version of TopicModel: train it again (kigen train)")
        return cls(features, about["labels"], weights, about["sharpness"])


def _matrix(features: Features, sentences: Sequence[Sentence]):  # type: ignore[no-untyped-def]  # scipy has no stubs here
    from scipy.sparse import csr_matrix, hstack

    rows = [features.sparse(s) for s in sentences]
    pointers = np.cumsum([0] + [len(columns) for columns, _ in rows])
    sparse = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([c for c, _ in rows]), pointers),
        shape=(len(rows), features.sparse_size),
    )
    return hstack([sparse, csr_matrix(np.stack([features.dense(s) for s in sentences]))]).tocsr()


def _machine(matrix, wanted, regularisation: float, tolerance: float, balance: str | None):  # type: ignore[no-untyped-def]  # as above
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=regularisation, tol=tolerance, random_state=1, class_weight=balance).fit(matrix, wanted)
    return machine.coef_[0].astype(np.float32), np.float32(machine.intercept_[0])


def _weights(features: Features, machines: Sequence[tuple[NDArray[np.float32], np.float32]]) -> _Weights:
    columns = np.stack([weights for weights, _ in machines], axis=1)
    bias = np.array([bias for _, bias in machines], dtype=np.float32)
    size = features.sparse_size
    return _Weights(np.ascontiguousarray(columns[:size]), columns[size:], bias)
