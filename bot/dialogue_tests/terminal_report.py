"""The result of a run in the terminal: every difference with what was expected and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.dialogue_tests.contradictions import Contradiction
from bot.dialogue_tests.playing import Played, PlayedTurn
from bot.dialogue_tests.summary import complaints, counts, move_in_words


def print_report(results: Sequence[Played], seconds: float, console: Console) -> None:
    """Print what failed, then the numbers."""
    for alike in _alike([played for played in results if not played.passed]):
        _print_failed(alike, console)
    good = all(played.passed for played in results)
    console.print(f"{counts(results)}　{seconds:.1f}秒", style="green" if good else "red")


def print_changes(results: Sequence[Played], day: date, console: Console) -> None:
    """Print what changes on another day: ``results`` of ``travel.changes``."""
    changed = [played for played in results if not played.passed]
    for played in changed:
        _print_heading("●", "bold yellow", [played], console)
        for turn in played.turns:
            if not turn.passed:
                console.print(Text(f"  あなた「{move_in_words(turn.turn)}」"))
                _print_complaints(turn, console, with_diff=False)
        console.print()
    console.print(f"{day} に試すと、{len(results)}の会話のうち{len(changed)}で答えが変わります。")


def print_contradictions(found: Sequence[Contradiction], console: Console) -> None:
    """Print the replies that the status engine does not bear out."""
    for one in found:
        _print_heading("✗", "bold red", [one.played], console)
        console.print(Text(f"  あなた「{move_in_words(one.turn.turn)}」"))
        console.print(_indented(Text(f"{one.reason}。", "bold")))
        if one.turn.said:
            console.print(_indented(Text(one.turn.said.shown, "dim")))


def _alike(results: Sequence[Played]) -> list[list[Played]]:
    """Results of a dialogue that say the same of several channels, together."""
    groups: dict[object, list[Played]] = {}
    for played in results:
        found = tuple((turn.problem, tuple(d.reason for d in turn.differences)) for turn in played.turns)
        groups.setdefault((id(played.dialogue), found), []).append(played)
    return list(groups.values())


def _print_failed(alike: Sequence[Played], console: Console) -> None:
    _print_heading("✗", "bold red", alike, console)
    for turn in alike[0].turns:
        mark = Text("  ✓ ", "green") if turn.passed else Text("  ✗ ", "red")
        console.print(mark + Text(f"あなた「{move_in_words(turn.turn)}」"))
        if not turn.passed:
            if turn.said:
                console.print(_indented(Text(turn.said.shown, "dim")))
            _print_complaints(turn, console, with_diff=True)
    console.print()


def _print_heading(mark: str, style: str, alike: Sequence[Played], console: Console) -> None:
    played = alike[0]
    channels = "・".join(each.channel for each in alike)
    place = f"　{channels}　今日＝{played.today}　{played.dialogue.place}"
    console.print(Text(f"{mark} {played.dialogue.name}", style) + Text(place, "not bold default"))


def _print_complaints(turn: PlayedTurn, console: Console, with_diff: bool) -> None:
    for complaint in complaints(turn):
        console.print(_indented(Text(f"{complaint.place}　", "bold") + Text(complaint.reason, "not bold")))
        if with_diff and complaint.expected:
            console.print(_indented(_diff(complaint.expected, complaint.said)))


def _diff(expected: str, said: str) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_row(Text("＋ 期待", "green"), Text(expected, "green"))
    if said:
        table.add_row(Text("－ 実際", "red"), Text(said, "red"))
    return table


def _indented(content: Text | Table) -> Padding:
    return Padding(content, (0, 0, 0, 6))
