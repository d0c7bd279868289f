"""Computes the last table of docs/planning.md from its first two: ``python tests/bench/planning.py`` writes it into the page."""

from __future__ import annotations

import math
import re
from pathlib import Path

PAGE = Path("docs/planning.md")
USERS = (1_000_000, 10_000_000, 100_000_000)
_VALUE = re.compile(r"^\| `([a-z_]+)` \| ([0-9.]+) \|", re.MULTILINE)
_TABLE = re.compile(r"(?<=<!-- computed -->\n).*?(?=<!-- /computed -->)", re.DOTALL)
_HEADERS_OF_A_TURN = 1500
_LEAST_PROCESSES = 2


def values(page: str) -> dict[str, float]:
    """The measured and assumed values by name."""
    return {name: float(value) for name, value in _VALUE.findall(page)}


def plan(users: int, given: dict[str, float]) -> dict[str, float]:
    """What so many users a month need, in the order of the table's rows."""
    turns = users * given["talks_a_month"] * given["turns_a_talk"]
    peak = turns / 30 * given["busy_day"] * given["busy_hour"] / 3600 * given["busy_second"]
    processes = max(_LEAST_PROCESSES, math.ceil(peak / (given["turns_a_core_second"] * given["use"]))) + 1
    alive = peak / given["turns_a_talk"] * 60 * given["session_minutes"]
    marks = turns / 30 * given["busy_day"] * 2 * given["line_share"]
    transfer = given["bytes_a_turn"] + _HEADERS_OF_A_TURN
    postgres_cores = peak * given["postgres_cpu_ms_a_turn"] / 1000
    return {
        "やりとり（百万／月）": turns / 1e6,
        "混む1秒のやりとり": peak,
        "プロセス（＝コア、一つは控え）": processes,
        "そのメモリ（GB）": processes * given["memory_mb"] * 2 / 1000,
        "いま話している会話（千）": alive / 1e3,
        "PostgreSQL が使うコア": postgres_cores,
        "PostgreSQL の表（GB）": alive * given["database_bytes_a_conversation"] * 2 / 1e9,
        "Redis のメモリ（GB）": (alive * given["redis_bytes_a_conversation"] + marks * given["line_event_bytes"]) / 1e9,
        "Redis のコア（%）": peak * given["redis_cpu_ms_a_turn"] / 10,
        "通信（混む1秒、Mbit）": peak * transfer * 8 / 1e6,
        "月の通信（TB）": turns * transfer / 1e12,
        "コアの合計（PostgreSQL と Redis は控えも）": processes + 2 * max(1, math.ceil(postgres_cores / given["use"])) + 2,
    }


def table(page: str) -> str:
    """The computed table."""
    plans = [plan(users, values(page)) for users in USERS]
    lines = ["| | " + " | ".join(f"月に{_people(users)}" for users in USERS) + " |", "|---|---|---|---|"]
    lines += [f"| {row} | " + " | ".join(_shown(each[row]) for each in plans) + " |" for row in plans[0]]
    return "\n".join(lines) + "\n"


def computed(page: str) -> str:
    """The page with its table computed anew."""
    return _TABLE.sub(lambda _: table(page), page)


def _people(users: int) -> str:
    return f"{users // 100_000_000}億人" if users >= 100_000_000 else f"{users // 10_000:,}万人"


def _shown(number: float) -> str:
    if number >= 100:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:.2g}" if number < 10 else f"{number:.0f}"


if __name__ == "__main__":
    PAGE.write_text(computed(PAGE.read_text("utf-8")), "utf-8")
