"""The last valid days of a certificate issued on one of several days: rules 2 to 5 of the certificate, and the card's rule.

The rules change only at birthdays, at the change of the adult age and at the ends of a renewal window; so the days between are
taken together (``Span``), and a range of decades is no slower than one of a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.days import ONE_DAY, DayRange, is_leap_day, years_later
from bot.status import rules
from bot.status.cases import CardTerm, Case, Cases, Limits
from bot.status.holders import Holder, Span, card_birthdays, is_near_age_border, spans
from bot.status.rules import ADULT_CARD_BIRTHDAYS, CERT_BIRTHDAYS, RENEWED_CERT_BIRTHDAYS, capped, renewal_from


def issued_together(holder: Holder, days: DayRange, limits: Limits, found: Cases, *, assumed: bool) -> None:
    """Rule 2: issued together with the card. The n-th birthday after issue (``user_cert.validity_birthdays``), capped by the
    card of the same day. ``assumed``: nothing says that they were issued together, so a renewal is possible as well."""
    for issued in spans(holder, days.earliest, capped(days.latest, limits.cap)):
        for term in card_terms(holder, issued, limits):
            _certificate(holder, issued, CERT_BIRTHDAYS, term, limits, found)
        if assumed and _may_be_renewal(issued):
            found.warnings.add("maybe_renewed")


def issued_later(holder: Holder, card_days: DayRange, days: DayRange, limits: Limits, found: Cases) -> None:
    """Rule 3: issued on a day after the card was (``previous``: the last day of the certificate that came with the card)."""
    last = capped(days.latest, limits.cap)
    for card in spans(holder, card_days.earliest, min(card_days.latest, last - ONE_DAY)):
        for term in card_terms(holder, card, limits):
            previous = capped(holder.birthday(card.year + CERT_BIRTHDAYS), term.cap)
            first = max(days.earliest, card.first_day + ONE_DAY)
            _after(previous, holder, first, capped(last, term.cap), term, limits, found)


def _after(previous: date, holder: Holder, first: date, last: date, term: CardTerm, limits: Limits, found: Cases) -> None:
    """In the renewal window of ``previous`` (``renewal_window.months``, that day included) the number of birthdays is
    ``user_cert.renewal_validity_birthdays``, before and after it ``user_cert.validity_birthdays``; capped by the card. Nothing is
    issued on a card that is over."""
    window = renewal_from(previous)
    parts = (
        (first, min(last, window - ONE_DAY), CERT_BIRTHDAYS),
        (max(first, window), min(last, previous), RENEWED_CERT_BIRTHDAYS),
        (max(first, previous + ONE_DAY), last, CERT_BIRTHDAYS),
    )
    for start, end, birthdays in parts:
        for issued in spans(holder, start, end):
            _certificate(holder, issued, birthdays, term, limits, found)


def issued_again(holder: Holder, days: DayRange, limits: Limits, found: Cases) -> None:
    """Rule 4: a renewed or re-issued certificate, the card's issue day not known: either number of birthdays."""
    term = CardTerm(limits.card, limits.cap)
    for issued in spans(holder, days.earliest, capped(days.latest, limits.cap)):
        for birthdays in (CERT_BIRTHDAYS, RENEWED_CERT_BIRTHDAYS):
            _certificate(holder, issued, birthdays, term, limits, found)


def without_birthday(days: DayRange, card_days: DayRange | None, limits: Limits, found: Cases, *, renewed: bool) -> None:
    """Rule 5: without a birth date, every last day that some birthday gives. A certificate that is, or may be, one renewed in
    the window may last the longer number of birthdays; one issued with the card, or outside every possible window, may not."""
    first, last = days.earliest, capped(days.latest, limits.cap)
    longer = renewed if card_days is None else _may_last_longer(card_days, first, last)
    birthdays = RENEWED_CERT_BIRTHDAYS if longer else CERT_BIRTHDAYS
    found.facts.update((rules.VALIDITY, rules.RENEWAL_VALIDITY) if longer else (rules.VALIDITY,))
    for day in DayRange(rules.earliest_without_birthday(first), rules.latest_without_birthday(last, birthdays)):
        issued = max(first, years_later(day, -birthdays))
        if rules.latest_without_birthday(issued, birthdays) < day:  # 29 February
            issued += ONE_DAY
        last_day = capped(day, limits.cap)
        if last_day < day:
            found.facts.add(_capping(last_day, limits))
        longest_card = None if longer else years_later(day, ADULT_CARD_BIRTHDAYS - CERT_BIRTHDAYS)
        cap = limits.cap if longest_card is None else capped(longest_card, limits.cap)
        found.add(Case((day.month, day.day), last_day, limits.card, cap), issued)


def _may_last_longer(card_days: DayRange, first: date, last: date) -> bool:
    """Whether the issue may fall into the renewal window of a certificate that came with the card, for some birthday."""
    window = renewal_from(rules.earliest_without_birthday(card_days.earliest))
    return last >= window and first <= rules.latest_without_birthday(card_days.latest, CERT_BIRTHDAYS)


def card_terms(holder: Holder, issued: Span, limits: Limits) -> Iterator[CardTerm]:
    """The card issued in a span: its last day as read off; else ``card.validity_birthdays_adult`` or ``…_minor`` birthdays after
    its issue, capped by the stay (``foreign.capped_by_stay``)."""
    if limits.card is not None:
        yield CardTerm(limits.card, limits.cap)
        return
    near_age_border = is_near_age_border(holder, issued)
    for birthdays in card_birthdays(holder, issued):
        birthday = holder.birthday(issued.year + birthdays)
        last_day = capped(birthday, limits.stay)
        if not holder.years:
            yield CardTerm(None, last_day)
            continue
        facts: tuple[str, ...] = (rules.ADULT_CARD if birthdays == ADULT_CARD_BIRTHDAYS else rules.MINOR_CARD, rules.ADULT_AGE)
        if last_day < birthday:
            facts = (*facts, rules.CAPPED_BY_STAY)
        yield CardTerm(last_day, last_day, (*facts, *_counting(holder, issued)), near_age_border)


def note_person(holder: Holder | None, term: CardTerm, found: Cases) -> None:
    """Warn of what makes a person's card or birthday doubtful."""
    if holder is not None and is_leap_day(holder.month, holder.day):
        found.warnings.add("leap_day_birthday")
    if term.near_age_border:
        found.warnings.add("age_border")


def _certificate(holder: Holder, issued: Span, birthdays: int, term: CardTerm, limits: Limits, found: Cases) -> None:
    birthday = holder.birthday(issued.year + birthdays)
    last_day = capped(birthday, term.cap)
    facts = [rules.VALIDITY if birthdays == CERT_BIRTHDAYS else rules.RENEWAL_VALIDITY, *term.facts, *_counting(holder, issued)]
    if last_day < birthday:
        facts.append(_capping(last_day, limits))
    note_person(holder, term, found)
    found.add(Case((holder.month, holder.day), last_day, term.last_day, term.cap), issued.first_day, facts)


def _may_be_renewal(issued: Span) -> bool:
    """Whether an issue day of the span lies in a renewal window that ends on a birthday, the birthday included."""
    return issued.first_day == issued.birthday or issued.last_day >= renewal_from(issued.next_birthday)


def _capping(last_day: date, limits: Limits) -> str:
    return rules.CAPPED_BY_STAY if last_day == limits.stay else rules.CAPPED_BY_CARD


def _counting(holder: Holder, issued: Span) -> tuple[str, ...]:
    """The rules of counting birthdays that made a difference."""
    leap_day, on_issue_day = is_leap_day(holder.month, holder.day), issued.first_day == issued.birthday
    if not leap_day and not on_issue_day:  # as for nearly everybody
        return ()
    return (rules.LEAP_DAY,) * leap_day + (rules.NOT_ON_ISSUE_DAY,) * on_issue_day
