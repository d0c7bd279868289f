"""Binds the words around dates to them: which event label stands before a date, which verbs follow it, which paper is named.

The text is seen as dates with gaps between them. An event in a gap belongs to the date before it, unless it is a label of
the date behind it (有効期限は2026年5月20日, 作ったのは4月).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.dates.grammar.point import Found, Tokens, kind_at, skip
from bot.dates.labels import CLAUSE_ENDS, gap_before, labels_of
from bot.dates.tokens import Event, Kind

_JOINS = frozenset({Kind.PARTICLE, Kind.COMMA, Kind.SPACE, Kind.DOT})
_NEAR = 2


@dataclass(slots=True)
class Clause:
    """Events and papers between two clause borders behind a date."""

    events: list[Event] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Surroundings:
    """What stands around one date.

    ``label``: the event bound to it from before; ``is_strong`` if it names the date (有効期限は), not only its place.
    ``clauses``: what follows, clause by clause, up to the sentence's end or the next date. ``earlier``: unbound events
    before it in the sentence; ``sentence_before``: the last event of the sentence before. ``papers_before``: papers named
    in its own clause before it; ``papers_carried``: those named earlier.
    """

    label: Event | None = None
    is_strong: bool = False
    clauses: list[Clause] = field(default_factory=list)
    earlier: list[Event] = field(default_factory=list)
    sentence_before: list[Event] = field(default_factory=list)
    papers_before: list[str] = field(default_factory=list)
    papers_carried: list[str] = field(default_factory=list)
    is_first_in_sentence: bool = True
    is_until: bool = False
    is_until_by: bool = False
    is_mere: bool = False  # followed by nothing but です and the like
    is_asked: bool = False  # the sentence is a question
    is_event_near: bool = False  # the first event stands right behind the date
    is_first_clause_empty: bool = False  # nothing but particles before the first 、
    is_joined: bool = False  # と, や or 、 alone stands before the next date


def surroundings(text: str, tokens: Tokens, found: Sequence[Found]) -> list[Surroundings]:
    """For each date what stands around it."""
    around = [Surroundings() for _ in found]
    labels = labels_of(text, tokens, found)
    for number, own in enumerate(around):
        label = labels[number]
        if label:
            own.label, own.is_strong = tokens[label.place].value, label.is_strong
        _look_back(tokens, gap_before(tokens, found, number), own, number > 0)
        following = labels[number + 1] if number + 1 < len(found) else None
        gap = gap_before(tokens, found, number + 1)
        _look_ahead(tokens, gap.start, following.place if following else gap.stop, own)
        if found[number].point.is_span:
            own.is_until = own.is_until_by = False  # まで ends the span, not a term
    return around


def _look_back(tokens: Tokens, gap: range, own: Surroundings, has_date_before: bool) -> None:
    """Fills in what stands before the date."""
    events: list[Event] = []
    papers: list[str] = []
    carried: list[str] = []
    for place in gap:
        token = tokens[place]
        if token.kind is Kind.STOP:
            own.sentence_before = events or own.sentence_before
            events, has_date_before = [], False
        if token.kind in CLAUSE_ENDS or token.kind is Kind.STOP:
            carried += papers
            papers = []
        elif token.kind is Kind.EVENT:
            events.append(token.value)
            papers += [token.value.paper] if token.value.paper else []
        elif token.kind is Kind.OF:
            papers.append(paper(tokens, place))
    own.papers_before, own.papers_carried = papers, carried
    own.earlier, own.is_first_in_sentence = events, not has_date_before


def _look_ahead(tokens: Tokens, start: int, stop: int, own: Surroundings) -> None:
    """Fills in what stands behind the date, up to ``stop`` or the sentence's end."""
    following = skip(tokens, start)
    if kind_at(tokens, following) is Kind.ROUGHLY:
        following = skip(tokens, following + 1)
    kind = kind_at(tokens, following)
    own.is_until, own.is_until_by = kind is Kind.UNTIL, kind is Kind.UNTIL_BY
    own.is_mere = kind in (None, Kind.COPULA, Kind.STOP, Kind.NEWLINE, Kind.UNTIL, Kind.COMMA, Kind.BREAK, Kind.OR)
    clause = Clause([Event("birth", None, is_noun=True)] if _is_born(tokens, start) else [])
    own.clauses.append(clause)
    for place in range(start, stop):
        token = tokens[place]
        if token.kind is Kind.STOP:
            break
        if token.kind is Kind.EVENT:
            clause.events.append(token.value)
            clause.papers += [token.value.paper] if token.value.paper else []
        elif token.kind is Kind.OF:
            clause.papers.append(paper(tokens, place))
        elif _ends_clause(tokens, place):
            if kind_at(tokens, place) is Kind.COMMA and kind_at(tokens, place - 1) is Kind.COPULA and place - 1 == following:
                break  # 5月20日です、…: the sentence is over
            clause = Clause()
            own.clauses.append(clause)
    events = [place for place in range(start, stop) if tokens[place].kind is Kind.EVENT][:1]
    own.is_event_near = bool(events) and events[0] - start <= _NEAR
    own.is_first_clause_empty = own.is_mere or not _says_something(tokens, range(start, stop))
    own.is_asked = _is_asked(tokens, range(start, stop))
    own.is_joined = start < stop < len(tokens) and all(tokens[place].kind in _JOINS for place in range(start, stop))


def _says_something(tokens: Tokens, places: range) -> bool:
    """Whether the clause that begins here has words of its own beside particles."""
    for place in places:
        if _ends_clause(tokens, place) or tokens[place].kind is Kind.STOP:
            return False
        if tokens[place].kind in (Kind.OTHER, Kind.EVENT, Kind.NOISE):
            return True
    return False


def _is_born(tokens: Tokens, place: int) -> bool:
    """平成2年5月20日生."""
    return kind_at(tokens, place) is Kind.BORN and kind_at(tokens, place + 1) not in (
        Kind.OTHER,
        Kind.NUMBER,
        Kind.NOISE,
        Kind.EVENT,
    )


def _ends_clause(tokens: Tokens, place: int) -> bool:
    kind = kind_at(tokens, place)
    if kind is Kind.NO and kind_at(tokens, place - 1) is Kind.EVENT and kind_at(tokens, place + 1) is Kind.PARTICLE:
        return bool(tokens[place + 1].value == "に")  # 切れたのに
    return kind in CLAUSE_ENDS or (kind is Kind.FROM and kind_at(tokens, place - 1) in (Kind.EVENT, Kind.COPULA))


def _is_asked(tokens: Tokens, places: range) -> bool:
    for place in places:
        if tokens[place].kind is Kind.STOP:
            return bool(tokens[place].value == "?")
        following = kind_at(tokens, skip(tokens, place + 1))
        if tokens[place].kind is Kind.OR and following in (None, Kind.COMMA, Kind.STOP, Kind.NEWLINE):
            return True
    return False


def paper(tokens: Tokens, place: int) -> str:
    """The paper named at a token; カードの有効期限 names the card itself, カード alone does not."""
    named: str = tokens[place].value
    following = skip(tokens, place + 1)
    if kind_at(tokens, following) is Kind.NO:
        following = skip(tokens, following + 1)
    event = _event(tokens, following)
    return "card" if named == "plain_card" and event and event.is_noun and event.role == "expiry" else named


def _event(tokens: Tokens, place: int) -> Event | None:
    return tokens[place].value if kind_at(tokens, place) is Kind.EVENT else None


def events_of(clauses: Sequence[Clause]) -> Iterator[Event]:
    """The events of clauses, in order."""
    for clause in clauses:
        yield from clause.events
