"""Reads the dates of a text: fold, scan, parse, bind, settle."""

from __future__ import annotations

from datetime import date

from bot.dates import bare, rules
from bot.dates.context import Surroundings, surroundings
from bot.dates.cycles import Piece
from bot.dates.forms import PAST
from bot.dates.grammar import NO_SUCH_DAY, Found, Point, correction_at, expression_at
from bot.dates.mention import DateMention
from bot.dates.normalise import Folded, fold
from bot.dates.roles import Reading, paper_of, readings
from bot.dates.scanner import scan
from bot.dates.tokens import Token
from bot.dates.words_of_events import BIRTH, EXPIRY, GRACE, ISSUED, LETTER, OTHER_PAPER, RENEWAL
from bot.dates.years import other_side, settle
from bot.days import Birthday, DayRange


def read(text: str, today: date, within: DayRange | None = None, expecting: str | None = None) -> list[DateMention]:
    """The dates in a text, in order of appearance.

    ``today`` is the day on which it was said. ``within``: what is known so far of the day that was asked for; a bare day or
    month is looked for in it. ``expecting``: the role that was asked for; it goes to dates of which the text says none.
    """
    folded = fold(text)
    tokens = scan(folded.text)
    found = _expressions(tokens, today)
    if not found and (within or expecting):
        found = bare.answer(tokens, today, within, expecting)
    around = surroundings(folded.text, tokens, found)
    said = [_with_validity(own, number, found) for number, own in enumerate(readings(around))]
    mentions: list[DateMention] = []
    for at, own, reading in zip(found, around, said, strict=True):
        mention = _mention(text, folded, tokens, at, own, _expected(reading, expecting), said, today, within)
        if mention and (not mentions or mentions[-1].end <= mention.start):
            mentions.append(mention)
    return mentions


def _expressions(tokens: list[Token], today: date) -> list[Found]:
    found: list[Found] = []
    place = 0
    while place < len(tokens):
        point = expression_at(tokens, place, today)
        if point and rules.stands_alone(tokens, place, point):
            found.append(Found(place, point))
        place = point.end if point else place + 1
        denial = rules.denial(tokens, point) if point else None
        if point and denial:
            correction = correction_at(tokens, denial, point, today)
            if correction:
                found.append(Found(denial, correction))
            place = correction.end if correction else denial
    return found


def _with_validity(reading: Reading, number: int, found: list[Found]) -> Reading:
    """The two ends of a term of validity: issued on the first day, expiring on the last."""
    if found[number].point.starts_validity:
        return reading._replace(role=ISSUED if reading.role in (EXPIRY, None) else reading.role)
    if number and found[number - 1].point.starts_validity and reading.role is None:
        return reading._replace(role=EXPIRY)
    return reading


def _expected(reading: Reading, expecting: str | None) -> Reading:
    return reading._replace(role=expecting) if expecting and reading.role is None else reading


def _mention(
    text: str,
    folded: Folded,
    tokens: list[Token],
    found: Found,
    own: Surroundings,
    reading: Reading,
    said: list[Reading],
    today: date,
    within: DayRange | None,
) -> DateMention | None:
    start, point = found
    other_year = None
    if point.is_age:
        reading = Reading(BIRTH, None)
    if not rules.is_meant(tokens, start, point, own, reading):
        return None
    tense = point.tense or reading.tense or (PAST if reading.role == ISSUED else None)
    days: DayRange | Birthday | None = settle(point, tense, today, within)
    if days is None and point.problem is None:
        return None
    year_is_open = isinstance(days, DayRange) and _is_year_open(point) and not _is_known(days, point, within)
    if isinstance(days, DayRange) and year_is_open:
        other_year = other_side(point, days, tense, today)
    is_of_another_paper = reading.paper == OTHER_PAPER and reading.role in (EXPIRY, ISSUED, RENEWAL)
    if is_of_another_paper or reading.role == GRACE or (reading.paper == LETTER and reading.role == ISSUED):
        reading = reading._replace(role=None, is_renewed=False)
    if reading.is_open_renewal and isinstance(days, DayRange) and days.latest < today:
        reading = reading._replace(role=ISSUED, is_renewed=True)
    if reading.role == RENEWAL and isinstance(days, DayRange) and days.latest < today:
        reading = reading._replace(role=None)
    if reading.role == BIRTH and isinstance(days, DayRange):
        birth = _birth(point, days, today)
        if birth is None:
            return None
        days = birth
    first, last = tokens[start].start, tokens[point.end - 1].end - 1
    begin, end = folded.starts[first], folded.ends[last]
    return DateMention(
        text=text[begin:end],
        start=begin,
        end=end,
        days=days,
        role=reading.role,
        of=paper_of(reading, said),
        year_assumed=year_is_open and isinstance(days, DayRange),
        renewed=reading.is_renewed,
        problem=NO_SUCH_DAY if days is None else None,
        other_year=other_year if isinstance(days, DayRange) else None,
    )


def _is_year_open(point: Point) -> bool:
    return bool(point.short_year) or isinstance(point.cycle, Piece)


def _is_known(days: DayRange, point: Point, within: DayRange | None) -> bool:
    return within is not None and not point.short_year and within.overlap(days) == days


def _birth(point: Point, days: DayRange, today: date) -> DayRange | Birthday | None:
    """A day of birth: without a year, or as a coming birthday, only the day in the year; a rough one without a year is none."""
    if point.is_age:
        return days
    has_year = not point.short_year and not _is_year_open(point) and not point.is_relative and days.earliest <= today
    if has_year:
        return days
    return Birthday(days.earliest.month, days.earliest.day) if days.is_exact and not point.short_year else None
