"""Which one date to ask for, and how."""

from __future__ import annotations

from dataclasses import dataclass

from actions.memory import Memory
from bot.answers import compose
from bot.answers.answer import days_from_dict
from bot.answers.catalogue import Wording
from bot.answers.wording import say_days
from bot.days import DayRange

_COMPUTE_EXPIRY = frozenset({"expiry_mine", "minor_card"})


@dataclass(frozen=True, slots=True)
class Question:
    """The field that is asked for and the words."""

    field: str
    wording: Wording


def question_for(memory: Memory, topic: str, field: str, other_year: str = "") -> Question:
    """The question for what the engine left open.

    Topics that compute the last valid day never ask for it, but for the dates that give it. Where only a
    part of the date is known, the question names it; ``other_year`` is the day in the year that would change the answer.
    """
    if topic in _COMPUTE_EXPIRY and field == "cert_last_valid_day":
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
    """What is not known of birth and issue, else what is only roughly known of them, else the day itself."""
    issue = (
        "card_issue_date" if "cert_issue_date" not in memory.dates and "card_issue_date" in memory.dates else "cert_issue_date"
    )
    missing = next((field for field in (issue, "birth_date") if field not in memory.dates), None)
    rough = next((field for field in ("birth_date", issue) if _is_rough(memory.dates.get(field))), None)
    return missing or rough or "cert_last_valid_day"


def _is_rough(kept: object) -> bool:
    return isinstance(kept, dict) and kept["earliest"] != kept["latest"]
