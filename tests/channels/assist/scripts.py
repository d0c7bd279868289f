"""The call scripts, played through the engine and in a browser alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CALLS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("calls.yml").read_text("utf-8"))
# Answered alike as soon as the dates are known; then only one of them is suggested.
_SAME = frozenset({"expired_what_happens", "usable_on_date", "grace_until"})


def place_of(wanted: str, topics: list[str]) -> int | None:
    """Where the wanted topic, or one that is answered alike, stands among the suggested ones; None where it does not."""
    alike = _SAME if wanted in _SAME else {wanted}
    return next((place for place, topic in enumerate(topics) if topic == wanted or topic in alike), None)
