"""``kigen dialogue run``, ``travel`` and ``coverage``: play and report."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from bot import clock
from bot.commands.dialogue_play import Wanted, play_on
from bot.commands.failure import CommandError
from bot.dialogue_tests import travel
from bot.dialogue_tests.contradictions import compared, contradictions, month_ends
from bot.dialogue_tests.coverage import coverage
from bot.dialogue_tests.html_report import write_html
from bot.dialogue_tests.junit_report import write_junit
from bot.dialogue_tests.playing import Played
from bot.dialogue_tests.terminal_report import print_changes, print_contradictions, print_report

_WIDTH_OF_LOGS = 120


@dataclass(frozen=True, slots=True)
class Reports:
    """Where reports are written."""

    junit: Path | None
    html: Path | None


def run(wanted: Wanted, travel_to: date | None, reports: Reports) -> bool:
    """Play and report; whether all was as expected. With ``travel_to`` it tells what changes on that day, which is no failure."""
    console, started = _console(), time.perf_counter()
    results, *then = play_on([None, travel_to] if travel_to else [None], wanted, console)
    if travel_to:
        results = travel.changes(results, then[0])
        print_changes(results, travel_to, console)
    else:
        print_report(results, time.perf_counter() - started, console)
    _write(results, reports)
    return travel_to is not None or all(played.passed for played in results)


def hold_against_rules(wanted: Wanted, first: date, months: int) -> bool:
    """Play on each month end; whether no answer contradicts the status engine."""
    console = _console()
    results = [played for day in play_on(month_ends(first, months), wanted, console) for played in day]
    found = contradictions(results)
    print_contradictions(found, console)
    console.print(f"{months}か月の月末に試し、日付で答えた {compared(results)} の答えを計算と比べました。食い違い {len(found)}")
    return not found


def print_coverage(wanted: Wanted, as_json: bool) -> None:
    """Print what no dialogue reaches."""
    console = _console(stderr=as_json)
    parts = coverage(play_on([None], wanted, console)[0])
    if as_json:
        print(json.dumps([part.as_dict() for part in parts], ensure_ascii=False))
        return
    for part in parts:
        console.print(f"[bold]{part.words}[/bold] {part.total - len(part.missing)}／{part.total}")
        if part.missing:
            console.print(f"  通らないもの：{'、'.join(part.missing)}")


def _console(stderr: bool = False) -> Console:
    """Wide where nobody sees how wide it is: logs of CI, files."""
    console = Console(highlight=False, stderr=stderr)
    if not console.is_terminal:
        console.width = _WIDTH_OF_LOGS
    return console


def _write(results: Sequence[Played], reports: Reports) -> None:
    try:
        if reports.junit:
            write_junit(results, reports.junit)
        if reports.html:
            write_html(results, reports.html, clock.now().astimezone(clock.TOKYO))
    except OSError as error:
        raise CommandError(f"「{error.filename}」に書けません（{error.strerror}）。") from None
