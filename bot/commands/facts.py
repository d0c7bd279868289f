"""``kigen facts``: the table of facts with its sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table

from bot.answers.wording import say_day
from bot.facts import TABLE, Fact, source
from bot.facts.review import stale, unchecked


def print_facts(only_unchecked: bool, stale_days: int | None, today: date, as_json: bool) -> None:
    """Print all facts, or those that a person should look at again."""
    facts: Sequence[Fact] = unchecked(TABLE) if only_unchecked else TABLE.facts
    if stale_days is not None:
        old = stale(TABLE, today, stale_days)
        facts = [fact for fact in facts if fact in old]
    if as_json:
        print(json.dumps([_as_dict(fact) for fact in facts], ensure_ascii=False, default=str))
        return
    table = Table(title=f"事実の表（{len(facts)}件）", show_lines=True)
    for heading in ("事実", "値", "きまり", "出典（参照日／確認日）"):
        table.add_column(heading, overflow="fold")
    for fact in facts:
        table.add_row(fact.id, "\n".join(_value(fact)), fact.label, "\n".join(_source_line(name) for name in fact.sources))
    Console().print(table)


def _value(fact: Fact) -> list[str]:
    return [f"{value.value}{_span(value.first_day, value.last_day)}" for value in fact.values]


def _span(first: date | None, last: date | None) -> str:
    return f"（{first or ''}〜{last or ''}）" if first or last else ""


def _source_line(name: str) -> str:
    found = source(name)
    checked = say_day(found.checked_on) if found.checked_on else "未確認"
    return f"{found.title}（{say_day(found.read_on)}／{checked}）"


def _as_dict(fact: Fact) -> dict[str, object]:
    return {
        "id": fact.id,
        "label": fact.label,
        "values": [{"from": v.first_day, "until": v.last_day, "value": v.value} for v in fact.values],
        "section": fact.section,
        "sources": [
            {"title": s.title, "kind": s.kind, "url": s.url, "read_on": s.read_on, "checked_on": s.checked_on}
            for s in map(source, fact.sources)
        ],
    }
