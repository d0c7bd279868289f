"""The rules that do not depend on the certificate: 従来の健康保険証, 資格確認書, 後期高齢者医療."""

from __future__ import annotations

from datetime import date

from bot.days import ONE_DAY, DayRange, birthday_in, years_later
from bot.status.assessment import EligibilityCertificate, FormerCard, LateElderly
from bot.status.consistency import WORDS
from bot.status.rules import FORMER_CARD, capped, day, number
from bot.status.situation import Situation, SituationError

KYOKAI_YEARS = "eligibility_certificate.kyokai_years"
SET_BY_INSURER = "eligibility_certificate.set_by_insurer"
LATE_ELDERLY_AGE = "late_elderly.age"
SENT_TO_ALL_LAST_DAY = "late_elderly.sent_to_all_last_day"
SENT_TO_ALL_AGE = "late_elderly.sent_to_all_age"
_KYOKAI = "kyokai"
_ISSUED = "eligibility_certificate_issue_date"

_FORMER_CARD_LAST_DAY = day(FORMER_CARD)
_FIRST_ISSUE_DAY = day("eligibility_certificate.first_issue_day")
_BLOCK_FIRST_DAY = day("eligibility_certificate.block_first_day")
_KYOKAI_YEARS = number(KYOKAI_YEARS)
_LATE_ELDERLY_AGE = number(LATE_ELDERLY_AGE)
_SENT_TO_ALL_AGE = number(SENT_TO_ALL_AGE)
_NEW_RULE_FIRST_DAY = day("late_elderly.new_rule_first_day")
_SENT_TO_ALL_LAST_DAY = day(SENT_TO_ALL_LAST_DAY)
_PERIODS = (
    DayRange(date.min, _FIRST_ISSUE_DAY - ONE_DAY),
    DayRange(_FIRST_ISSUE_DAY, _SENT_TO_ALL_LAST_DAY),
    DayRange(_NEW_RULE_FIRST_DAY, date.max),
)
_FORMER_CARD_LATEST = DayRange.exactly(_FORMER_CARD_LAST_DAY)


def former_card(situation: Situation, as_of: DayRange) -> FormerCard:
    """The card of before: to its own last day, at most to ``former_card.last_valid_day``, that day included.

    Where its own day is not told, that day is taken.
    """
    given = situation.former_card_last_valid_day
    latest = _FORMER_CARD_LATEST
    if given is not None:
        latest = DayRange(capped(given.earliest, latest.earliest), capped(given.latest, latest.latest))
    usable = None
    if as_of.latest <= latest.earliest:
        usable = True
    elif as_of.is_after(latest):
        usable = False
    return FormerCard(latest, usable)


def eligibility_certificate(situation: Situation) -> EligibilityCertificate | None:
    """The 資格確認書, where its issue day is told, or an insurer that sets its own days.

    ``eligibility_certificate.first_issue_day``: there were none before; such days are dropped, and are an error where none is
    left. An issue day after the judged day is allowed: the last day does not depend on it.
    """
    issued = situation.eligibility_certificate_issue_date
    if issued is None:
        sets_its_own = situation.insurer not in (None, _KYOKAI)
        return EligibilityCertificate(None) if sets_its_own else None
    if issued.latest < _FIRST_ISSUE_DAY:
        start = f"{_FIRST_ISSUE_DAY.year}年{_FIRST_ISSUE_DAY.month}月{_FIRST_ISSUE_DAY.day}日"
        raise SituationError(f"{WORDS[_ISSUED]}が、資格確認書が始まった{start}より前になっています。", _ISSUED)
    if situation.insurer != _KYOKAI:
        return EligibilityCertificate(None)
    first = max(issued.earliest, _FIRST_ISSUE_DAY)
    return EligibilityCertificate(DayRange(_kyokai_last_day(first), _kyokai_last_day(issued.latest)))


def _kyokai_last_day(issued: date) -> date:
    """``eligibility_certificate.kyokai_years`` years, less a day, from the start of the one-year block of the issue day; blocks
    start on the day and month of ``eligibility_certificate.block_first_day`` (facts C-5)."""
    return years_later(_year_start(issued, _BLOCK_FIRST_DAY), _KYOKAI_YEARS) - ONE_DAY


def late_elderly(situation: Situation, as_of: DayRange) -> LateElderly | None:
    """後期高齢者医療, where the full birth date is told. ``late_elderly.age`` and ``late_elderly.sent_to_all_age`` are reached on
    the birthday as counted (29 February: the 28th in common years)."""
    born = situation.birth_date
    if not isinstance(born, DayRange):
        return None
    turns_75_on, turns_85_on = _turns(_LATE_ELDERLY_AGE, born), _turns(_SENT_TO_ALL_AGE, born)
    possible = _sent_to_all(turns_75_on, turns_85_on, as_of)
    return LateElderly(turns_75_on, turns_85_on, possible.pop() if len(possible) == 1 else None)


def _sent_to_all(turns_75_on: DayRange, turns_85_on: DayRange, as_of: DayRange) -> set[bool]:
    """Both answers that can occur: the oldest on the last day, and the youngest on the first day of each period of the rule.

    Not before ``eligibility_certificate.first_issue_day``; then everyone of ``late_elderly.age``, through
    ``late_elderly.sent_to_all_last_day``; since ``late_elderly.new_rule_first_day`` those of ``late_elderly.sent_to_all_age`` on
    the first day of the year that runs from then. Everybody else: false, by situation or not at all.
    """
    judged = [as_of] if as_of.is_exact else [days for period in _PERIODS if (days := period.overlap(as_of)) is not None]
    youngest = {_gets_one(turns_75_on.latest, turns_85_on.latest, days.earliest) for days in judged}
    if as_of.is_exact and turns_75_on.is_exact:
        return youngest
    return youngest | {_gets_one(turns_75_on.earliest, turns_85_on.earliest, days.latest) for days in judged}


def _gets_one(turns_75_on: date, turns_85_on: date, on: date) -> bool:
    if on < _FIRST_ISSUE_DAY:
        return False
    if on <= _SENT_TO_ALL_LAST_DAY:
        return turns_75_on <= on
    return turns_85_on <= _year_start(on, _NEW_RULE_FIRST_DAY)


def rules_for(as_of: DayRange) -> tuple[str, ...]:
    """The facts that say, for the judged days, who gets a 資格確認書 whatever they use."""
    before, since = as_of.earliest <= _SENT_TO_ALL_LAST_DAY, as_of.latest >= _NEW_RULE_FIRST_DAY
    return (SENT_TO_ALL_LAST_DAY,) * before + (SENT_TO_ALL_AGE,) * since


def _turns(age: int, born: DayRange) -> DayRange:
    oldest, youngest = born.earliest, born.latest
    first = birthday_in(oldest.year + age, oldest.month, oldest.day)
    if born.is_exact:
        return DayRange.exactly(first)
    return DayRange(first, birthday_in(youngest.year + age, youngest.month, youngest.day))


def _year_start(on: date, example: date) -> date:
    """The last day up to and including ``on`` that has the month and day of ``example``."""
    start = on.replace(month=example.month, day=example.day)
    return start if start <= on else years_later(start, -1)
