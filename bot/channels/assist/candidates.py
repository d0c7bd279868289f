"""Operators' votes as candidates for test sentences: a file that a developer reads, and takes from by hand (docs/assist.md)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import yaml

from bot import clock, dates
from bot.engine.events import without_dates_and_numbers
from bot.text.masking import mask

FILE = "candidate-sentences.yml"
LONGEST_SENTENCE = 200


class Candidates:
    """Appends to the file. Dates, numbers and mail addresses are struck out first; names only the reader can strike out."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / FILE

    async def add(self, sentence: str, shown: str, right: str | None, helpful: bool) -> None:
        """Add a sentence. ``shown``: the topic that was suggested; ``right``: the one it should have been, None where unknown."""
        text = mask(sentence[:LONGEST_SENTENCE]).text
        mentions = [mention.text for mention in dates.read(text, clock.today())]
        entry = {
            "text": without_dates_and_numbers(text, mentions),
            "voice": "call",
            "shown": shown,
            "right": shown if helpful else right,
            "helpful": helpful,
        }
        await asyncio.to_thread(self._append, yaml.safe_dump([entry], allow_unicode=True, sort_keys=False))

    def _append(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(text)
