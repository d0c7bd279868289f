"""Binds the words around dates to them: which event label stands before a date, which verbs follow it, which paper is named.

The text is seen as dates with gaps between them. An event in a gap belongs to the date before it, unless it is a label of
the date behind it (有効期限は2026年5月20日, 作ったのは4月).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.dates.grammar.point import Tokens, before, kind_at, skip
from bot.dates.tokens import Event, Kind, Token

_CLAUSE_ENDS = frozenset({Kind.COMMA, Kind.BREAK, Kind.NEWLINE})
_TRANSPARENT = frozenset({Kind.SPACE, Kind.NEWLINE, Kind.FILLER, Kind.COMMA, Kind.COLON, Kind.OPENER, Kind.CLOSER, Kind.LEAD, Kind.STOP, Kind.DOT})
_LONGEST_CONNECTOR = 8
_NOUN_CONNECTORS = frozenset(
    " は が の も って 日 日は 日が 日の 日も 日って 年月日は 年月日が 欄は 欄に 欄には 欄が では には とは に というのは のほうは の方は のほうが の方が のは のが "
    "が確認したら を見たら を見ると を確認したら については も確か の日付は の日付が の日は の日が は、 のところに のところは の記載は".split(" ")
)
_PLACE_CONNECTORS = frozenset(" は が の も って のは のが".split(" "))
_RENEWAL_CONNECTORS = _NOUN_CONNECTORS | {"を"}
_VERB_CONNECTORS = frozenset(" のは のが の 日は 日が 日 のも 年は 月は 時期は のって 日って ん は が 日の".split(" "))


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


def surroundings(text: str, tokens: Tokens, spans: Sequence[tuple[int, int]], *, countdowns: frozenset[int], ages: frozenset[int]) -> list[Surroundings]:
    """For each date (span of tokens, half-open) what stands around it; ages take no labels."""
    found = [Surroundings() for _ in spans]
    labels = [
        None if number in ages else _label(text, tokens, _gap(tokens, spans, number), is_countdown=number in countdowns) for number in range(len(spans))
    ]
    for number, label in enumerate(labels):
        if label and _belongs_to_date_before(tokens, spans, labels, number, label[0]):
            labels[number] = None
    for number, own in enumerate(found):
        label = labels[number]
        if label:
            own.label, own.is_strong = tokens[label[0]].value, label[1]
        _look_back(tokens, _gap(tokens, spans, number), own, number > 0)
        end = labels[number + 1] if number + 1 < len(spans) else None
        gap = _gap(tokens, spans, number + 1)
        _look_ahead(tokens, gap.start, end[0] if end else gap.stop, own)
    return found


def _gap(tokens: Tokens, spans: Sequence[tuple[int, int]], number: int) -> range:
    """The tokens between date ``number`` - 1 and date ``number``."""
    return range(spans[number - 1][1] if number else 0, spans[number][0] if number < len(spans) else len(tokens))


def _label(text: str, tokens: Tokens, gap: range, is_countdown: bool) -> tuple[int, bool] | None:
    """The event that labels the date after the gap: its place, and whether it names the date itself."""
    connector: list[str] = []
    crosses_clause = False
    for place in range(gap.stop - 1, max(gap.start - 1, gap.stop - 1 - _LONGEST_CONNECTOR), -1):
        token = tokens[place]
        if token.kind is Kind.EVENT:
            joined = "".join(reversed(connector))
            if crosses_clause and not (token.value.is_noun or joined in ("のは", "のが", "日は")):
                return None
            return _labels(token.value, joined, place, is_countdown)
        crosses_clause = crosses_clause or token.kind in _CLAUSE_ENDS
        if token.kind not in _TRANSPARENT:
            connector.append(text[token.start : token.end][:_LONGEST_CONNECTOR])
    return None


def _labels(event: Event, connector: str, place: int, is_countdown: bool) -> tuple[int, bool] | None:
    if is_countdown and connector in ("まで", "までは"):
        return place, True
    if event.is_place:
        return (place, connector != "") if connector in _PLACE_CONNECTORS else None
    if event.is_noun:
        return (place, True) if connector in (_RENEWAL_CONNECTORS if event.role == "renewal" else _NOUN_CONNECTORS) else None
    return (place, False) if connector in _VERB_CONNECTORS else None


def _belongs_to_date_before(
    tokens: Tokens, spans: Sequence[tuple[int, int]], labels: Sequence[tuple[int, bool] | None], number: int, place: int
) -> bool:
    """Whether a label without は or が rather tells of the date before it: 5月20日生まれ、2021年4月発行."""
    if number == 0 or labels[number - 1]:
        return False
    gap = _gap(tokens, spans, number)
    between = tokens[gap.start : place][:_LONGEST_CONNECTOR + 1]
    if len(between) > _LONGEST_CONNECTOR or any(token.kind in _CLAUSE_ENDS | {Kind.STOP, Kind.EVENT} for token in between):
        return False
    behind = tokens[place + 1 : gap.stop]
    is_pasted = between and between[0].kind is Kind.SPACE and not any(token.kind in _CLAUSE_ENDS | {Kind.SPACE} for token in behind)
    return not is_pasted and not any(token.kind in (Kind.PARTICLE, Kind.NO, Kind.COLON) for token in behind)


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
        if token.kind in _CLAUSE_ENDS or token.kind is Kind.STOP:
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
    own.is_asked = _is_asked(tokens, range(start, stop))


def _is_born(tokens: Tokens, place: int) -> bool:
    """平成2年5月20日生."""
    return kind_at(tokens, place) is Kind.BORN and kind_at(tokens, place + 1) not in (Kind.OTHER, Kind.NUMBER, Kind.NOISE, Kind.EVENT)


def _ends_clause(tokens: Tokens, place: int) -> bool:
    kind = kind_at(tokens, place)
    return kind in _CLAUSE_ENDS or (kind is Kind.FROM and kind_at(tokens, place - 1) in (Kind.EVENT, Kind.COPULA))


def _is_asked(tokens: Tokens, places: range) -> bool:
    for place in places:
        if tokens[place].kind is Kind.STOP:
            return kind_at(tokens, place - 1) is Kind.OR or tokens[place].value == "?"
    return bool(places) and places.stop == len(tokens) and kind_at(tokens, before(tokens, len(tokens))) is Kind.OR


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


