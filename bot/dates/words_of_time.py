"""The words of dates themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.dates import cycles
from bot.dates.tokens import Era, Kind

Word = tuple[str, Kind, Any]

_ERAS = {2018: "令和 れいわ", 1988: "平成 へいせい", 1925: "昭和 しょうわ", 1911: "大正 たいしょう", 1867: "明治 めいじ"}
_SHORT_ERAS = {2018: "令 r", 1988: "平 h", 1925: "昭 s", 1911: "大 t", 1867: "明 m"}

_PLAIN: dict[Kind, str] = {
    Kind.FIRST: "元",
    Kind.YEAR: "年 ねん",
    Kind.MONTH: "月",
    Kind.DAY: "日",
    Kind.FISCAL_YEAR: "年度",
    Kind.MONTHS: "か月 ヶ月 カ月 ヵ月 ケ月 ゕ月 ゖ月 箇月 個月",
    Kind.WEEKS: "週間 週",
    Kind.HALF: "半",
    Kind.HALF_YEAR: "半年 はんとし",
    Kind.BEFORE: "前 まえ",
    Kind.AFTER: "後 ご",
    Kind.REMAINING: "あと 残り のこり",
    Kind.JUST: "ちょうど 丁度 きっかり ぴったり",
    Kind.ROUGHLY: "ほど くらい ぐらい ばかり 頃 ごろ ころ 位 あたり 辺り",
    Kind.WEEKEND: "週末",
    Kind.NEXT: "今度の こんどの 次の つぎの 週明けの 今度 こんど 来たる きたる もうすぐ まもなく 間もなく もう少しで そろそろ",
    Kind.LAST: "この前の この間の こないだの 去る",
    Kind.ORDINAL: "第",
    Kind.AGE: "歳 才 さい",
    Kind.NO: "の",
    Kind.SLASH: "/",
    Kind.DOT: ". ・",
    Kind.DASH: "-",
    Kind.APOSTROPHE: "'",
    Kind.TILDE: "〜 ー から〜",
    Kind.FROM: "から より",
    Kind.OR: "か または 又は もしくは 若しくは あるいは 或いは かもしくは かそれとも それとも だったか でしたか",
    Kind.UNTIL: "まで 迄 〆 の誕生日まで のお誕生日まで",
    Kind.UNTIL_BY: "までに 迄に",
    Kind.OPEN_END: "以降 以前 以後 より前 より後 より先 より早 より遅 よりあと よりまえ 前後 過ぎ すぎ 前半 後半 いこう いぜん "
    "からあと から後 締め",
    Kind.WITHIN: "間 以内",
    Kind.SPAN_END: "中 中に じゅう じゅうに の間 のあいだ にかけて の間に にかけ",
    Kind.NEGATION: "じゃなくて じゃなく じゃなくって ではなくて ではなく ではなくって でなくて でなく じゃない ではない "
    "じゃありません ではありません "
    "じゃなかった ではなかった ではなし は間違い は間違え はまちがい は誤り は違 が間違い は嘘 は勘違い "
    "と言いましたが間違い と書きましたが間違い というのは間違い って言ったけど",
    Kind.BLOCK: "翌 翌年 翌年の 翌月 翌々月 翌週 前年 前月 前々月 同年 同月 同日 当月 当年 当日 毎 毎年 毎年の 毎月 毎月の "
    "毎週 毎日 隔週 隔年 例年 各 何 数 幾 "
    "某 最初の 最後の その年の その月の 同じ月の 年末年始 新年度 向こう",
    Kind.BECOMES: "になったら になったとき になった時 になった場合 になったらば になると になれば にならないと にならなければ "
    "になってから になり次第",
    Kind.TIME_OF_DAY: "朝 昼 夜 夕方 午前 午後 晩 午前中 朝一 朝いち 夜間 早朝 昼過ぎ 朝早く 時 時半 時頃 時ごろ",
    Kind.BORN: "生",
    Kind.COUNTER: "割 人 錠 枚 円 回 % 個 点 台 件 倍 包 mg ml kg 分",
    Kind.TURNED: "になりました になった になりまして になったばかり になったところ になったので になってる になっています "
    "になってます",
    Kind.COMMA: "、 ,",
    Kind.BREAK: "けど けれど けども けれども ので なのに たのに るのに いのに やけど やけんど やねんけど だけど だけれど "
    "んだけど なんだけど んですが ですが なんですが のですが だが ましたが ますが し、 たが、 るが、 でして",
    Kind.COLON: ": =",
    Kind.OPENER: '( [ 「 『 < 【 { " “ 〈 《',
    Kind.CLOSER: ") ] 」 』 > 】 } ” 〉 》",
    Kind.NEWLINE: "\n",
    Kind.FILLER: "えーと えっと ええと えーっと えと えー あのー あのう あの うーん うんと んーと んと そのー たしか 確か "
    "たぶん 多分 おそらく 恐らく まあ "
    "なんか ですね、",
    Kind.COPULA: "です だ でした だった である だと なん なの でしょう だよ だっけ であり でし と思います と思う とおもう "
    "とおもいます と思った みたい らしい はず かな ですかね ですよ ですね",
    Kind.PARTICLE: "は が も を に へ で と って ね よ とか や でも には では とは の場合 だと",
    Kind.LEAD: "この もう 約 およそ だいたい 大体 たった ほんの まだ 今から いまから 今日から 本日から きょうから ここから "
    "これから 今 いま わずか 既に すでに",
    Kind.PERSON: "父 母 夫 妻 主人 家内 旦那 息子 娘 子 子ども 子供 こども 祖父 祖母 おじいちゃん おばあちゃん おじいさん "
    "おばあさん 兄 姉 弟 妹 義父 義母 お父さん お父様 お母様 "
    "お母さん 長男 長女 次男 次女 孫 私 わたし 自分 僕 俺 両親 男 女 男性 女性 本人 おじ おば 叔父 叔母 友人 "
    "友達 父親 母親 うち 赤ちゃん 高校生 学生 会社員",
}
# Kinds whose words the rules tell apart.
_KEPT = (Kind.PARTICLE, Kind.ROUGHLY, Kind.AFTER)
_NUMBERED: dict[Kind, dict[int, str]] = {
    Kind.REL_YEAR: {
        -3: "一昨々年 さきおととし",
        -2: "一昨年 おととし いっさくねん",
        -1: "去年 昨年 きょねん さくねん",
        0: "今年 本年 ことし",
        1: "来年 らいねん",
        2: "再来年 さらいねん さ来年",
    },
    Kind.REL_FISCAL: {-2: "一昨年度", -1: "昨年度 去年度 前年度", 0: "今年度 本年度", 1: "来年度", 2: "再来年度"},
    Kind.REL_MONTH: {
        -2: "先々月 先先月 せんせんげつ",
        -1: "先月 せんげつ",
        0: "今月 こんげつ 本月",
        1: "来月 らいげつ",
        2: "再来月 さらいげつ さ来月 来々月",
    },
    Kind.REL_WEEK: {
        -2: "先々週 先先週 せんせんしゅう",
        -1: "先週 せんしゅう",
        0: "今週 こんしゅう",
        1: "来週 らいしゅう",
        2: "再来週 さらいしゅう さ来週 来々週",
    },
    Kind.REL_DAY: {
        -3: "一昨々日 一昨昨日 さきおととい",
        -2: "一昨日 おととい おとつい",
        -1: "昨日 きのう さくじつ",
        0: "今日 本日 きょう ほんじつ 本日中 今日中",
        1: "明日 あした あす",
        2: "明後日 あさって",
        3: "明々後日 明明後日 しあさって",
    },
    Kind.WEEKDAY: {
        day: f"{name}曜日 {name}曜 {kana}ようび {kana}よう"
        for day, (name, kana) in enumerate(
            zip("月火水木金土日", ["げつ", "か", "すい", "もく", "きん", "ど", "にち"], strict=True)
        )
    },
    Kind.WEEKDAY_MARK: {day: f"({name}) ({name}曜) ({name}曜日) [{name}]" for day, name in enumerate("月火水木金土日")},
    Kind.DAY_NAME: {
        1: "ついたち 一日",
        2: "ふつか",
        3: "みっか",
        4: "よっか",
        5: "いつか",
        6: "むいか",
        7: "なのか",
        8: "ようか",
        9: "ここのか",
        10: "とおか とうか",
        14: "じゅうよっか",
        20: "はつか",
        24: "にじゅうよっか",
    },
}
_VALUED: dict[Kind, list[tuple[Any, str]]] = {
    Kind.PART: [
        (cycles.FIRST_TEN, "上旬 初旬 初め はじめ 始め 頭 あたま アタマ 初頭 じょうじゅん しょじゅん"),
        (cycles.SECOND_TEN, "中旬 半ば なかば 中頃 中ごろ 中ころ 中盤 真ん中 ちゅうじゅん 半ば頃"),
        (cycles.LAST_TEN, "下旬 げじゅん 終盤"),
        (cycles.END, "末 すえ 終わり おわり 暮れ 暮"),
        (cycles.LAST_DAY, "末日 まつじつ いっぱい 一杯 最終日"),
    ],
    Kind.MONTH_PART: [
        (cycles.FIRST_TEN, "月初め 月初 月はじめ 月頭 月初旬 月上旬"),
        (cycles.SECOND_TEN, "月半ば 月なかば 月中旬 月中頃"),
        (cycles.END, "月末 げつまつ"),
        (cycles.LAST_TEN, "月下旬"),
        (cycles.LAST_DAY, "月末日"),
    ],
    Kind.SEASON: [(cycles.SPRING, "春 はる"), (cycles.SUMMER, "夏 なつ"), (cycles.AUTUMN, "秋 あき"), (cycles.WINTER, "冬 ふゆ")],
    Kind.FEAST: [
        (cycles.YEAR_END, "年末 年の暮れ 年の瀬 ねんまつ 年の末"),
        (cycles.YEAR_START, "年明け 年あけ としあけ 年が明けて"),
        (cycles.Piece.of_day(1, 1), "元日 元旦 がんじつ がんたん"),
        (cycles.Piece.of_day(12, 31), "大晦日 大みそか おおみそか"),
    ],
    Kind.STOP: [("?", "?"), (None, "。 ! … ; |")],
    Kind.SHIFT: [(1, "翌日 あくる日"), (-1, "前日")],
    Kind.FISCAL_END: [(cycles.FISCAL_END, "年度末 年度の末 年度終わり")],
    Kind.REST: [
        ("year", "年内 年内中 今年中 今年じゅう 今年内 本年中 ことし中 ことしじゅう"),
        ("month", "今月中 今月じゅう 今月内 こんげつじゅう こんげつ中"),
    ],
}
# Words that hold a word of time without being one, or that make a date of it no date.
_NOISE = """
一日も早 1日も早 一日でも早 一日中 年末調整 年末ジャンボ 年度末決算 春休み 夏休み 冬休み 秋休み 春先 秋口 夏場 冬場 五月雨
五月病 五月晴れ 初めて 始めて はじめて 初めまして はじめまして 始めまし 始めま 初めま はじめま はじめ方 始め方 頭痛 末端 末尾
一杯ある 一部 一番 一度 一応 一緒 一般 一人 一人暮らし 二人 三人 四人 五人 一切 一括 一回 二回 三回 一枚 一つ 二つ 三つ 一方
一時 一致 一覧 一律 統一 唯一 万一 千円 百円 十分 二重 三重 四国 九州 八百 千葉 五十音 第一 第二 第三 第三者 おわりに 終わりに
半分 半額 半日 半月 先日 即日 土日 土日祝 今後 いまだ ごきげん ご機嫌 ところ ころころ きょうかい きょうだい きょうしつ
きょうりょく きょうと きょうつう きょういく きのうせい きのうし からだ からい だから ですから ますから それから 明日香 はるか
はるばる あきら あきち なつかし ふゆかい ほどほど どのくらい どれくらい どれぐらい どのぐらい いくらくらい かどうか かもしれ
かわ かった かけ かかり かんたん ないか なか まだまだ いつか行 いつから いつまで いつまでに なのかな なのかも なのかわ しようか
でしょうか ましょうか ようか 誰か どこか 何か いくつか さいきん さいご さいしょ さいわい さいふ ください くださいませ ごはん
ごめん ござい ごと ごぜん ご利用 ご存 ご連絡 ご確認 ご案内 ご質問 ご本人 ご家族 ご回答 あとで あとは あとから あとに 大体いつ
今日この頃 今日このごろ 大丈夫 じゃないですか じゃないか じゃないかな じゃないかと じゃないでしょうか じゃないの じゃないと
ではないですか ではないか ではないでしょうか ではないかと じゃないっけ
"""


def words_of_time() -> Iterator[Word]:
    """All words of dates with their kinds and values."""
    for before, names in _ERAS.items():
        yield from ((name, Kind.ERA, Era(before, False)) for name in names.split())
    for before, names in _SHORT_ERAS.items():
        yield from ((name, Kind.ERA, Era(before, True)) for name in names.split())
    for kind, words in _PLAIN.items():
        yield from ((word, kind, word if kind in _KEPT else None) for word in words.split(" "))
    for kind, numbered in _NUMBERED.items():
        for number, words in numbered.items():
            yield from ((word, kind, number) for word in words.split())
    for kind, valued in _VALUED.items():
        for value, words in valued:
            yield from ((word, kind, value) for word in words.split())
    yield from ((word, Kind.NOISE, None) for word in _NOISE.split())
