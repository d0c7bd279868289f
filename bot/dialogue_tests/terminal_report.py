"""The result of a run in the terminal: every difference with what was expected and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.dialogue_tests.playing import Played, PlayedTurn
from bot.dialogue_tests.summary import complaints, counts, move_in_words


def print_report(results: Sequence[Played], seconds: float, console: Console) -> None:
    """Print what failed, then the numbers."""
    for played in results:
        if not played.passed:
            _print_failed(played, console)
    colour = "green" if all(played.passed for played in results) else "red"
    console.print(f"[{colour}]{counts(results)}[/{colour}]　{seconds:.1f}秒")


def _print_failed(played: Played, console: Console) -> None:
    console.print(
        f"[bold red]✗ {escape(played.dialogue.name)}[/bold red]　{played.channel}　今日＝{played.today}　{played.dialogue.place}"
    )
    for turn in played.turns:
        mark = "[green]✓[/green]" if turn.passed else "[red]✗[/red]"
        console.print(f"  {mark} あなた「{escape(move_in_words(turn.turn))}」")
        if not turn.passed:
            _print_turn(turn, console)
    console.print()


def _print_turn(turn: PlayedTurn, console: Console) -> None:
    if turn.said:
        console.print(f"    [dim]{escape(turn.said.shown)}[/dim]")
    for complaint in complaints(turn):
        console.print(f"    [bold]{escape(complaint.place)}[/bold]　{escape(complaint.reason)}")
        if complaint.expected:
            console.print(_diff(complaint.expected, complaint.said))


def _diff(expected: str, said: str) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_row("     ", "[green]＋ 期待[/green]", f"[green]{escape(expected)}[/green]")
    table.add_row("     ", "[red]－ 実際[/red]", f"[red]{escape(said)}[/red]")
    return table


def print_changes(results: Sequence[Played], day: date, console: Console) -> None:
    """Print what changes on another day: ``results`` of ``travel.changes``."""
    changed = [played for played in results if not played.passed]
    for played in changed:
        console.print(
            f"[bold yellow]● {escape(played.dialogue.name)}[/bold yellow]　{played.channel}　台本の今日＝{played.dialogue.today}"
        )
        for turn in played.turns:
            if not turn.passed:
                console.print(f"  あなた「{escape(move_in_words(turn.turn))}」")
                for complaint in complaints(turn):
                    console.print(f"    [bold]{escape(complaint.place)}[/bold]　{escape(complaint.reason)}")
        console.print()
    console.print(f"{day} に試すと、{len(results)}の会話のうち{len(changed)}で答えが変わります。")
