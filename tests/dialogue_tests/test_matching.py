"""A reply against what is expected of it: each key in both directions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.dialogue_tests import keys
from bot.dialogue_tests.matching import differences
from bot.dialogue_tests.script import Expectation, Place, Value
from tests.dialogue_tests.actors import GRACE

PLACE = Place("a.yml", 3)
ASKING = replace(GRACE, asks="as_of", also="renew_how", choices=("renew_how", "renew_fee"), masked=True)
CASES: list[tuple[str, Value, Value]] = [  # key, what is right, what is wrong
    ("topic", "usable_on_date", "grace_until"),
    ("not_topic", ("grace_until",), ("grace_until", "usable_on_date")),
    ("answer", "usable_on_date.in_grace", None),
    ("states", ("EXPIRED_IN_GRACE",), ("EXPIRED_IN_GRACE", "EXPIRED")),
    ("dates", (date(2026, 8, 31), date(2026, 6, 22)), (date(2026, 8, 31), date(2026, 7, 31))),
    ("no_dates", (date(2026, 7, 31),), (date(2026, 8, 31),)),
    ("words", ("使えます", "２０２６年"), ("使えます", "使えません")),
    ("not_words", ("使えません",), ("使えません", "使え ます")),
    ("asks", "as_of", None),
    ("also", "renew_how", "renew_fee"),
    ("choices", ("renew_fee", "renew_how"), ("renew_fee",)),
    ("buttons", ("更新の持ち物",), ("更新の",)),
    ("no_buttons", ("手数料",), ("更新の持ち物",)),
    ("sources", ("協会けんぽ",), ("厚生労働省",)),
    ("masked", True, False),
]


@pytest.mark.parametrize(("key", "right", "wrong"), CASES)
def test_each_key_holds_and_fails(key: str, right: Value, wrong: Value) -> None:
    assert differences([Expectation(key, right, PLACE)], ASKING) == []
    [found] = differences([Expectation(key, wrong, PLACE)], ASKING)
    assert found.place == PLACE
    assert found.reason


def test_every_key_is_tried_here() -> None:
    assert [case[0] for case in CASES] == list(keys.names(keys.EXPECTATIONS))


def test_only_what_is_written_is_compared() -> None:
    assert differences([], ASKING) == []


def test_reasons_are_sentences_for_people() -> None:
    expected = [
        Expectation("states", ("EXPIRED",), PLACE),
        Expectation("dates", (date(2026, 9, 30),), PLACE),
        Expectation("words", ("だめ", "使えます"), PLACE),
        Expectation("asks", "as_of", PLACE),
        Expectation("no_dates", (date(2026, 8, 31),), PLACE),
    ]
    assert [found.reason for found in differences(expected, GRACE)] == [
        "証明書の状態が「EXPIRED」ではなく「EXPIRED_IN_GRACE」でした",
        "答えに2026年9月30日がありません（答えにある日：2026年6月15日、2026年6月22日、2026年8月31日、2026年11月22日）",
        "答えに「だめ」がありません",
        "聞いている項目が「as_of」ではなく「なし」でした",
        "答えに2026年8月31日があります（答えにある日：2026年6月15日、2026年6月22日、2026年8月31日、2026年11月22日）",
    ]
