"""What the engine answers: plain data, the same for the command line, the page and the conversation.

Named tuples: they are made for every answer, in a tenth of the time of frozen dataclasses.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.days import DayRange

Json = dict[str, "Json"] | list["Json"] | str | bool | None


class UserCert(NamedTuple):
    """The 利用者証明用電子証明書. ``usable``: as マイナ保険証 on the judged day; None where that is not settled."""

    last_valid_day: DayRange | None
    states: tuple[str, ...]
    renewal_from: DayRange | None
    grace_last_day: DayRange | None
    usable: bool | None
    shares: str | None


class Card(NamedTuple):
    """The card itself."""

    last_valid_day: DayRange | None
    states: tuple[str, ...]


class FormerCard(NamedTuple):
    """The insurance card of before."""

    last_valid_day: DayRange
    usable: bool | None


class EligibilityCertificate(NamedTuple):
    """The 資格確認書; no last day where the insurer sets its own."""

    last_valid_day: DayRange | None


class LateElderly(NamedTuple):
    """後期高齢者医療. ``sent_to_all``: whether the person gets a 資格確認書 whatever they use; None where not settled."""

    turns_75_on: DayRange
    turns_85_on: DayRange
    sent_to_all: bool | None


class Reason(NamedTuple):
    """A fact that was applied, and the first of its sources."""

    fact: str
    source: str
    url: str | None
    read_on: date


class Assessment(NamedTuple):
    """A situation judged for a day. ``open`` maps what is not settled to the field that would settle it."""

    as_of: DayRange
    user_cert: UserCert
    card: Card
    renewed_until: DayRange | None
    former_card: FormerCard
    eligibility_certificate: EligibilityCertificate | None
    late_elderly: LateElderly | None
    open: dict[str, str]
    ask: str | None
    warnings: tuple[str, ...]
    reasons: tuple[Reason, ...]

    def as_dict(self) -> dict[str, Json]:
        """The assessment as JSON data: days as ``YYYY-MM-DD``, ranges as ``{"earliest": …, "latest": …}``."""
        cert, eligibility, elderly = self.user_cert, self.eligibility_certificate, self.late_elderly
        return {
            "as_of": _days(self.as_of),
            "user_cert": {
                "last_valid_day": _days(cert.last_valid_day),
                "states": list(cert.states),
                "renewal_from": _days(cert.renewal_from),
                "grace_last_day": _days(cert.grace_last_day),
                "usable": cert.usable,
                "shares": cert.shares,
            },
            "card": {"last_valid_day": _days(self.card.last_valid_day), "states": list(self.card.states)},
            "renewed_until": _days(self.renewed_until),
            "former_card": {"last_valid_day": _days(self.former_card.last_valid_day), "usable": self.former_card.usable},
            "eligibility_certificate": {"last_valid_day": _days(eligibility.last_valid_day)} if eligibility else None,
            "late_elderly": _late_elderly(elderly) if elderly else None,
            "open": dict(self.open),
            "ask": self.ask,
            "warnings": list(self.warnings),
            "reasons": [
                {"fact": r.fact, "source": r.source, "url": r.url, "read_on": r.read_on.isoformat()} for r in self.reasons
            ],
        }


def _late_elderly(elderly: LateElderly) -> Json:
    return {
        "turns_75_on": _days(elderly.turns_75_on),
        "turns_85_on": _days(elderly.turns_85_on),
        "sent_to_all": elderly.sent_to_all,
    }


def _days(days: DayRange | None) -> Json:
    return {"earliest": days.earliest.isoformat(), "latest": days.latest.isoformat()} if days else None
