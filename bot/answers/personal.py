"""Which of a topic's personal texts fits an assessment, and what it is filled with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot import facts
from bot.answers.answer import Deadline
from bot.days import DayRange
from bot.status import Assessment


def _nothing(assessment: Assessment) -> str | None:
    return None


def _always(today: date) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PersonalTopic:
    """How a topic is answered for a person: the output of the engine that it needs, and how its text is chosen.

    ``variant`` gives the name of a text, or None where the dates do not reach for a personal answer. ``needs`` is the key
    of ``Assessment.open`` that has to be settled first; ``offers`` is the field whose day the general answer offers to
    compute with; a date that says no role is taken for ``role_of_bare_date``; in ``states_that_settle`` the days are not needed.
    ``also_needs`` is a field without which a known date says nothing (whose 資格確認書 it is). ``unsettled`` names the field to
    ask for where what the engine says of another paper is not settled. ``general_holds``: whether the general text is true on
    a day; where it is not, the answer is computed for today.
    """

    needs: str | None
    offers: str
    variant: Callable[[Assessment], str | None]
    role_of_bare_date: str | None = None
    states_that_settle: frozenset[str] = frozenset()
    also_needs: str | None = None
    unsettled: Callable[[Assessment], str | None] = _nothing
    general_holds: Callable[[date], bool] = _always

    def is_settled_by_state(self, assessment: Assessment) -> bool:
        """Whether the answer is the same on all days although the output that it needs is not (「いま更新できます」)."""
        states = assessment.user_cert.states
        return len(states) == 1 and states[0] in self.states_that_settle


def _of_certificate(assessment: Assessment, mixed: Callable[[Assessment], str]) -> str | None:
    states = assessment.user_cert.states
    if states == ("UNKNOWN",):
        return None
    if "card_expired_unsettled" in assessment.warnings:
        return "card_unsettled"
    if len(states) > 1:
        return mixed(assessment)
    if states == ("EXPIRED",):
        return "expired" if assessment.user_cert.grace_last_day else "expired_without_grace"
    return {"VALID": "valid", "IN_RENEWAL_WINDOW": "in_window", "EXPIRED_IN_GRACE": "in_grace"}[states[0]]


def _usability(assessment: Assessment) -> str | None:
    return _of_certificate(assessment, lambda a: "range_usable" if a.user_cert.usable else "range_expired")


def _range(assessment: Assessment) -> str | None:
    return _of_certificate(assessment, lambda _: "range")


def _renewed_until(assessment: Assessment) -> str | None:
    if "renew_card_first" in assessment.warnings:
        return "card_first" if assessment.card.last_valid_day else None
    if assessment.renewed_until:
        return "known"
    return "not_yet" if assessment.user_cert.states == ("VALID",) else None


def _card(assessment: Assessment) -> str | None:
    states = assessment.card.states
    if states == ("EXPIRED",):
        return "expired"
    return "valid" if set(states) <= {"VALID", "IN_RENEWAL_WINDOW"} else None


def _minor(assessment: Assessment) -> str | None:
    return "known" if assessment.card.last_valid_day and assessment.user_cert.last_valid_day else None


def _former_card(assessment: Assessment) -> str | None:
    return {True: "before_end", False: "over", None: None}[assessment.former_card.usable]


def _eligibility(assessment: Assessment) -> str | None:
    if assessment.eligibility_certificate is None:
        return None
    return "known" if assessment.eligibility_certificate.last_valid_day else "insurer_sets"


def _late_elderly(assessment: Assessment) -> str | None:
    about = assessment.late_elderly
    if about is None:
        return None
    if about.turns_75_on.is_after(assessment.as_of):
        return "before_75"
    return "sent_to_all" if about.sent_to_all else "by_situation"


def _card_day_needed(assessment: Assessment) -> str | None:
    states = set(assessment.card.states)
    return "card_last_valid_day" if "EXPIRED" in states and len(states) > 1 else None


def _visit_needed(assessment: Assessment) -> str | None:
    return "as_of" if assessment.former_card.usable is None else None


def _birth_needed(assessment: Assessment) -> str | None:
    about = assessment.late_elderly
    if about is None:
        return None
    straddles = not (about.turns_75_on.is_after(assessment.as_of) or about.turns_75_on.latest <= assessment.as_of.earliest)
    return "birth_date" if about.sent_to_all is None or straddles else None


def _former_cards_are_over(today: date) -> bool:
    last = facts.value("former_card.last_valid_day")
    return isinstance(last, date) and today > last


_RENEWABLE_NOW = frozenset({"IN_RENEWAL_WINDOW", "EXPIRED_IN_GRACE", "EXPIRED"})

PERSONAL_TOPICS: dict[str, PersonalTopic] = {
    "expired_what_happens": PersonalTopic("usable", "cert_last_valid_day", _usability, "expiry"),
    "usable_on_date": PersonalTopic("usable", "cert_last_valid_day", _usability, "visit"),
    "grace_until": PersonalTopic("grace_last_day", "cert_last_valid_day", _usability, "expiry"),
    "expiry_mine": PersonalTopic("last_valid_day", "cert_issue_date", _range, "issued"),
    "renew_when": PersonalTopic("renewal_from", "cert_last_valid_day", _range, "expiry", _RENEWABLE_NOW),
    "renewed_until": PersonalTopic("renewed_until", "cert_last_valid_day", _renewed_until, "renewal"),
    "card_body_expired": PersonalTopic(None, "card_last_valid_day", _card, "expiry", unsettled=_card_day_needed),
    "minor_card": PersonalTopic("last_valid_day", "cert_issue_date", _minor, "issued"),
    "old_card_usable": PersonalTopic(
        None, "as_of", _former_card, "visit", unsettled=_visit_needed, general_holds=_former_cards_are_over
    ),
    "kakuninsho_validity": PersonalTopic(
        None, "eligibility_certificate_issue_date", _eligibility, "issued", also_needs="insurer"
    ),
    "kakuninsho_over75": PersonalTopic(None, "birth_date", _late_elderly, "birth", unsettled=_birth_needed),
}


def values(assessment: Assessment, today: date, given: str = "") -> dict[str, object]:
    """What a personal text may be filled with (catalogue.PERSONAL_VALUES); absent days are left out."""
    cert, elderly, eligibility = assessment.user_cert, assessment.late_elderly, assessment.eligibility_certificate
    last_usable = cert.grace_last_day or cert.last_valid_day
    found: dict[str, object | None] = {
        "as_of": "今日" if assessment.as_of == DayRange.exactly(today) else assessment.as_of,
        "today": today,
        "last_valid_day": cert.last_valid_day,
        "renewal_from": cert.renewal_from,
        "grace_last_day": cert.grace_last_day,
        "renewed_until": assessment.renewed_until,
        "card_last_valid_day": assessment.card.last_valid_day,
        "former_card_last_day": assessment.former_card.last_valid_day,
        "eligibility_last_day": eligibility.last_valid_day if eligibility else None,
        "turns_75_on": elderly.turns_75_on if elderly else None,
        "turns_85_on": elderly.turns_85_on if elderly else None,
        "days_left": max((last_usable.earliest - today).days, 0) if last_usable else None,
        "given": given,
    }
    return {name: value for name, value in found.items() if value is not None}


def deadlines(assessment: Assessment) -> tuple[Deadline, ...]:
    """The days of the person's timeline, in order."""
    cert = assessment.user_cert
    days = (
        ("renewal_from", "更新できる最初の日", cert.renewal_from),
        ("last_valid_day", "電子証明書の期限", cert.last_valid_day),
        ("grace_last_day", "受診に使える最終日", cert.grace_last_day),
    )
    return tuple(Deadline(key, label, day) for key, label, day in days if day)
