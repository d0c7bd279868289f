"""Mistakes in a script, in words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bot.dialogue_tests.script import Place, ScriptError


class Mistake(Exception):
    """A mistake at a place; ``reason`` is a Japanese sentence without its full stop."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(f"{place}：{reason}。")
        self.place = place


def near(name: str, known: Iterable[str]) -> str:
    """「（「topic」のまちがいですか）」 where a known name looks like the given one, else nothing."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"（「{found[0]}」のまちがいですか）" if found else ""


def raise_mistakes(mistakes: Iterable[Mistake]) -> None:
    """Raise ``ScriptError`` with all mistakes, one a line, where there are any."""
    found = list(mistakes)
    if found:
        raise ScriptError("\n".join(str(mistake) for mistake in found))
