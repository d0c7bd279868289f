"""What operators did, one JSON object a line: who, what, when. Never what was said, no dates of a person, no addresses."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

from bot import clock

FILE = "operators-audit.jsonl"
_log = logging.getLogger(__name__)


class Audit:
    """Appends to the trail; a disk that is full stops nobody's work, but is logged."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / FILE

    async def note(self, who: str, what: str, about: str = "") -> None:
        """Note an act. ``about`` is a topic, an audience, a case's number or another operator, nothing else."""
        entry = {"at": clock.now().isoformat(timespec="seconds"), "who": who, "what": what, "about": about}
        await asyncio.to_thread(self._append, json.dumps(entry, ensure_ascii=False))

    def _append(self, line: str) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            _log.error("audit trail not written: %s", type(error).__name__)
