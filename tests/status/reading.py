"""Reads days as the situations in YAML write them, and takes from an assessment what they expect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

from bot.days import Birthday, DayRange
from bot.status import Assessment, Situation

_NOT_DAYS = {"renewed", "insurer"}


def days(value: Any) -> DayRange | Birthday | None:
    """``2026-05-20``, ``2026-05``, ``2026``, ``2026-05-01/2026-05-20``, ``--05-20`` or nothing."""
    if value is None:
        return None
    if isinstance(value, date):
        return DayRange.exactly(value)
    text = str(value)
    if text.startswith("--"):
        return Birthday.from_iso(text)
    if "/" in text:
        first, last = text.split("/")
        return DayRange(date.fromisoformat(first), date.fromisoformat(last))
    if len(text) == len("2026"):
        return DayRange(date(int(text), 1, 1), date(int(text), 12, 31))
    if len(text) == len("2026-05"):
        return DayRange.month(int(text[:4]), int(text[5:]))
    return DayRange.exactly(date.fromisoformat(text))


def situation(given: dict[str, Any]) -> Situation:
    """A situation out of its YAML; raises KeyError for a field that there is none of."""
    known = {field.name for field in fields(Situation)}
    if not given.keys() <= known:
        raise KeyError(f"unknown fields: {given.keys() - known}")
    return Situation(**{name: value if name in _NOT_DAYS else days(value) for name, value in given.items()})


# What ``expect`` may name: where it is in the assessment, and how the expected value is read.
EXPECTED: dict[str, Callable[[Assessment], object]] = {
    "last_valid_day": lambda a: a.user_cert.last_valid_day,
    "states": lambda a: list(a.user_cert.states),
    "renewal_from": lambda a: a.user_cert.renewal_from,
    "grace_last_day": lambda a: a.user_cert.grace_last_day,
    "usable": lambda a: a.user_cert.usable,
    "shares": lambda a: a.user_cert.shares,
    "card_last_valid_day": lambda a: a.card.last_valid_day,
    "card_states": lambda a: list(a.card.states),
    "renewed_until": lambda a: a.renewed_until,
    "former_card_last_day": lambda a: a.former_card.last_valid_day,
    "former_card_usable": lambda a: a.former_card.usable,
    "eligibility_certificate": lambda a: a.eligibility_certificate,
    "eligibility_last_day": lambda a: a.eligibility_certificate.last_valid_day if a.eligibility_certificate else "not asked",
    "late_elderly": lambda a: a.late_elderly,
    "turns_75_on": lambda a: a.late_elderly.turns_75_on if a.late_elderly else "not asked",
    "turns_85_on": lambda a: a.late_elderly.turns_85_on if a.late_elderly else "not asked",
    "sent_to_all": lambda a: a.late_elderly.sent_to_all if a.late_elderly else "not asked",
    "open": lambda a: a.open,
    "ask": lambda a: a.ask,
    "warnings": lambda a: list(a.warnings),
}
_DAYS = {name for name in EXPECTED if name.endswith(("_day", "_from", "_until", "_on"))}


def expected(name: str, value: Any) -> object:
    """The expected value in the engine's types."""
    return days(value) if name in _DAYS else value
