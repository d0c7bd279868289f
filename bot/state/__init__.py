"""Small things that all processes must agree on: what was seen already, how often, who holds what (memory, a file or Redis)."""

from __future__ import annotations

from bot.state.interface import State, StoreError
from bot.state.memory import MemoryState

__all__ = ["MemoryState", "State", "StoreError"]
