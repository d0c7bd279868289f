"""What is said beside an answer: whose dates these are and how they were taken; and the dates themselves."""

from __future__ import annotations

from collections.abc import Iterator

from actions.memory import Memory
from actions.situations import OF_CERTIFICATE, VISIT
from bot.answers import compose
from bot.answers.answer import KnownDate, days_from_dict
from bot.answers.catalogue import Wording
from bot.answers.wording import say_days
from bot.days import Birthday

_OF_TOPIC = {
    "old_card_usable": frozenset({"former_card_last_valid_day", VISIT}),
    "kakuninsho_validity": frozenset({"eligibility_certificate_issue_date"}),
    "kakuninsho_over75": frozenset({"birth_date"}),
}

# What a last valid day that was read off makes idle.
_COMPUTED_FROM = frozenset({"cert_issue_date", "birth_date", "card_issue_date"})


def notices(memory: Memory, filled: list[str]) -> tuple[Wording, ...]:
    """Whose dates these are and how they were taken, in the order in which it is said."""
    return (*_person(memory), *_taken(memory, filled))


def known_dates(memory: Memory, topic: str) -> tuple[KnownDate, ...]:
    """The person's dates that bear on a topic, to be shown so that they can be corrected."""
    fields = _OF_TOPIC.get(topic, OF_CERTIFICATE | {VISIT})
    visit = (memory.question or {}).get("visit")
    kept = {**memory.dates, **({VISIT: visit} if visit else {})}
    return tuple(
        KnownDate(field, compose.field_words(field), days_from_dict(value))
        for field, value in kept.items()
        if field in fields and isinstance(value, dict)
    )


def _person(memory: Memory) -> Iterator[Wording]:
    if memory.switched and memory.person:
        yield compose.phrase("person_computed", person=memory.person)


def _taken(memory: Memory, filled: list[str]) -> Iterator[Wording]:
    """Rough dates, dates without a year, and which known dates were used again."""
    for field, kept in memory.dates.items():
        if not isinstance(kept, dict) or field not in OF_CERTIFICATE | {"former_card_last_valid_day"}:
            continue
        days = days_from_dict(kept)
        if isinstance(days, Birthday) or (field in _COMPUTED_FROM and "cert_last_valid_day" in memory.dates):
            continue
        said = say_days(days)
        if field not in filled:
            yield compose.phrase("uses_known_dates", given=compose.field_words(field), day=said)
        elif kept["year_assumed"]:
            yield compose.phrase("year_assumed", given=kept["text"], day=said)
        elif not days.is_exact and said != kept["text"]:
            yield compose.phrase("taken_as_period", given=kept["text"], day=said)
