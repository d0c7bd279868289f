"""Shows what adopting sentences would change in the measured figures, before anything is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.commands.failure import CommandError
from bot.engine.engine import NoModelError
from bot.insights import sentences
from bot.insights.adoption import Candidate, Corpus, adopt
from bot.insights.measuring import OUTCOMES, Comparison, compared, copied_data, current_model, trained
from bot.insights.sentences import TRAINING_FOLDER


def show_measured(candidates: Sequence[Candidate], models: Path, console: Console) -> None:
    """Train with the sentences in a temporary folder and hold it against the present state; raises ``CommandError``."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            _print(measured(candidates, models, Path(folder), console), console)
    except NoModelError as error:
        raise CommandError(str(error)) from None


def measured(candidates: Sequence[Candidate], models: Path, folder: Path, console: Console) -> Comparison:
    """Both states on the held-out sentences as they would be. Without training sentences among the new, one model is both."""
    changed = copied_data(folder / "changed")
    before = current_model(models)
    if before is None:
        console.print("いまのデータで学習しています（1〜3分）…")
        before = trained(copied_data(folder / "present") / TRAINING_FOLDER, folder / "before")
    adopt(candidates, Corpus(), changed)
    after = before
    if any(candidate.into == "training" for candidate in candidates):
        console.print("文を足して学習しています（1〜3分）…")
        after = trained(changed / TRAINING_FOLDER, folder / "after")
    return compared(sentences.dev(changed), before, after)


def _print(comparison: Comparison, console: Console) -> None:
    for inside, title in ((True, "範囲の中の文"), (False, "範囲外の文")):
        before, after = comparison.shares(inside)
        table = Table("結果", "いま", "足したあと", "差", title=f"{title}（tests/nlu/dev.yml）")
        for name, in_words in OUTCOMES.items():
            difference = after[name] - before[name]
            table.add_row(in_words, f"{before[name]:.1%}", f"{after[name]:.1%}", f"{difference:+.1%}" if difference else "—")
        console.print(table)
    changed = comparison.changed
    console.print(f"結果の変わった文：{len(changed)}")
    for example, before_outcome, after_outcome in changed:
        line = f"  {example.topic}「{example.text}」：{OUTCOMES[before_outcome]} → {OUTCOMES[after_outcome]}"
        console.print(line, markup=False)
