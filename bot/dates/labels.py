"""Finds the labels of dates: 有効期限は2026年5月20日, 作ったのは4月, 病院は来週.

A label is an event word before a date with nothing but a connecting word between them. Which connecting words will do
depends on the word: 期限は, 期限に; 切れたのは; but 病院で only says where.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.dates.grammar.point import Found, Tokens
from bot.dates.tokens import Event, Kind

CLAUSE_ENDS = frozenset({Kind.COMMA, Kind.BREAK, Kind.NEWLINE})
_TRANSPARENT = CLAUSE_ENDS - {Kind.BREAK} | {
    Kind.SPACE,
    Kind.FILLER,
    Kind.COLON,
    Kind.OPENER,
    Kind.CLOSER,
    Kind.LEAD,
    Kind.STOP,
    Kind.DOT,
}
_LONGEST_CONNECTOR = 8
_BEHIND_PLACE = "は が の も って のは のが"
_BEHIND_NOUN = """
は が の も って 日 日は 日が 日の 日も 日って 年月日は 年月日が 欄は 欄に 欄には 欄が では には とは に というのは
のほうは の方は のほうが の方が のは のが が確認したら を見たら を見ると を確認したら については も確か の日付は
の日付が の日は の日が のところに のところは のところが の欄は の欄が の欄に の記載は
"""
_BEHIND_VERB = "のは のが の 日は 日が 日 のも 年は 月は 時期は のって 日って ん は が 日の"
_PLACE_CONNECTORS = frozenset(["", *_BEHIND_PLACE.split()])
_NOUN_CONNECTORS = frozenset(["", *_BEHIND_NOUN.split()])
_RENEWAL_CONNECTORS = _NOUN_CONNECTORS | {"を"}
_VERB_CONNECTORS = frozenset(["", *_BEHIND_VERB.split()])
# The connectors that hold across a clause border: 切れたのは、5月20日です.
_ACROSS = frozenset({"のは", "のが", "日は"})


class Label(NamedTuple):
    """The token of a date's label; ``is_strong`` if it names the date itself, not what happens on it."""

    place: int
    is_strong: bool


def labels_of(text: str, tokens: Tokens, found: Sequence[Found]) -> list[Label | None]:
    """The label of each date, if any; ages have none, and あと3日 may have 期限まで."""
    labels = [
        None if at.point.is_age else _label(text, tokens, gap_before(tokens, found, number), at.point.is_countdown)
        for number, at in enumerate(found)
    ]
    for number, label in enumerate(labels):
        if label and _belongs_to_date_before(tokens, found, labels, number, label.place):
            labels[number] = None
    return labels


def gap_before(tokens: Tokens, found: Sequence[Found], number: int) -> range:
    """The tokens between date ``number`` - 1 and date ``number``."""
    return range(found[number - 1].point.end if number else 0, found[number].start if number < len(found) else len(tokens))


def _label(text: str, tokens: Tokens, gap: range, is_countdown: bool) -> Label | None:
    """The event that labels the date after the gap: its place, and whether it names the date itself."""
    connector: list[str] = []
    crosses_clause = False
    for place in range(gap.stop - 1, max(gap.start - 1, gap.stop - 1 - _LONGEST_CONNECTOR), -1):
        token = tokens[place]
        if token.kind is Kind.EVENT:
            joined = "".join(reversed(connector))
            if crosses_clause and not (token.value.is_noun or joined in _ACROSS):
                return None
            return _labels(token.value, joined, place, is_countdown)
        crosses_clause = crosses_clause or token.kind in CLAUSE_ENDS or token.kind is Kind.STOP
        if token.kind not in _TRANSPARENT:
            connector.append(text[token.start : token.end][:_LONGEST_CONNECTOR])
    return None


def _labels(event: Event, connector: str, place: int, is_countdown: bool) -> Label | None:
    if is_countdown and connector in ("まで", "までは"):
        return Label(place, True)
    if event.is_place:
        return Label(place, connector != "") if connector in _PLACE_CONNECTORS else None
    if event.is_noun:
        return Label(place, True) if connector in (_RENEWAL_CONNECTORS if event.role == "renewal" else _NOUN_CONNECTORS) else None
    return Label(place, False) if connector in _VERB_CONNECTORS and not event.is_link else None


def _belongs_to_date_before(
    tokens: Tokens, found: Sequence[Found], labels: Sequence[Label | None], number: int, place: int
) -> bool:
    """Whether a label without は or が rather tells of the date before it: 5月20日生まれ、2021年4月発行."""
    if number == 0 or labels[number - 1]:
        return False
    gap = gap_before(tokens, found, number)
    between = tokens[gap.start : min(place, gap.start + _LONGEST_CONNECTOR + 1)]
    if len(between) > _LONGEST_CONNECTOR or any(token.kind in CLAUSE_ENDS | {Kind.STOP, Kind.EVENT} for token in between):
        return False
    behind = tokens[place + 1 : gap.stop]
    is_pasted = (
        between and between[0].kind is Kind.SPACE and not any(token.kind in CLAUSE_ENDS | {Kind.SPACE} for token in behind)
    )
    return not is_pasted and not any(token.kind in (Kind.PARTICLE, Kind.NO, Kind.COLON) for token in behind)
