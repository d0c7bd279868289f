"""What the cases mean on the judged days: states, use, and the days that go with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.days import ONE_DAY, DayRange, birthday_in, years_later
from bot.status import rules
from bot.status.cases import Case, Cases
from bot.status.counters import is_counter_closed
from bot.status.rules import CERT_BIRTHDAYS, RENEWED_CERT_BIRTHDAYS, birthday_year, grace_last_day, renewal_from

VALID, IN_RENEWAL_WINDOW, EXPIRED_IN_GRACE, EXPIRED = "VALID", "IN_RENEWAL_WINDOW", "EXPIRED_IN_GRACE", "EXPIRED"
STATES = (VALID, IN_RENEWAL_WINDOW, EXPIRED_IN_GRACE, EXPIRED)
ALL, ELIGIBILITY_ONLY, NOTHING, UNSETTLED = "all", "eligibility_only", "nothing", "unsettled"


@dataclass(slots=True)
class Outcomes:
    """Every value that can occur. ``shares`` says what is passed on at the reader, or that it is unsettled (facts C-2).

    ``renewed_until`` holds None where a renewal gives no day; ``renewed_between`` are periods of which every day is possible.
    """

    last_valid_days: set[date | None] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    shares: set[str] = field(default_factory=set)
    card_last_days: set[date | None] = field(default_factory=set)
    card_states: set[str] = field(default_factory=set)
    renewed_until: set[date | None] = field(default_factory=set)
    renewed_between: list[DayRange] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    warnings: set[str] = field(default_factory=set)


def judge(cases: Cases, as_of: DayRange, renewed_on: DayRange | None) -> Outcomes:
    """Judge all cases on all days of ``as_of`` on which they can be; ``renewed_on`` None: renewed on the judged day."""
    found = Outcomes(facts=cases.facts, warnings=cases.warnings)
    for case, first_day in cases.first_days.items():
        first, last = max(as_of.earliest, first_day), as_of.latest
        found.last_valid_days.add(case.last_valid_day)
        found.card_last_days.add(case.card_last_day)
        if case.card_last_day is not None:
            _judge_card(case.card_last_day, first, last, found)
        if case.last_valid_day is not None:
            _judge_certificate(case, case.last_valid_day, first, last, found)
            start, end = (first, last) if renewed_on is None else (renewed_on.earliest, renewed_on.latest)
            _judge_renewal(case, case.last_valid_day, start, end, found)
    return found


def _judge_card(card_last_day: date, first: date, last: date, found: Outcomes) -> None:
    """The card's states from ``first`` to ``last``: the same window as the certificate (``renewal_window.months``), no grace."""
    window = renewal_from(card_last_day)
    if first < window:
        found.card_states.add(VALID)
    if first <= card_last_day and last >= window:
        found.card_states.add(IN_RENEWAL_WINDOW)
    if last > card_last_day:
        found.card_states.add(EXPIRED)


def _judge_certificate(case: Case, last_valid_day: date, first: date, last: date, found: Outcomes) -> None:
    """The certificate's states from ``first`` to ``last``: valid through its last valid day, in grace from the day after
    through ``grace_last_day`` (``grace.months``, ``grace.first_expiry``), expired from the day after that."""
    window, grace = renewal_from(last_valid_day), grace_last_day(last_valid_day)
    if first < window:
        found.states.add(VALID)
    if first <= last_valid_day:
        if last >= window:
            found.states.add(IN_RENEWAL_WINDOW)
        _share(case, ALL, first, min(last, last_valid_day), found)
        _warn_if_closed(last_valid_day, found)
    if grace is None:
        found.facts.add(rules.GRACE_FIRST_EXPIRY)
        found.warnings.add("no_grace_before_2024_12_02")
    else:
        found.facts.add(rules.GRACE)
        if first <= grace and last > last_valid_day:
            found.states.add(EXPIRED_IN_GRACE)
            _share(case, ELIGIBILITY_ONLY, max(first, last_valid_day + ONE_DAY), min(last, grace), found)
            _warn_if_closed(grace, found)
    if last > (grace or last_valid_day):
        found.states.add(EXPIRED)
        found.shares.add(NOTHING)


def _warn_if_closed(last_day: date, found: Outcomes) -> None:
    """Warn where the next last day on the judged day, of the certificate or else of its grace, finds the counter closed."""
    if "weekend_or_holiday" not in found.warnings and is_counter_closed(last_day):
        found.warnings.add("weekend_or_holiday")


def _share(case: Case, shares: str, first: date, last: date, found: Outcomes) -> None:
    """What is passed on from ``first`` to ``last``; nothing is promised from the day after the card's own last day
    (``grace.card_expired``: 松山市 and 東久留米市 disagree)."""
    card = case.card_last_day
    if card is None or first <= card:
        found.shares.add(shares)
    if card is not None and last > card:
        found.shares.add(UNSETTLED)
        found.facts.add(rules.CARD_EXPIRED)
        found.warnings.add("card_expired_unsettled")


def _judge_renewal(case: Case, last_valid_day: date, first: date, last: date, found: Outcomes) -> None:
    """Until when a certificate would hold that is issued from ``first`` to ``last``: nothing before the window; in it
    ``user_cert.renewal_validity_birthdays``, its last day included; later ``user_cert.validity_birthdays``."""
    window = renewal_from(last_valid_day)
    if first < window:
        found.renewed_until.add(None)
    if first <= last_valid_day and last >= window:
        _renew(case, RENEWED_CERT_BIRTHDAYS, max(first, window), min(last, last_valid_day), found)
    if last > last_valid_day:
        _renew(case, CERT_BIRTHDAYS, max(first, last_valid_day + ONE_DAY), last, found)


def _renew(case: Case, birthdays: int, first: date, last: date, found: Outcomes) -> None:
    """Issued from ``first`` to ``last``: the n-th birthday, capped; no day where the cap lies before the issue."""
    cap = case.cap
    if cap is not None and last > cap:
        found.renewed_until.add(None)
        found.warnings.add("renew_card_first")
        last = cap
    if first > last:
        return
    found.facts.add(rules.VALIDITY if birthdays == CERT_BIRTHDAYS else rules.RENEWAL_VALIDITY)
    if case.birthday is None:
        earliest = years_later(first, birthdays - 1) + ONE_DAY
        latest = rules.capped(rules.latest_without_birthday(last, birthdays), cap)
        found.renewed_between.append(DayRange(min(earliest, latest), latest))
        return
    month, day = case.birthday
    year = birthday_year(month, day, first)
    found.renewed_until.add(rules.capped(birthday_in(year + birthdays, month, day), cap))
    while birthday_in(year + 1, month, day) <= last:
        year += 1
        found.renewed_until.add(rules.capped(birthday_in(year + birthdays, month, day), cap))
