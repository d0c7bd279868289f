"""Text for reading aloud."""

from __future__ import annotations

import re

import pytest
from answers import all_answers

from bot.render.speech import speech, spoken


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("期限は2026年5月20日です。", "期限は2026年5月はつかです。"),
        ("9月1日から10月31日まで", "9月ついたちから10月31にちまで"),
        ("2日以内、14日間、20日前", "ふつか以内、じゅうよっか間、はつか前"),
        ("21日以内", "21日以内"),
        ("0120-95-0178へ", "ゼロ イチ ニー ゼロ、キュー ゴー、ゼロ イチ ナナ ハチへ"),
        ("平日9:30–20:00", "平日9時30分から20時"),
        ("7〜9割", "7から9割"),
        ("無料です（窓口で）。", "無料です、窓口で。"),
        ("「次に進む」を［押す］", "次に進む、を、押す"),
        ("・一つ目\n・二つ目", "一つ目\n二つ目"),
        ("利用率は27.26％", "利用率は27.26パーセント"),
        ("＊＊＊", ""),
        ("病院（びょういん）へ", "病院へ"),
        ("見る https://example.jp/a?b=1", "見る"),
    ],
)
def test_days_numbers_and_symbols_are_said_for_the_ear(written: str, heard: str) -> None:
    assert spoken(written) == heard


def test_no_answer_has_symbols_or_bare_phone_numbers_in_its_speech() -> None:
    for answer in all_answers():
        assert not re.search(r"[（）()「」『』［］〜–・％]|、、|、。|[0-9]-[0-9]|月[0-9]+日", speech(answer)), answer.name


def test_hostile_text_takes_time_in_proportion() -> None:
    # A pattern that backtracked would not come to an end here.
    for piece in ("、 ", "0-", "1:", "（あ", "9月1日", "https://"):
        assert spoken(piece * 20_000) is not None
