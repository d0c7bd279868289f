"""Figures of runs by hand: printed, and kept as a file where one is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def keep(figures: dict[str, Any], file: Path | None) -> None:
    """Print as JSON and write the same."""
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    print(text)
    if file:
        file.write_text(text + "\n", "utf-8")
