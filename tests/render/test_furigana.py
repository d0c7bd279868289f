"""Readings over kanji: complete, reviewed, cut at the okurigana, and right where a number decides."""

from __future__ import annotations

import re

import pytest
from answers import all_answers

from bot.render import furigana, readings
from bot.render.furigana import align, ruby, segments
from bot.status.consistency import WORDS

TEXTS = [*readings.texts(), *WORDS.values()]
ALL = [*TEXTS, *(answer.text for answer in all_answers() if answer.name != "other_language")]


def read(text: str) -> str:
    """The text with its readings in brackets."""
    return "".join(f"{t}({r})" if r else t for t, r in segments(text))


def test_every_kanji_of_every_text_has_a_reading() -> None:
    """Where this fails: ``.venv/bin/python -m bot.render.readings``, and read through what it adds."""
    assert [(unread, text) for text in ALL if (unread := readings.unread(text))] == []


def test_readings_are_hiragana_over_kanji_only_and_lose_nothing() -> None:
    for text in ALL:
        assert "".join(t for t, _ in segments(text)) == text
        for t, r in segments(text):
            assert re.fullmatch("[ぁ-んー]*", r)
            assert not r or re.fullmatch(r"[0-9]*[一-鿿々]+", t), t


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("電子証明書の有効期限", "電子証明書(でんししょうめいしょ)の有効期限(ゆうこうきげん)"),
        ("2026年5月20日", "2026年(ねん)5月(がつ)20日(はつか)"),
        ("4月1日", "4月(がつ)1日(ついたち)"),
        ("1日だけ", "1日(いちにち)だけ"),
        ("2026年12月31日", "2026年(ねん)12月(がつ)31日(にち)"),
        ("5月24日と14日", "5月(がつ)24日(にじゅうよっか)と14日(じゅうよっか)"),
        ("3か月間", "3か月間(げつかん)"),
        ("3か月後の月末", "3か月(げつ)後(ご)の月末(げつまつ)"),
        ("20日後", "20日(はつか)後(ご)"),
        ("5年後", "5年(ねん)後(ご)"),
        ("それより後の日は", "それより後(あと)の日(ひ)は"),
        ("5回目の誕生日", "5回目(かいめ)の誕生日(たんじょうび)"),
        ("発行日のあと", "発行日(はっこうび)のあと"),
        ("期限の日が属する月の末日", "期限(きげん)の日(ひ)が属(ぞく)する月(つき)の末日(まつじつ)"),
        ("カードの表を見て", "カードの表(おもて)を見(み)て"),
        ("その表示が出たら", "その表示(ひょうじ)が出(で)たら"),
        ("受付の方に声を", "受付(うけつけ)の方(かた)に声(こえ)を"),
        ("両方の書き方", "両方(りょうほう)の書(か)き方(かた)"),
        ("封を開けると", "封(ふう)を開(あ)けると"),
        ("「カード」を開くと", "「カード」を開(ひら)くと"),
        ("分かれています。家族の分も", "分(わ)かれています。家族(かぞく)の分(ぶん)も"),
        ("30分と15分", "30分(ぷん)と15分(ふん)"),
        ("5人以上と1人", "5人(にん)以上(いじょう)と1人(ひとり)"),
        ("3分の1", "3分(ぶん)の1"),
        ("資格確認書が届いた", "資格確認書(しかくかくにんしょ)が届(とど)いた"),
        ("期限切れ", "期限切(きげんぎ)れ"),
        ("今日、申し込む", "今日(きょう)、申(もう)し込(こ)む"),
        ("後期高齢者", "後期高齢者(こうきこうれいしゃ)"),
        ("一つと一年", "一(ひと)つと一年(いちねん)"),
        ("あいうABC123", "あいうABC123"),
        ("", ""),
    ],
)
def test_words_that_are_easily_read_wrong(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("surface", "reading", "expected"),
    [
        ("迎え", "むかえ", (("迎", "むか"), ("え", ""))),
        ("受け取る", "うけとる", (("受", "う"), ("け", ""), ("取", "と"), ("る", ""))),
        ("マイナ保険証", "まいなほけんしょう", (("マイナ", ""), ("保険証", "ほけんしょう"))),
        ("お知らせ", "おしらせ", (("お", ""), ("知", "し"), ("らせ", ""))),
        ("今日", "きょう", (("今日", "きょう"),)),
        ("見る", "ちがう", (("見る", "ちがう"),)),
    ],
)
def test_okurigana_are_cut(surface: str, reading: str, expected: object) -> None:
    assert align(surface, reading) == expected


def test_every_word_of_the_texts_has_been_reviewed() -> None:
    """A new word may be made of known ones and still be read otherwise: ``python -m bot.render.readings`` adds and shows it."""
    known, _ = furigana.readings()
    assert readings.dictionary_words(TEXTS).keys() - known.keys() == set()


def test_ruby_is_the_form_of_the_message() -> None:
    assert ruby("期限は") == [{"t": "期限", "r": "きげん"}, {"t": "は"}]
    assert ruby("") == []


def test_hostile_text_takes_time_in_proportion() -> None:
    for piece in ("1", "1.", "日", "期", "1日", "後"):
        assert "".join(t for t, _ in segments(piece * 20_000)) == piece * 20_000
