"""All that can be, for ranges of days: each case is a last valid day with all that goes with it.

A case stands for every combination of input days that leads to the same days. The rules change only at birthdays, at the
change of the adult age and at the ends of a renewal window, so the days between are taken together (``Span``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bot.days import ONE_DAY, DayRange, is_leap_day, years_later
from bot.status import rules
from bot.status.holders import Holder, Span, card_birthdays, holders, is_near_age_border, spans
from bot.status.rules import ADULT_CARD_BIRTHDAYS, CERT_BIRTHDAYS, RENEWED_CERT_BIRTHDAYS, capped, renewal_from
from bot.status.situation import Situation


class Case(NamedTuple):
    """One possible outcome. ``birthday``: (month, day) or None; ``card_last_day``: None where not known.

    ``cap``: the day that no certificate of this person outlives; known longer than the card's own last day is, from the stay
    or from the longest that a card can last.
    """

    birthday: tuple[int, int] | None
    last_valid_day: date | None
    card_last_day: date | None
    cap: date | None


@dataclass(slots=True)
class Cases:
    """The cases found, each with the first day for which it can be judged (not before anything was issued)."""

    first_days: dict[Case, date] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    warnings: set[str] = field(default_factory=set)

    def add(self, case: Case, first_day: date) -> None:
        """Keep a case; of the same case, the earliest first day."""
        known = self.first_days.get(case)
        if known is None or first_day < known:
            self.first_days[case] = first_day


class Limits(NamedTuple):
    """The last days that are read off: of the card and of the stay."""

    card: date | None
    stay: date | None

    @property
    def cap(self) -> date | None:
        """The earlier of the two."""
        return self.card if self.stay is None else capped(self.stay, self.card)


class CardTerm(NamedTuple):
    """A card's last day (None where the age is not known) and the cap that it puts on certificates."""

    last_day: date | None
    cap: date | None


def possible_cases(situation: Situation) -> Cases:
    """The cases of a consistent situation; none are left where a computed last day lies before an issue."""
    found = Cases()
    for card in _each(situation.card_last_valid_day):
        for stay in _each(situation.stay_last_day):
            _with_limits(situation, Limits(card, stay), found)
    return found


def _each(days: DayRange | None) -> Iterable[date | None]:
    return (None,) if days is None else (days.earliest,) if days.is_exact else days


def _with_limits(situation: Situation, limits: Limits, found: Cases) -> None:
    computed = situation.cert_issue_date is not None and situation.cert_last_valid_day is None
    if situation.birth_date is None:
        if computed:
            _without_birthday(situation, limits, found)
        else:
            _given(situation, None, (CardTerm(limits.card, limits.cap),), _first_day(situation), found)
        return
    for holder in holders(situation.birth_date):
        if not computed:
            _not_computed(situation, holder, limits, found)
        elif situation.card_issue_date is not None:
            _with_card(situation, holder, limits, found)
        elif situation.renewed:
            _renewed(situation, holder, limits, found)
        else:
            _together(situation, holder, limits, found, *_ends(situation.cert_issue_date, limits.cap), assumed=True)


def _together(
    situation: Situation, holder: Holder, limits: Limits, found: Cases, first: date, last: date, *, assumed: bool
) -> None:
    """Rule 2: issued together with the card. The n-th birthday after issue (``user_cert.validity_birthdays``), capped by the
    card of the same day. ``assumed``: nothing says that they were issued together, so a renewal is possible as well."""
    for issued in spans(holder, first, last):
        for term in _terms(holder, issued, limits, found):
            _certificate(holder, issued, CERT_BIRTHDAYS, term, limits, issued.first_day, found)
        if assumed and _may_be_renewal(holder, issued):
            found.warnings.add("maybe_renewed")


def _may_be_renewal(holder: Holder, issued: Span) -> bool:
    """Whether an issue day of the span lies in a renewal window that ends on a birthday, the birthday included."""
    return issued.first_day == holder.birthday(issued.year) or issued.last_day >= renewal_from(holder.birthday(issued.year + 1))


def _with_card(situation: Situation, holder: Holder, limits: Limits, found: Cases) -> None:
    """Rules 2 and 3 for a known day of issue of the card."""
    first, last = _ends(situation.cert_issue_date, limits.cap)
    card_first, card_last = _ends(situation.card_issue_date, limits.cap)
    _together(situation, holder, limits, found, max(first, card_first), min(last, card_last), assumed=False)
    for card in spans(holder, card_first, min(card_last, last - ONE_DAY)):
        for term in _terms(holder, card, limits, found):
            _later(holder, card, term, limits, max(first, card.first_day + ONE_DAY), capped(last, term.cap), found)


def _later(holder: Holder, card: Span, term: CardTerm, limits: Limits, first: date, last: date, found: Cases) -> None:
    """Rule 3: a certificate issued after its card. In the renewal window of the one that came with the card
    (``renewal_window.months``, its last day included): ``user_cert.renewal_validity_birthdays``, else ``user_cert.validity_birthdays``;
    both capped by the card."""
    previous = capped(holder.birthday(card.year + CERT_BIRTHDAYS), term.cap)
    window = renewal_from(previous)
    parts = (
        (first, min(last, window - ONE_DAY), CERT_BIRTHDAYS),
        (max(first, window), min(last, previous), RENEWED_CERT_BIRTHDAYS),
        (max(first, previous + ONE_DAY), last, CERT_BIRTHDAYS),
    )
    for start, end, birthdays in parts:
        for issued in spans(holder, start, end):
            _certificate(holder, issued, birthdays, term, limits, issued.first_day, found)


def _renewed(situation: Situation, holder: Holder, limits: Limits, found: Cases) -> None:
    """Rule 4: a renewed or re-issued certificate, the card's issue day not known: either number of birthdays."""
    term = CardTerm(limits.card, limits.cap)
    for issued in spans(holder, *_ends(situation.cert_issue_date, limits.cap)):
        for birthdays in (CERT_BIRTHDAYS, RENEWED_CERT_BIRTHDAYS):
            _certificate(holder, issued, birthdays, term, limits, issued.first_day, found)


def _without_birthday(situation: Situation, limits: Limits, found: Cases) -> None:
    """Rule 5: without a birth date, every last day that some birthday gives. A certificate that is, or may be, one renewed in
    the window may last the longer number of birthdays; issued with the card, or outside every possible window, it cannot."""
    first, last = _ends(situation.cert_issue_date, limits.cap)
    later = _may_last_longer(situation, first, last)
    birthdays = RENEWED_CERT_BIRTHDAYS if later else CERT_BIRTHDAYS
    found.facts.update((rules.VALIDITY, rules.RENEWAL_VALIDITY) if later else (rules.VALIDITY,))
    end = rules.latest_without_birthday(last, birthdays)
    for day in DayRange(rules.earliest_without_birthday(first), end):
        issued = max(first, years_later(day, -birthdays))
        if rules.latest_without_birthday(issued, birthdays) < day:
            issued += ONE_DAY
        last_day = capped(day, limits.cap)
        if last_day < day:
            found.facts.add(_capping(last_day, limits))
        longest = None if later else years_later(day, ADULT_CARD_BIRTHDAYS - CERT_BIRTHDAYS)
        cap = limits.cap if longest is None else capped(longest, limits.cap)
        found.add(Case((day.month, day.day), last_day, limits.card, cap), issued)


def _may_last_longer(situation: Situation, first: date, last: date) -> bool:
    card = situation.card_issue_date
    if card is None:
        return situation.renewed
    window = renewal_from(rules.earliest_without_birthday(card.earliest))
    return last >= window and first <= rules.latest_without_birthday(card.latest, CERT_BIRTHDAYS)


def _not_computed(situation: Situation, holder: Holder, limits: Limits, found: Cases) -> None:
    """Rule 1 (the last day is given), or no certificate is known: only the card may be computed, from its own issue day or,
    as in rule 2, from that of a certificate that is not a renewed one."""
    days = situation.card_issue_date or (None if situation.renewed else situation.cert_issue_date)
    if days is None:
        _given(situation, holder, (CardTerm(limits.card, limits.cap),), _first_day(situation), found)
        return
    for issued in spans(holder, *_ends(days, limits.cap)):
        _given(situation, holder, _terms(holder, issued, limits, found), max(issued.first_day, _first_day(situation)), found)


def _given(situation: Situation, holder: Holder | None, terms: Iterable[CardTerm], first_day: date, found: Cases) -> None:
    birthday = (holder.month, holder.day) if holder else None
    for term in terms:
        for last_day in _each(situation.cert_last_valid_day):
            if last_day is None:
                found.add(Case(None, None, term.last_day, term.cap), first_day)
            elif last_day >= first_day:
                found.add(Case(birthday, last_day, term.last_day, term.cap), first_day)


def _terms(holder: Holder, issued: Span, limits: Limits, found: Cases) -> Iterator[CardTerm]:
    """The card issued in a span: its last day as read off; else ``card.validity_birthdays_adult`` or ``…_minor`` birthdays after its
    issue, capped by the stay (``foreign.capped_by_stay``)."""
    if limits.card is not None:
        yield CardTerm(limits.card, limits.cap)
        return
    if is_near_age_border(holder, issued):
        found.warnings.add("age_border")
    for birthdays in card_birthdays(holder, issued):
        birthday = holder.birthday(issued.year + birthdays)
        last_day = capped(birthday, limits.stay)
        if not holder.years:
            yield CardTerm(None, last_day)
            continue
        found.facts.update((rules.ADULT_CARD if birthdays == ADULT_CARD_BIRTHDAYS else rules.MINOR_CARD, rules.ADULT_AGE))
        _note(holder, issued, found)
        if last_day < birthday:
            found.facts.add(rules.CAPPED_BY_STAY)
        yield CardTerm(last_day, last_day)


def _certificate(
    holder: Holder, issued: Span, birthdays: int, term: CardTerm, limits: Limits, first_day: date, found: Cases
) -> None:
    birthday = holder.birthday(issued.year + birthdays)
    last_day = capped(birthday, term.cap)
    found.facts.add(rules.VALIDITY if birthdays == CERT_BIRTHDAYS else rules.RENEWAL_VALIDITY)
    _note(holder, issued, found)
    if last_day < birthday:
        found.facts.add(_capping(last_day, limits))
    found.add(Case((holder.month, holder.day), last_day, term.last_day, term.cap), first_day)


def _capping(last_day: date, limits: Limits) -> str:
    return rules.CAPPED_BY_STAY if last_day == limits.stay else rules.CAPPED_BY_CARD


def _note(holder: Holder, issued: Span, found: Cases) -> None:
    if is_leap_day(holder.month, holder.day):
        found.facts.add(rules.LEAP_DAY)
    if issued.first_day == holder.birthday(issued.year):
        found.facts.add(rules.NOT_ON_ISSUE_DAY)


def _first_day(situation: Situation) -> date:
    given = (situation.cert_issue_date, situation.card_issue_date)
    return max((days.earliest for days in given if days is not None), default=date.min)


def _ends(days: DayRange | None, cap: date | None) -> tuple[date, date]:
    """The first and last day on which something was issued; not after the last day of what it is on."""
    assert days is not None
    return days.earliest, capped(days.latest, cap)
