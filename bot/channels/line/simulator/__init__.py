"""LINE in small, on this machine only: for tests, for dialogues over LINE, and for ``kigen line simulate``."""

from __future__ import annotations

from bot.channels.line.simulator.phone import Phone
from bot.channels.line.simulator.platform import Fault, LinePlatform

__all__ = ["Fault", "LinePlatform", "Phone"]
