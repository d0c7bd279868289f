"""The pictures of the report: are confidences honest, what does caution cost, would more sentences help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import matplotlib_fontja
import numpy as np
from measuring import Case, Understanding

from bot.nlu.topic_model import OUT_OF_SCOPE

matplotlib_fontja.japanize()
_BINS = np.linspace(0, 1, 11)
Result = tuple[Case, Understanding]


def reliability(results: Sequence[Result], directory: Path) -> str:
    """Confidence of the first topic against how often it is right."""
    scores, right = _firsts(results)
    place = np.clip(np.digitize(scores, _BINS) - 1, 0, len(_BINS) - 2)
    filled = [b for b in range(len(_BINS) - 1) if (place == b).any()]
    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.plot([scores[place == b].mean() for b in filled], [right[place == b].mean() for b in filled], marker="o")
    axes.set(title="確信度は正直か（dev）", xlabel="確信度", ylabel="正しかった割合", xlim=(0, 1), ylim=(0, 1.02))
    return _written(figure, directory, "reliability.png")


def risk_and_coverage(results: Sequence[Result], directory: Path) -> str:
    """Share of wrong answers against the share answered, as the threshold rises; out of scope counts as wrong."""
    scores, right = _firsts(results, outside_too=True)
    order = np.argsort(-scores, kind="stable")
    answered = np.arange(1, len(order) + 1)
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.plot(answered / len(order), np.cumsum(~right[order]) / answered)
    axes.set(title="どこまで答えると、どれだけ誤るか（dev）", xlabel="すぐに答える割合", ylabel="その中の誤り")
    return _written(figure, directory, "risk_coverage.png")


def learning_curve(points: Sequence[tuple[float, int, float]], directory: Path) -> str:
    """Right topics against the number of training sentences."""
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.plot([n for _, n, _ in points], [right for _, _, right in points], marker="o")
    axes.set(title="文を増やすと（dev）", xlabel="学習に使った文の数", ylabel="第一候補が正しい割合")
    return _written(figure, directory, "learning_curve.png")


def _firsts(results: Sequence[Result], outside_too: bool = False) -> tuple[np.ndarray, np.ndarray]:
    ranked = [(c, u) for c, u in results if u.ranking and (outside_too or c.topic != OUT_OF_SCOPE)]
    return np.array([u.ranking[0][1] for _, u in ranked]), np.array([u.ranking[0][0] == c.topic for c, u in ranked])


def _written(figure: plt.Figure, directory: Path, name: str) -> str:
    figure.savefig(directory / name, dpi=110, bbox_inches="tight")
    plt.close(figure)
    return name
