"""Compares a reply with what is expected of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from bot.answers.wording import say_day
from bot.dialogue_tests.days_named import days_named, names
from bot.dialogue_tests.said import Said
from bot.dialogue_tests.script import Expectation, Place, Value

_NOTHING = "なし"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a reply is not as expected. ``reason`` is a Japanese sentence; ``expected`` and ``said`` are short texts."""

    key: str
    place: Place
    expected: str
    said: str
    reason: str


def differences(expected: Iterable[Expectation], said: Said) -> list[Difference]:
    """All differences, in the order of the script; none where the reply is as expected."""
    return [found for expectation in expected if (found := _difference(expectation, said))]


def _difference(expectation: Expectation, said: Said) -> Difference | None:
    reason, shown = _CHECKS[expectation.key](expectation.value, said)
    return Difference(expectation.key, expectation.place, in_words(expectation.value), shown, reason) if reason else None


def in_words(value: Value) -> str:
    """An expected or observed value as people read it."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, tuple):
        return "、".join(say_day(item) if isinstance(item, date) else item for item in value) or _NOTHING
    return value or _NOTHING


# A check gives the reason why a reply is not as expected ("" where it is), and what the reply had there.
_Check = Callable[[Value, Said], tuple[str, str]]


def _same(what: str, of: Callable[[Said], Value]) -> _Check:
    def check(expected: Value, said: Said) -> tuple[str, str]:
        is_same = _unordered(of(said)) == _unordered(expected)
        shown = in_words(of(said))
        return ("" if is_same else f"{what}が「{in_words(expected)}」ではなく「{shown}」でした", shown)

    return check


def _in_text(wanted: bool) -> _Check:
    """Words in the whole text; that is not repeated, since reports show it anyway."""
    of_text = _all_in("答え", wanted, lambda said: (said.shown,), _is_part)
    return lambda expected, said: (of_text(expected, said)[0], "")


def _all_in(
    what: str, wanted: bool, of: Callable[[Said], tuple[str, ...]], is_in: Callable[[str, tuple[str, ...]], bool]
) -> _Check:
    def check(expected: Value, said: Said) -> tuple[str, str]:
        there = of(said)
        wrong = [item for item in _texts(expected) if is_in(item, there) != wanted]
        reason = f"{what}に「{'」「'.join(wrong)}」が{'ありません' if wanted else 'あります'}" if wrong else ""
        return reason, in_words(there)

    return check


def _days(wanted: bool) -> _Check:
    def check(expected: Value, said: Said) -> tuple[str, str]:
        there = in_words(tuple(str(day) for day in sorted(days_named(said.shown))))
        wrong = [say_day(day) for day in _dates(expected) if names(said.shown, day) != wanted]
        reason = f"答えに{'、'.join(wrong)}が{'ありません' if wanted else 'あります'}（答えにある日：{there}）" if wrong else ""
        return reason, there

    return check


def _not_topic(expected: Value, said: Said) -> tuple[str, str]:
    wrong = said.topic in _texts(expected)
    return (f"話題が「{said.topic}」でした" if wrong else "", in_words(said.topic))


def _unordered(value: Value) -> object:
    return sorted(map(str, value)) if isinstance(value, tuple) else value


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else (str(value),)


def _dates(value: Value) -> tuple[date, ...]:
    return tuple(item for item in value if isinstance(item, date)) if isinstance(value, tuple) else ()


def _flat(text: str) -> str:
    """Widths, spaces and line ends make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def _is_part(part: str, texts: tuple[str, ...]) -> bool:
    return any(_flat(part) in _flat(text) for text in texts)


def _is_one(item: str, texts: tuple[str, ...]) -> bool:
    return _flat(item) in {_flat(text) for text in texts}


_CHECKS: dict[str, _Check] = {
    "topic": _same("話題", lambda said: said.topic),
    "not_topic": _not_topic,
    "answer": _same("答え", lambda said: said.answer),
    "states": _same("証明書の状態", lambda said: said.states),
    "dates": _days(wanted=True),
    "no_dates": _days(wanted=False),
    "words": _in_text(wanted=True),
    "not_words": _in_text(wanted=False),
    "asks": _same("聞いている項目", lambda said: said.asks),
    "also": _same("二つめの話題", lambda said: said.also),
    "choices": _same("選択肢", lambda said: said.choices),
    "buttons": _all_in("ボタン", True, lambda said: said.labels, _is_one),
    "no_buttons": _all_in("ボタン", False, lambda said: said.labels, _is_one),
    "sources": _all_in("出典", True, lambda said: said.sources, _is_part),
    "masked": _same("番号を隠したか", lambda said: said.masked),
}
