"""The settings of the edge in these tests."""

from __future__ import annotations

from bot.settings import Settings

SETTINGS = Settings(secret="x" * 32, origins=("https://www.city.example.jp",))
