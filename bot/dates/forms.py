"""
Inflected forms of Japanese verbs, sorted by what they say about time. ``past``: it has happened (切れた, 切れている).
``future``: it is to come (切れる, 行きたい). ``open``: neither (切れたら, 切れて).
"""

from __future__ import annotations

from collections.abc import Iterator

PAST, FUTURE, OPEN = "past", "future", "open"

_AFTER_T_STEM = {  # after the stem that takes た: 切れ, 作っ, もらっ, 行っ
    PAST: "た てた ていた てました ていました てる ている てます ています ております てしまった てしまいました "
    "てしまって ちゃった ちゃいました "
    "ちゃって てて ていて てある てあります てあった てきた てきました てもらった てもらいました ていただいた "
    "ていただきました て頂いた て頂きました "
    "たばかり た後 たあと てから たまま たきり",
    FUTURE: "てきます てくる てこよう ちゃう ちゃいます ちゃおう ておく ておきます ておきたい とく てもらう てもらいます "
    "てもらいたい てもらえる てもらえます",
    OPEN: "て たら ても た場合 たとき た時 たい場合 たっけ",
}
_DICTIONARY_STEM = {  # after the stem of ます
    PAST: "ました ましたが ましたけど",
    FUTURE: "ます たい たく そう に",
    OPEN: "ません ましたら",
}
_ICHIDAN_ONLY = {FUTURE: "る てしまう てしまいます よう られる られます る予定 るつもり", OPEN: "ない なかった なく れば"}
_GODAN_ENDINGS = {
    "さ": ("し", "す", "そう", "せる", "せば", "さな", "し"),
    "ま": ("み", "む", "もう", "める", "めば", "まな", "ん"),
    "ら": ("り", "る", "ろう", "れる", "れば", "らな", "っ"),
    "わ": ("い", "う", "おう", "える", "えば", "わな", "っ"),
    "か": ("き", "く", "こう", "ける", "けば", "かな", "い"),
    "行": ("き", "く", "こう", "ける", "けば", "かな", "っ"),
}
_SURU = {
    PAST: "済み 済 ずみ された されました されて されている されてい をした をしました を済ませた を済ませました "
    "をすませた を済ませて を受けた を受けました "
    "が済んだ が終わった が終わりました をしてもらった をしてもらいました してくれた してくれました をして",
    FUTURE: "する します したい したく しよう しに しなきゃ しなければ しないと せねば できる できます 出来る 出来ます "
    "される されます 予定 可能 希望 をする をします "
    "をしたい をしに に行く に行き に行こう に行って にいく にいき を受ける を受けます を受けたい を予定 を考え "
    "がある があります の予定 の予約 をお願いしたい",
    OPEN: "すれば しない していない してない しなかった できない できなかった をしたら をしても",
}


def ichidan(stem: str) -> Iterator[tuple[str, str]]:
    """The forms of a verb like 切れる, given its stem."""
    for table in (_ICHIDAN_ONLY, _DICTIONARY_STEM, _AFTER_T_STEM):
        yield from _joined(stem, table)


def godan(stem: str, row: str) -> Iterator[tuple[str, str]]:
    """The forms of a verb like 作る (row ら), もらう (わ), 届く (か) or 行く (行), given what stands before its last syllable."""
    masu, plain, let, can, if_, not_, t_stem = _GODAN_ENDINGS[row]
    yield from _joined(stem + masu, _DICTIONARY_STEM)
    yield from _joined(stem + t_stem, _AFTER_T_STEM)
    yield from ((stem + ending, FUTURE) for ending in (plain, let, can, can[0] + "ます"))
    yield from ((stem + ending, OPEN) for ending in (if_, not_ + "い", not_ + "か", can[0] + "な", can[0] + "ません"))


def suru(noun: str) -> Iterator[tuple[str, str]]:
    """The forms of a noun with する, 受ける, に行く and the like, as 更新する, 更新を済ませた."""
    yield from _joined(noun, _SURU)
    yield from _joined(noun + "し", _AFTER_T_STEM)
    yield from _joined(noun + "しま", {PAST: "した", FUTURE: "す", OPEN: "せん したら"})


def _joined(stem: str, table: dict[str, str]) -> Iterator[tuple[str, str]]:
    for tense, endings in table.items():
        for ending in endings.split():
            yield stem + ending, tense
