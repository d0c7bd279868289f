"""The result of a run as one HTML page that needs nothing else: the dialogues as chat bubbles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.dialogue_tests.playing import Played
from bot.dialogue_tests.summary import complaints, counts, move_in_words

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


def write_html(results: Sequence[Played], file: Path, made_at: datetime) -> None:
    """Write the page."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html(results, made_at), "utf-8")


def html(results: Sequence[Played], made_at: datetime) -> str:
    """The page; failed dialogues come first and are open."""
    page = _TEMPLATES.get_template("report.html.j2")
    ordered = sorted(results, key=lambda played: played.passed)
    return page.render(
        results=ordered,
        counts=counts(results),
        channels=list(dict.fromkeys(played.channel for played in results)),
        made_at=f"{made_at:%Y-%m-%d %H:%M}",
        complaints=complaints,
        move_in_words=move_in_words,
    )
