"""``kigen answers``: all that the bot says, and what of it a change changes."""

from __future__ import annotations

import json
from pathlib import Path

from bot import clock
from bot.commands.failure import CommandError
from bot.insights.answer_diff import changed_answers, html
from bot.insights.said_answers import said_answers


def print_answers() -> None:
    """Print all answers as JSON."""
    print(json.dumps(said_answers(), ensure_ascii=False, indent=1))


def compare(file: Path, base: str, out: Path) -> None:
    """Write what differs from the answers in a file that ``kigen answers`` printed; raises ``CommandError``."""
    try:
        before = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        raise CommandError(f"「{file}」を読めません。`kigen answers > {file}` で作ったファイルを指定してください。") from None
    after = said_answers()
    changed = changed_answers(before, after)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(html(changed, len(after), base, clock.now().astimezone(clock.TOKYO)), "utf-8")
    except OSError as error:
        raise CommandError(f"「{out}」に書けません（{error.strerror}）。") from None
    print(f"{len(changed)}の答えが変わります（全部で {len(after)}）。くわしくは {out}")
