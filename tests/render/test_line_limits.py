"""The two ways of counting, where texts are cut, and that broken limits are seen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.line.counting import graphemes, utf16_units
from bot.render.line.shortening import shortened, split
from bot.render.line.violations import of_messages, of_rich_menu


@pytest.mark.parametrize(
    ("text", "units", "seen"),
    [
        ("", 0, 0),
        ("期限", 2, 2),
        ("🍎", 2, 1),
        ("𠮷", 2, 1),
        ("か\u3099", 2, 1),
        ("が", 1, 1),
        ("👨‍👩‍👧‍👦", 11, 1),
        ("🇯🇵", 4, 1),
        ("a\r\nb", 4, 3),
    ],
)
def test_counting(text: str, units: int, seen: int) -> None:
    assert (utf16_units(text), graphemes(text)) == (units, seen)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("使えます。更新してください。", 20, "使えます。更新してください。"),
        ("使えます。更新してください。", 13, "使えます。"),
        ("使えますか？（はい）。次の文です。", 14, "使えますか？（はい）。"),
        ("期限は、2026年8月31日までです", 12, "期限は…"),
        ("電子証明書の有効期限は2026年8月31日まで", 20, "電子証明書の有効期限は…"),
        ("電子証明書の有効期限は2026年8月31日まで", 23, "電子証明書の有効期限は2026年8月31日まで"),
        ("引っ越しの申し込みをしたとき", 8, "引っ越しの…"),
        ("お知らせとご案内の書面をご覧ください", 7, "お知らせと…"),
    ],
)
def test_a_text_is_cut_at_a_sentence_else_between_words_and_never_in_a_date(text: str, most: int, short: str) -> None:
    assert shortened(text, most, graphemes) == short


def test_a_long_text_is_split_at_sentences() -> None:
    assert split("一つめです。二つめです。\n三つめです。", 13, utf16_units, 5) == ["一つめです。二つめです。", "三つめです。"]


def test_what_is_beyond_the_last_part_is_left_out_at_a_sentence() -> None:
    assert split("一つめです。二つめです。三つめです。", 13, utf16_units, 1) == ["一つめです。二つめです。"]


words = st.text(st.sampled_from("か゚゙が🍎𠮷👨‍👩。、 \n年月日2026まで期限ｱｶﾞ"), max_size=120)


@given(words, st.integers(4, 40))
def test_parts_fit_and_lose_only_white_space(text: str, most: int) -> None:
    for count in (utf16_units, graphemes):
        parts = split(text, most, count, 1000)
        assert all(count(part) <= most or graphemes(part) == 1 for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())
        assert count(shortened(text, most, count)) <= most


def _text(**more: Any) -> dict[str, Any]:
    return {"type": "text", "text": "はい", **more}


def _quick(*actions: dict[str, Any]) -> dict[str, Any]:
    return _text(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def _buttons(**more: Any) -> dict[str, Any]:
    template = {"type": "buttons", "text": "はい", "actions": [SAYS], **more}
    return {"type": "template", "altText": "はい", "template": template}


def _flex(*contents: dict[str, Any], alt: str = "はい") -> dict[str, Any]:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "flex", "altText": alt, "contents": {"type": "bubble", "body": body}}


SAYS = {"type": "message", "label": "はい", "text": "はい"}
POSTS = {"type": "postback", "label": "はい", "data": "x", "displayText": "はい"}
PICKS = {
    "type": "datetimepicker",
    "label": "選ぶ",
    "data": "x",
    "mode": "date",
    "min": "2026-01-01",
    "initial": "2026-06-15",
    "max": "2027-01-01",
}
OPENS = {"type": "uri", "label": "開く", "uri": "https://kigen.example/"}
COPIES = {"type": "clipboard", "label": "写す", "clipboardText": "0"}


@pytest.mark.parametrize(
    "sent",
    [
        [_text()],
        [_text(text="🍎" * 2500)],
        [_text()] * 5,
        [_quick(*[SAYS] * 13)],
        [_quick({**SAYS, "label": "か\u3099" * 20}, {**POSTS, "label": "👨‍👩‍👧‍👦" * 20})],
        [_buttons(text="🍎" * 160, actions=[SAYS, POSTS, PICKS, OPENS])],
        [_flex({"type": "text", "text": "x"}, {"type": "button", "action": COPIES})],
    ],
)
def test_what_is_just_within_the_limits_is_taken(sent: list[dict[str, Any]]) -> None:
    assert of_messages(sent) == []


@pytest.mark.parametrize(
    "sent",
    [
        [],
        [_text()] * 6,
        [_text(text="")],
        [_text(text="🍎" * 2500 + "a")],
        [{"type": "nanika"}],
        [_quick()],
        [_quick(*[SAYS] * 14)],
        [_quick({**SAYS, "label": "あ" * 21})],
        [_quick({**SAYS, "text": "あ" * 301})],
        [_quick({key: value for key, value in POSTS.items() if key != "displayText"})],
        [_quick({**POSTS, "text": "はい"})],
        [_quick({**POSTS, "data": "x" * 301})],
        [_quick({**POSTS, "displayText": "あ" * 301})],
        [_quick({**PICKS, "min": "2026-07-01"})],
        [_quick({**PICKS, "max": "2101-01-01"})],
        [_quick({**PICKS, "min": "1899-12-31"})],
        [_quick({**PICKS, "mode": "day"})],
        [_quick({**OPENS, "uri": "https://kigen.example/" + "a" * 1000})],
        [_quick({**OPENS, "uri": "javascript:alert(1)"})],
        [_quick({**COPIES, "clipboardText": ""})],
        [_quick({**COPIES, "clipboardText": "0" * 1001})],
        [_quick({"type": "nanika", "label": "x"})],
        [_buttons(text="あ" * 161)],
        [_buttons(title="あ", text="あ" * 61)],
        [_buttons(title="あ" * 41)],
        [_buttons(actions=[SAYS] * 5)],
        [_buttons(actions=[])],
        [_buttons(type="confirm", actions=[SAYS])],
        [_buttons(type="confirm", text="あ" * 241, actions=[SAYS, SAYS])],
        [_buttons(type="carousel", columns=[{"text": "あ", "actions": [SAYS]}] * 11)],
        [_buttons(type="carousel", columns=[{"text": "あ", "actions": [SAYS] * 4}])],
        [_buttons(type="carousel", columns=[{"text": "あ" * 121, "actions": [SAYS]}])],
        [_flex({"type": "text", "text": "x"}, alt="🍎" * 201)],
        [_flex({"type": "text", "text": ""})],
        [_flex({"type": "text", "text": "あ" * 4000})],
        [_flex({"type": "button", "action": {**SAYS, "label": "あ" * 21}})],
        [{"type": "flex", "altText": "x", "contents": {"type": "carousel", "contents": [{"type": "bubble"}] * 13}}],
    ],
)
def test_what_is_just_beyond_is_refused(sent: list[dict[str, Any]]) -> None:
    assert of_messages(sent)


def test_rich_menus() -> None:
    from bot.channels.line.menu import rich_menu

    menu = rich_menu()
    assert of_rich_menu(menu) == []
    assert of_rich_menu({**menu, "chatBarText": "あ" * 15})
    assert of_rich_menu({**menu, "areas": menu["areas"] * 4})
    assert of_rich_menu({**menu, "size": {"width": 2500, "height": 843}})
