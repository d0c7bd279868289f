"""An answer as plain text, in the order in which it is read aloud."""

from __future__ import annotations

from bot.answers.answer import Answer
from bot.answers.wording import say_day, say_days


def plain(answer: Answer) -> str:
    """The whole answer without its buttons: answer, how dates were taken, timeline, contacts, question, source."""
    parts = [answer.text, *answer.notices, timeline(answer), contacts(answer), answer.question, source_line(answer)]
    return "\n".join(part for part in parts if part)


def numbered_choices(answer: Answer) -> str:
    """The choices in a line each with the number that may be typed instead; empty without choices."""
    return "\n".join(f"{i}. {choice.label}" for i, choice in enumerate(answer.choices, 1))


def timeline(answer: Answer) -> str:
    """The person's days in one line each, with today in its place; empty without days."""
    if not answer.deadlines:
        return ""
    rows = [(d.days.earliest, f"{say_days(d.days)}　{d.label}") for d in answer.deadlines]
    if answer.today:
        rows.append((answer.today, f"{say_day(answer.today)}　今日"))
    return "\n".join(f"・{row}" for _, row in sorted(rows, key=lambda pair: pair[0]))


def contacts(answer: Answer) -> str:
    """The ways to a person, one line each; empty without any."""
    return "\n".join(
        "　".join(part for part in (f"・{c.name}", c.phone, f"（{c.hours}）" if c.hours else "", c.note, c.url) if part)
        for c in answer.contacts
    )


def source_line(answer: Answer) -> str:
    """The first source, with the day on which it was read."""
    if not answer.sources:
        return ""
    first = answer.sources[0]
    return f"出典：{first.title}（{say_day(first.read_on)}に参照）"
