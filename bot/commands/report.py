"""``kigen report``: a period as one HTML page."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from bot import clock
from bot.commands.failure import CommandError
from bot.commands.insights_data import data_directory, day_given, this_day
from bot.insights.figures import Period
from bot.insights.report import NothingHappenedError, html
from bot.insights.store import reading
from bot.settings import Settings

_USUAL_DAYS = 30
_MOST_DAYS = 400


def report(first: str | None, last: str | None, out: Path, data: Path | None, simulated: bool) -> None:
    """Write the report of a period; raises ``CommandError``."""
    last_day = day_given("--to", last, this_day())
    period = Period(day_given("--from", first, last_day - timedelta(days=_USUAL_DAYS - 1)), last_day, simulated)
    if not 0 < len(period.days) <= _MOST_DAYS:
        raise CommandError(
            f"--from は --to より前の日にして、{_MOST_DAYS}日までにしてください（いまは {period.first}〜{period.last}）。"
        )
    directory = data_directory(data)
    try:
        with reading(directory) as store:
            page = html(store, period, clock.now().astimezone(clock.TOKYO), Settings.from_environment().keep_days)
    except FileNotFoundError:
        raise CommandError(f"{directory} に記録がありません。`kigen serve` を動かすと、会話の記録がたまります。") from None
    except NothingHappenedError:
        kind = "シミュレーションの会話" if simulated else "会話"
        more = "" if simulated else "（シミュレーションを見るには --simulated）"
        raise CommandError(f"{period.first}〜{period.last} に{kind}の記録がありません{more}。") from None
    except sqlite3.Error as error:
        raise CommandError(f"{directory} の記録を読めません（{error}）。") from None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page, "utf-8")
    except OSError as error:
        raise CommandError(f"「{out}」に書けません（{error.strerror}）。") from None
    print(f"{out} に書きました（{len(page) // 1024:,} KB）。ブラウザで開いてください。")
