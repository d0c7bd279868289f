"""The status engine: one pure function decides everything that depends on dates. No clock, no wording."""

from __future__ import annotations

from bot.status.assess import assess
from bot.status.assessment import (
    Assessment,
    Card,
    EligibilityCertificate,
    FormerCard,
    LateElderly,
    Reason,
    UserCert,
)
from bot.status.counters import last_open_day
from bot.status.situation import INSURERS, Situation, SituationError

__all__ = [
    "INSURERS",
    "Assessment",
    "Card",
    "EligibilityCertificate",
    "FormerCard",
    "LateElderly",
    "Reason",
    "Situation",
    "SituationError",
    "UserCert",
    "assess",
    "last_open_day",
]
