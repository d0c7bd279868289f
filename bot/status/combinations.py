"""Goes through what a situation leaves possible and picks the rule that applies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.days import DayRange
from bot.status.cases import CardTerm, Case, Cases, Limits
from bot.status.holders import Holder, holders, spans
from bot.status.last_days import (
    card_terms,
    issued_again,
    issued_later,
    issued_together,
    note_person,
    without_birthday,
)
from bot.status.milestones import Milestones
from bot.status.rules import capped
from bot.status.situation import Situation

LastDays = tuple[date | None, ...]
NO_LIMITS = Limits(None, None, None)


def possible_cases(situation: Situation, as_of: DayRange) -> Cases:
    """The cases of a consistent situation; none where every computed card is over before its certificate was issued.

    Of long ranges of last days that are read off, only the days that make a difference for ``as_of`` are looked at.
    """
    found = Cases()
    milestones = Milestones(situation, as_of)
    last_days = tuple(milestones.last_days(situation.cert_last_valid_day))
    if situation.card_last_valid_day is None and situation.stay_last_day is None:
        _with_limits(situation, last_days, NO_LIMITS, found)
        return found
    stays = tuple(milestones.last_days(situation.stay_last_day))
    for card in milestones.last_days(situation.card_last_valid_day):
        for stay in stays:
            _with_limits(situation, last_days, Limits(card, stay, card if stay is None else capped(stay, card)), found)
    return found


def _with_limits(situation: Situation, last_days: LastDays, limits: Limits, found: Cases) -> None:
    issued, born = situation.cert_issue_date, situation.birth_date
    if issued is None or situation.cert_last_valid_day is not None:
        for holder in holders(born) if born is not None else (None,):
            _not_computed(situation, last_days, holder, limits, found)
    elif born is None:
        without_birthday(issued, situation.card_issue_date, limits, found, renewed=situation.renewed)
    else:
        for holder in holders(born):
            _computed(situation, issued, holder, limits, found)


def _computed(situation: Situation, issued: DayRange, holder: Holder, limits: Limits, found: Cases) -> None:
    """Rules 2 to 4. A card issued on the certificate's day came with it, whatever ``renewed`` says; one issued after it cannot
    be this certificate's card."""
    card_issued = situation.card_issue_date
    if card_issued is not None:
        same_days = issued.overlap(card_issued)
        if same_days is not None:
            issued_together(holder, same_days, limits, found, assumed=False)
        issued_later(holder, card_issued, issued, limits, found)
    elif situation.renewed:
        issued_again(holder, issued, limits, found)
    else:
        issued_together(holder, issued, limits, found, assumed=True)


def _not_computed(situation: Situation, last_days: LastDays, holder: Holder | None, limits: Limits, found: Cases) -> None:
    """Rule 1 (the last day is read off, and stands), or no certificate is known. The card is computed from its own issue day,
    or as in rule 2 from that of a certificate that is not a renewed one."""
    first_day = _first_day(situation)
    days = situation.card_issue_date or (None if situation.renewed else situation.cert_issue_date)
    if days is None or holder is None:
        _read_off(last_days, holder, (CardTerm(limits.card, limits.cap),), first_day, found)
        return
    for issued in spans(holder, days.earliest, capped(days.latest, limits.cap)):
        _read_off(last_days, holder, card_terms(holder, issued, limits), max(issued.first_day, first_day), found)


def _read_off(last_days: LastDays, holder: Holder | None, terms: Iterable[CardTerm], first_day: date, found: Cases) -> None:
    birthday = (holder.month, holder.day) if holder else None
    for term in terms:
        note_person(holder, term, found)
        for last_day in last_days:
            if last_day is None:
                found.add(Case(None, None, term.last_day, term.cap), first_day, term.facts)
            elif last_day >= first_day:
                found.add(Case(birthday, last_day, term.last_day, term.cap), first_day, term.facts)


def _first_day(situation: Situation) -> date:
    given = (situation.cert_issue_date, situation.card_issue_date)
    return max((days.earliest for days in given if days is not None), default=date.min)
