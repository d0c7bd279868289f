"""GinZA's word vectors without spaCy at run time.

The table of ``ja_ginza`` (20,000 vectors of 300 numbers, 480,000 words that point at them) is written into the model as
plain arrays: the words as sorted 64-bit hashes, the vectors in half precision, turned and cut to the directions in which
the training sentences differ most: fewer numbers, no loss that could be measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_EXCLUDED_PIPES = ["tok2vec", "parser", "ner", "morphologizer", "bunsetu_recognizer", "compound_splitter", "tagger"]
_REMEMBERED = 20_000  # words, since the same few thousand come again and again


class WordVectors:
    """Vectors by normalised form, with a weight for each word that is smaller the commoner it is (SIF)."""

    def __init__(
        self,
        keys: NDArray[np.uint64],
        rows: NDArray[np.int32],
        table: NDArray[np.float16],
        weights: dict[str, float],
    ) -> None:
        self._keys = keys
        self._rows = rows
        self._table = table
        self._weights = weights
        self._row = lru_cache(maxsize=_REMEMBERED)(self._found_row)

    @classmethod
    def from_ginza(cls, sentences: Sequence[Sequence[str]], size: int) -> WordVectors:
        """Take the table out of the installed ``ja_ginza``; weights and the ``size`` directions come from the sentences."""
        import spacy  # only at training: importing spaCy takes seconds

        nlp = spacy.load("ja_ginza", exclude=_EXCLUDED_PIPES)
        pairs = sorted((_hash(nlp.vocab.strings[key]), row) for key, row in nlp.vocab.vectors.key2row.items())
        whole = cls(
            np.array([key for key, _ in pairs], dtype=np.uint64),
            np.array([row for _, row in pairs], dtype=np.int32),
            nlp.vocab.vectors.data.astype(np.float16),
            _sif_weights(sentences),
        )
        return whole._turned(np.stack([whole.mean(words) for words in sentences]), size)

    def _turned(self, means: NDArray[np.float32], size: int) -> WordVectors:
        unit = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        _, directions = np.linalg.eigh(unit.T @ unit)  # in rising order of spread
        table = self._table.astype(np.float32) @ directions[:, -size:]
        return WordVectors(self._keys, self._rows, table.astype(np.float16), self._weights)

    @property
    def size(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    def mean(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The weighted mean of the words' vectors; unknown words are left out, none known gives zeros."""
        total = np.zeros(self.size, dtype=np.float32)
        for word in words:
            row = self._row(word)
            if row is not None:
                total += self._weights.get(word, 1.0) * self._table[row].astype(np.float32)
        return total / max(len(words), 1)

    def _found_row(self, word: str) -> int | None:
        key = np.uint64(_hash(word))
        place = int(np.searchsorted(self._keys, key))
        return int(self._rows[place]) if place < len(self._keys) and self._keys[place] == key else None

    def save(self, directory: Path) -> None:
        """Write the arrays."""
        np.savez(
            directory / "vectors.npz",
            keys=self._keys,
            rows=self._rows,
            table=self._table,
            words=np.array(list(self._weights)),
            weights=np.array(list(self._weights.values()), dtype=np.float32),
        )

    @classmethod
    def load(cls, directory: Path) -> WordVectors:
        """Read what ``save`` wrote."""
        with np.load(directory / "vectors.npz") as saved:
            weights = dict(zip(saved["words"].tolist(), saved["weights"].tolist(), strict=True))
            return cls(saved["keys"], saved["rows"], saved["table"], weights)


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _sif_weights(sentences: Iterable[Sequence[str]], smoothing: float = 1e-3) -> dict[str, float]:
    counts: dict[str, int] = {}
    total = 0
    for words in sentences:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
            total += 1
    return {word: smoothing / (smoothing + n / total) for word, n in counts.items()}
