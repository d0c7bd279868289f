"""Which one date to ask for, and how."""

from __future__ import annotations

from dataclasses import dataclass

from actions.memory import Memory
from bot.answers import compose
from bot.answers.answer import days_from_dict
from bot.answers.catalogue import Wording
from bot.answers.wording import say_days
from bot.days import DayRange


@dataclass(frozen=True, slots=True)
class Question:
    """The field that is asked for and the words."""

    field: str
    wording: Wording


def question_for(memory: Memory, topic: str, field: str, other_year: str = "") -> Question:
    """The question for what the engine left open.

    ``expiry_mine`` never asks for the very day that it is asked to compute, but for the dates that give it. Where only a
    part of the date is known, the question names it; ``other_year`` is the day in the year that would change the answer.
    """
    if topic == "expiry_mine" and field == "cert_last_valid_day":
        field = _missing_for_expiry(memory)
    if field == "birth_date" and not memory.may_ask_birth:
        return Question("cert_last_valid_day", compose.phrase("ask_expiry_instead_of_birth"))
    kept = memory.dates.get(field) or ((memory.question or {}).get("visit") if field == "as_of" else None)
    if not isinstance(kept, dict):
        return Question(field, compose.phrase(f"ask_{field}"))
    days = days_from_dict(kept)
    said = say_days(days) if isinstance(days, DayRange) else kept["text"]
    if other_year:
        return Question(field, compose.phrase("ask_year", given=kept["text"], day=said, topic=other_year))
    return Question(field, compose.phrase("ask_day_within", given=compose.field_words(field), day=said))


def _missing_for_expiry(memory: Memory) -> str:
    if "cert_issue_date" not in memory.dates and "card_issue_date" not in memory.dates:
        return "cert_issue_date"
    return "birth_date" if "birth_date" not in memory.dates else "cert_last_valid_day"
