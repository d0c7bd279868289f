"""Features of a sentence: words, characters, readings, word vectors.

Each block answers another weakness: words carry sense, characters forgive unknown compounds, readings make hiragana and
wrong conversions look alike, and GinZA's vectors bring synonyms that no training sentence has.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.nlu.vectors import WordVectors

MAX_CHARACTERS = 300  # what stands further back in a long message adds noise, and cost
_PUNCTUATION = frozenset("。、，．・！？!?…‥～〜「」『』（）()[]【】\"'“”‘’ \u3000\n\t\r:：;；")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the features see it: normalised form, reading in katakana, part of speech (Sudachi's first level)."""

    normalised: str
    reading: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the features are computed from: the text (dates replaced by a sign) and its words."""

    text: str
    words: tuple[Word, ...]


class NgramBlock:
    """TF-IDF of one kind of n-grams, length 1 in all; unknown n-grams are left out."""

    def __init__(self, vocabulary: Sequence[str], idf: NDArray[np.float32]) -> None:
        self.vocabulary = list(vocabulary)
        self.idf = idf
        self._index = {gram: i for i, gram in enumerate(self.vocabulary)}

    @classmethod
    def fit(cls, documents: Iterable[Counter[str]], minimum: int) -> NgramBlock:
        """Take the n-grams that stand in at least ``minimum`` documents."""
        counted: Counter[str] = Counter()
        total = 0
        for document in documents:
            counted.update(document.keys())
            total += 1
        kept = sorted(gram for gram, n in counted.items() if n >= minimum)
        idf = np.array([log((1 + total) / (1 + counted[gram])) + 1 for gram in kept], dtype=np.float32)
        return cls(kept, idf)

    def row(self, grams: Counter[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Columns and values of a document."""
        pairs = [(column, n) for gram, n in grams.items() if (column := self._index.get(gram)) is not None]
        columns = np.array([column for column, _ in pairs], dtype=np.int32)
        values = np.log1p(np.array([n for _, n in pairs], dtype=np.float32)) * self.idf[columns]
        norm = float(np.sqrt(values @ values))
        return columns, values / norm if norm else values


class Features:
    """The whole feature space: three n-gram blocks side by side, and the dense word vectors behind them."""

    def __init__(self, blocks: dict[str, NgramBlock], vectors: WordVectors, dense_weight: float) -> None:
        self.blocks = blocks
        self.vectors = vectors
        self.dense_weight = dense_weight

    @classmethod
    def fit(cls, sentences: Sequence[Sentence], vectors: WordVectors, dense_weight: float) -> Features:
        """Learn the vocabularies from the training sentences."""
        grams = [ngrams(s) for s in sentences]
        blocks = {name: NgramBlock.fit((g[name] for g in grams), minimum=2) for name in ("word", "char", "reading")}
        return cls(blocks, vectors, dense_weight)

    @property
    def sparse_size(self) -> int:
        """How many sparse columns there are."""
        return sum(len(block.vocabulary) for block in self.blocks.values())

    def sparse(self, sentence: Sentence) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Sparse columns and values."""
        grams = ngrams(sentence)
        columns, values, offset = [], [], 0
        for name, block in self.blocks.items():
            c, v = block.row(grams[name])
            columns.append(c + offset)
            values.append(v)
            offset += len(block.vocabulary)
        return np.concatenate(columns), np.concatenate(values)

    def dense(self, sentence: Sentence) -> NDArray[np.float32]:
        """The weighted mean of the content words' vectors, length ``dense_weight``."""
        mean = self.vectors.mean([w.normalised for w in sentence.words])
        norm = float(np.sqrt(mean @ mean))
        return mean * (self.dense_weight / norm) if norm else mean

    def save(self, directory: Path) -> None:
        """Write vocabularies and vectors as JSON and npz."""
        (directory / "vocabulary.json").write_text(
            json.dumps({name: block.vocabulary for name, block in self.blocks.items()}, ensure_ascii=False), "utf-8"
        )
        np.savez(directory / "idf.npz", **{name: block.idf for name, block in self.blocks.items()})
        self.vectors.save(directory)

    @classmethod
    def load(cls, directory: Path, dense_weight: float) -> Features:
        """Read what ``save`` wrote."""
        vocabulary = json.loads((directory / "vocabulary.json").read_text("utf-8"))
        with np.load(directory / "idf.npz") as idf:
            blocks = {name: NgramBlock(grams, idf[name]) for name, grams in vocabulary.items()}
        return cls(blocks, WordVectors.load(directory), dense_weight)


def ngrams(sentence: Sentence) -> dict[str, Counter[str]]:
    """Words 1–2, characters 1–4 and reading 2–5 n-grams of a sentence."""
    words = [w.normalised for w in sentence.words if w.kind not in ("補助記号", "空白")]
    text = clean(sentence.text)
    reading = clean("".join(w.reading for w in sentence.words if w.kind not in ("補助記号", "空白")))
    return {
        "word": Counter(words) + Counter(f"{a} {b}" for a, b in pairwise(words)),
        "char": _runs(f"^{text}$", 1, 4),
        "reading": _runs(reading, 2, 5),
    }


def clean(text: str) -> str:
    """Lower case, hiragana as katakana, no punctuation, at most ``MAX_CHARACTERS``."""
    lowered = unicodedata.normalize("NFKC", text[: 2 * MAX_CHARACTERS]).lower()
    return "".join(_katakana(c) for c in lowered if c not in _PUNCTUATION)[:MAX_CHARACTERS]


def _katakana(character: str) -> str:
    return chr(ord(character) + 0x60) if "ぁ" <= character <= "ゖ" else character


def _runs(text: str, shortest: int, longest: int) -> Counter[str]:
    return Counter(text[i : i + n] for n in range(shortest, longest + 1) for i in range(len(text) - n + 1))
