"""What a date is: its role, what it belongs to, and the tense that decides the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.dates.context import Clause, Surroundings
from bot.dates.forms import FUTURE, OPEN, PAST
from bot.dates.tokens import Event
from bot.dates.words_of_events import BIRTH, CARD, CERT, EXPIRY, ISSUED, LETTER, OTHER_PAPER, PLAIN_CARD, RENEWAL, UNSAID, VISIT

_OWNED_ROLES = (EXPIRY, ISSUED, RENEWAL, None)
_NAMES_NOTHING = (PLAIN_CARD, UNSAID, OTHER_PAPER, LETTER)


class Reading(NamedTuple):
    """What the words around a date say about it.

    ``is_open_renewal``: 更新 without a tense; the date tells whether it is done. ``paper``: as said, before contrast.
    """

    role: str | None
    tense: str | None
    is_renewed: bool = False
    is_open_renewal: bool = False
    paper: str | None = None
    is_by_label: bool = False


def readings(around: Sequence[Surroundings]) -> list[Reading]:
    """The readings of all dates of a text."""
    found: list[Reading] = []
    for own in around:
        previous = found[-1] if found else None
        reading = _reading(own, previous)
        found.append(reading._replace(paper=_paper(own, previous)))
    for place in range(len(found) - 2, -1, -1):
        if around[place].is_joined and found[place].role is None and found[place + 1].role in (VISIT, RENEWAL):
            found[place] = found[place + 1]  # 6月20日と6月27日に受診
    return found


def paper_of(reading: Reading, others: Sequence[Reading]) -> str | None:
    """``of`` of a date: the paper named, where its role belongs to papers; カード beside a 電子証明書 is the card itself."""
    if reading.role not in _OWNED_ROLES:
        return None
    if reading.paper == PLAIN_CARD and any(other.role == reading.role and other.paper == CERT for other in others):
        return CARD
    return None if reading.paper in _NAMES_NOTHING else reading.paper


def _reading(own: Surroundings, previous: Reading | None) -> Reading:
    first = own.clauses[0] if own.clauses else Clause()
    event = next((event for event in first.events if event.role), None)
    if event and event.role == RENEWAL and not own.is_event_near and _tense_from(first.events, event) is None:
        event = None  # 来週の予約までに更新が間に合わない
    says_expiry = event is not None and event.role == EXPIRY and not event.is_noun
    if own.label and own.is_strong and not (own.label.role == BIRTH and says_expiry):  # 誕生日の5月20日に切れる
        return _of_event(own.label, _tense_in(first.events), is_by_label=True)
    if own.is_until or own.is_until_by:
        return _until(own, event, first)
    if event:
        return _of_event(event, _tense_from(first.events, event))
    if own.label and own.label.role:
        return _of_event(own.label, _tense_in(first.events), is_by_label=True)
    return _from_afar(own, previous, first)


def _from_afar(own: Surroundings, previous: Reading | None, first: Clause) -> Reading:
    """From the later clauses, the sentence so far, or the sentence before."""
    tense = _tense_in(first.events)
    for clause in own.clauses[1:] if own.is_first_clause_empty else ():
        event = next((event for event in clause.events if event.role), None)
        if event:
            return _of_event(event, tense or _tense_from(clause.events, event))
    if own.label and own.label.role is None:
        return Reading(None, tense or own.label.tense)  # 言われたのは昨日
    said_before = (
        [event for event in own.earlier if event.role]
        if own.is_first_in_sentence or previous is None or previous.role is None
        else []
    )
    if said_before and (own.is_mere or said_before[-1].role == VISIT):
        return _of_event(said_before[-1], tense or _tense_from(own.earlier, said_before[-1]))
    if own.is_mere and own.is_first_in_sentence and not own.earlier:
        event = next((event for event in reversed(own.sentence_before) if event.role), None)
        if event:
            return _of_event(event, tense or _tense_from(own.sentence_before, event))
    return Reading(None, tense)


def _until(own: Surroundings, event: Event | None, first: Clause) -> Reading:
    """5月20日まで: an expiry, unless a visit or its use is asked about; までに is a time limit of something else."""
    tense = _tense_in(first.events)
    if event is None:
        if own.label and own.label.role:
            return _of_event(own.label, tense, is_by_label=True)
        return Reading(EXPIRY if own.is_until and not own.is_asked else None, tense)
    if event.role == EXPIRY:
        return _of_event(event, _tense_from(first.events, event))
    if own.is_until_by:
        return Reading(VISIT, tense) if event.role == VISIT else Reading(None, tense)
    if event.is_use:
        return Reading(VISIT, FUTURE) if own.is_asked else Reading(None if event.tense == PAST else EXPIRY, tense)
    return _of_event(event, tense) if event.role == VISIT else Reading(None, tense)


def _of_event(event: Event, tense: str | None, is_by_label: bool = False) -> Reading:
    tense = event.tense if event.tense in (PAST, FUTURE) else tense
    if event.role == RENEWAL and tense == PAST:
        return Reading(ISSUED, PAST, is_renewed=True, is_by_label=is_by_label)
    return Reading(event.role, tense, event.is_renewed, event.role == RENEWAL and tense is None, is_by_label=is_by_label)


def _tense_in(events: Sequence[Event]) -> str | None:
    return next((event.tense for event in events if event.tense in (PAST, FUTURE)), None)


def _tense_from(events: Sequence[Event], event: Event) -> str | None:
    """The tense of an event, or of the first verb behind it where it is a noun; 切れた場合, 切れたら have none."""
    said = next((later.tense for later in events[events.index(event) :] if later.tense), None)
    return None if said == OPEN else said


def _paper(own: Surroundings, previous: Reading | None) -> str | None:
    behind = own.clauses[0].papers if own.clauses else []
    if own.is_first_clause_empty and not behind and len(own.clauses) > 1:
        behind = own.clauses[1].papers  # 来週の水曜、電子証明書を更新します
    carried = [named for named in own.papers_carried if named != LETTER]
    for papers in (own.papers_before, behind, carried):
        if papers:
            return next((named for named in reversed(papers) if named not in _NAMES_NOTHING), papers[-1])
    if previous and not own.is_first_in_sentence and previous.role in _OWNED_ROLES:
        return previous.paper if previous.paper != LETTER else None
    return None
