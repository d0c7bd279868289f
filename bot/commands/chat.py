"""``kigen chat``: a conversation in the terminal."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.panel import Panel

from bot.answers import compose
from bot.commands.loading import loaded_engine
from bot.render.plain import numbered_choices, plain

_ENDS = frozenset({"exit", "quit", "終了", "/q"})


def chat(today: date) -> None:
    """Talk until 「終了」 or the end of input."""
    console = Console(highlight=False)
    with loaded_engine() as engine:
        console.print(Panel(compose.phrase("greet").text, title="期限 Kigen", subtitle="「終了」で終わります"))
        while True:
            try:
                text = console.input("[bold]あなた> [/bold]")
            except (EOFError, KeyboardInterrupt):
                break
            if text.strip() in _ENDS:
                break
            answer = engine.reply_now(text, "chat", today).answer
            console.print(Panel("\n".join(filter(None, (plain(answer), numbered_choices(answer)))), border_style="blue"))
            if answer.next_steps:
                console.print("[dim]" + "　".join(f"［{c.label}］" for c in answer.next_steps) + "[/dim]")
    console.print(compose.phrase("goodbye").text)
