"""``kigen status``: a situation's assessment, as JSON or with a small timeline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.answers.personal import deadlines
from bot.answers.wording import say_day, say_days
from bot.commands.failure import CommandError
from bot.commands.lines import lines_of
from bot.commands.situation_given import OptionError, assessment_given
from bot.status import Assessment

_STATES = {
    "VALID": "期限前",
    "IN_RENEWAL_WINDOW": "更新できる期間",
    "EXPIRED_IN_GRACE": "期限切れ（受診にはまだ使える）",
    "EXPIRED": "期限切れ",
    "UNKNOWN": "日付が足りず不明",
}
_USABLE = {True: "使えます", False: "使えません", None: "この日付だけでは決まりません"}


def print_status(options: Mapping[str, object], today: date, as_json: bool) -> None:
    """Print one assessment; raises ``CommandError`` for options that cannot be."""
    try:
        assessment = assessment_given(options, today)
    except OptionError as error:
        raise CommandError(str(error)) from None
    if as_json:
        print(json.dumps(assessment.as_dict(), ensure_ascii=False))
    else:
        _print_for_people(assessment)


def print_statuses(file: str, today: date) -> None:
    """Print one JSON object for each line of a file; a bad line gives an error in its place."""
    for line in lines_of(file):
        print(json.dumps(_of_line(line, today), ensure_ascii=False))


def _of_line(line: str, today: date) -> dict[str, Any]:
    try:
        options = json.loads(line)
    except json.JSONDecodeError as error:
        return {"error": f"JSONとして読めません（{error.colno}文字目）。", "field": None}
    except RecursionError:
        return {"error": "JSONの入れ子が深すぎます。", "field": None}
    if not isinstance(options, dict):
        return {"error": "1行に一つのJSONオブジェクト（{…}）を書いてください。", "field": None}
    try:
        return assessment_given(options, today).as_dict()
    except OptionError as error:
        return {"error": str(error), "field": error.option}


def _print_for_people(assessment: Assessment) -> None:
    console = Console(highlight=False)
    cert = assessment.user_cert
    states = "・".join(_STATES[state] for state in cert.states)
    console.print(f"[bold]{say_days(assessment.as_of)}の判定：{states}[/bold]")
    console.print(f"マイナ保険証として：{_USABLE[cert.usable]}")
    rows = [(d.days.earliest, say_days(d.days), d.label) for d in deadlines(assessment)]
    if rows:
        rows.append((assessment.as_of.earliest, say_days(assessment.as_of), "判定日"))
        table = Table(show_header=False, box=None, padding=(0, 1))
        for day, said, label in sorted(rows):
            mark = "▶" if label == "判定日" else ("●" if day >= assessment.as_of.earliest else "○")
            table.add_row(mark, said, label)
        console.print(table)
    if assessment.card.last_valid_day:
        console.print(f"カード本体の期限：{say_days(assessment.card.last_valid_day)}")
    if assessment.renewed_until:
        console.print(f"更新した場合の次の期限：{say_days(assessment.renewed_until)}")
    for reason in assessment.reasons:
        console.print(f"[dim]根拠：{reason.fact}（{reason.source}、{say_day(reason.read_on)}に参照）[/dim]")
