"""Operators' votes as candidates for test sentences: a table that ``kigen adopt --file`` takes once it is reviewed (docs/assist.md)."""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path

from bot import clock, dates
from bot.engine.events import without_dates_and_numbers
from bot.text.masking import mask

FILE = "candidate-sentences.csv"
LONGEST_SENTENCE = 200
# The first four are those of ``kigen adopt``, which passes over the others.
COLUMNS = ("文", "話題", "入れ先", "話し方", "出ていた話題", "判定")
_INTO, _VOICE = "テスト", "voice_input"
# What spreadsheets would take for a formula.
_FORMULA = "=+-@\t\r"


class Candidates:
    """Appends to the file. Dates, numbers and mail addresses are struck out first; names only the reader can strike out."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / FILE

    async def add(self, sentence: str, shown: str, right: str | None, helpful: bool) -> None:
        """Add a sentence. ``shown``: the topic that was suggested; ``right``: the one it should have been, None where unknown."""
        text = mask(" ".join(sentence[:LONGEST_SENTENCE].split())).text
        mentions = [mention.text for mention in dates.read(text, clock.today())]
        said = without_dates_and_numbers(text, mentions).lstrip(_FORMULA)
        topic = shown if helpful else right or ""
        await asyncio.to_thread(self._append, (said, topic, _INTO, _VOICE, shown, "合っていた" if helpful else "違った"))

    def _append(self, row: tuple[str, ...]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            if file.tell() == 0:
                file.write("\ufeff")  # spreadsheets know UTF-8 by this
                table.writerow(COLUMNS)
            table.writerow(row)
