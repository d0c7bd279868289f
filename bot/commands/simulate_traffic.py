"""``kigen simulate-traffic``: conversations of invented people, to see the report at work."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.commands.insights_data import data_directory
from bot.commands.loading import loaded_engine
from bot.insights import sentences
from bot.insights.simulation import Crowd, in_batches
from bot.insights.store import Store
from bot.settings import Settings


def simulate(number: int, days: int, last_day: date, seed: int, data: Path | None) -> None:
    """Play conversations into the store, in place of what was simulated before."""
    settings = Settings.from_environment()
    directory = data_directory(data)
    by_topic: dict[str, list[str]] = defaultdict(list)
    for example in sentences.dev():
        by_topic[example.topic].append(example.text)
    console = Console(highlight=False)
    turns = 0
    with (
        loaded_engine(settings) as engine,
        Progress(console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        store = Store(directory)
        store.delete_simulated()
        task = progress.add_task("会話しています", total=number)
        for batch in in_batches(Crowd(engine, by_topic, last_day, days, seed).conversations(number, settings.keep_texts)):
            store.append(
                [turn for one in batch for turn in one.turns],
                [talk for one in batch for talk in one.talks],
                [vote for one in batch for vote in one.votes],
                simulated=True,
            )
            turns += sum(len(one.turns) for one in batch)
            progress.advance(task, len(batch))
        store.close()
    console.print(f"{number}の会話（{turns}のやりとり）を {directory} に入れました（シミュレーションの印つき）。", soft_wrap=True)
    console.print("見るには： kigen report --simulated --out report.html")
