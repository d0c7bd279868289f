"""``kigen adopt``: puts reviewed sentences into the training data or the held-out cases (docs/insights.md)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from bot.commands.adopt_asking import asked
from bot.commands.adopt_measuring import show_measured
from bot.commands.failure import CommandError
from bot.commands.insights_data import data_directory
from bot.insights.adoption import HELD_OUT, TRAINING, AdoptionError, Candidate, Corpus, adopt, objections
from bot.settings import Settings

_COLUMNS = {"文": "text", "話題": "topic", "入れ先": "into", "話し方": "voice"}
_INTO = {"学習": TRAINING, "テスト": HELD_OUT}


@dataclass(frozen=True, slots=True)
class Given:
    """What the command was given: one sentence with its topic, or a file of them; neither: it asks."""

    text: str | None
    topic: str | None
    into: str
    voice: str
    file: Path | None
    data: Path | None
    simulated: bool


def run(given: Given, measures: bool, without_asking: bool) -> None:
    """Check, measure where wished, ask, and write; raises ``CommandError`` where anything speaks against a sentence."""
    console = Console(highlight=False, soft_wrap=True)
    corpus = Corpus()
    candidates = _candidates(given, corpus, console)
    if not candidates:
        console.print("入れる文はありません。")
        return
    against = objections(candidates, corpus)
    if against:
        raise CommandError("\n".join(f"「{candidate.text}」：{reason}" for candidate, reason in against))
    for candidate in candidates:
        console.print(f"{corpus.file_of(candidate).name} の {candidate.topic} へ：{candidate.text}", markup=False)
    if measures:
        show_measured(candidates, Settings.from_environment().model_directory, console)
    if not without_asking and not typer.confirm("このまま入れますか（個人がわかる言葉がないことも確かめてください）"):
        console.print("入れませんでした。")
        return
    try:
        files = adopt(candidates, corpus)
    except (AdoptionError, OSError) as error:
        raise CommandError(f"書けませんでした：{error}") from None
    console.print(f"{len(candidates)}文を入れました：{'、'.join(file.name for file in files)}")
    if any(candidate.into == TRAINING for candidate in candidates):
        console.print("ボットが覚えるのは、次の `make setup`（学習）のあとです。")


def _candidates(given: Given, corpus: Corpus, console: Console) -> list[Candidate]:
    if given.file:
        return from_file(given.file)
    if given.text is None:
        directory = data_directory(given.data)
        return asked(directory, given.simulated, corpus, console)
    if not given.topic:
        raise CommandError("--topic に話題の名前を書いてください（domain.yml の一覧から）。")
    return [Candidate(given.text, given.topic, _INTO.get(given.into, given.into), given.voice)]


def from_file(file: Path) -> list[Candidate]:
    """The sentences of a CSV with the columns 文、話題、入れ先、話し方; raises ``CommandError``."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"「{file}」を読めません。UTF-8 の CSV にしてください。") from None
    if rows and not {"文", "話題"} <= rows[0].keys():
        raise CommandError(f"「{file}」の1行目に、文,話題,入れ先,話し方 と書いてください。")
    return [_of_row(row) for row in rows if (row.get("文") or "").strip()]


def _of_row(row: dict[str, str]) -> Candidate:
    cells: Sequence[str] = [(row.get(column) or "").strip() for column in _COLUMNS]
    text, topic, into, voice = cells
    return Candidate(text, topic, _INTO.get(into, into or TRAINING), voice)
