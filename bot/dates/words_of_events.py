"""The words around dates: what happens on a day, and what the day belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.dates.forms import FUTURE, OPEN, PAST, godan, ichidan, suru
from bot.dates.tokens import Event, Kind
from bot.dates.words_of_time import Word

EXPIRY, ISSUED, BIRTH, VISIT, RENEWAL = "expiry", "issued", "birth", "visit", "renewal"
# The days after the expiry on which the certificate still serves at the doctor's: a date of them has none of the roles.
GRACE = "grace"
CERT, CARD, FORMER_CARD, ELIGIBILITY, STAY = "cert", "card", "former_card", "eligibility_certificate", "stay"
# A card of which nothing tells whether its body or its certificate is meant, and papers of other kinds.
# A letter that came is no card that was issued.
PLAIN_CARD, UNSAID, OTHER_PAPER, LETTER = "plain_card", "unsaid", "other_paper", "letter"

_NOUNS = {
    EXPIRY: "有効期限 有効期間 有効期間満了日 有効期限満了日 有効期限日 期限日 期限 満了日 満了 失効日 失効 期限切れ "
    "更新期限 使用期限 ゆうこうきげん きげん 有効期限切れ 有効年月日 "
    "有効期日 切れ きれ",
    ISSUED: "発行日 発行年月日 交付日 交付年月日 作成日 取得日 受取日 受け取り日 発行 交付 再発行 再交付 作成 取得 "
    "はっこうび はっこう こうふ",
    BIRTH: "生年月日 誕生日 お誕生日 生まれ 生れ うまれ 産まれ たんじょうび 誕生 バースデー 生年 生年月",
    VISIT: "受診日 受診 通院 診察 診察日 手術 入院 外来 健診 検診 人間ドック リハビリ 透析 注射 治療 来院 通院日 "
    "予防接種 ワクチン じゅしん しんさつ しゅじゅつ にゅういん つういん 検査",
    GRACE: "猶予 猶予期間 経過措置 ゆうよ",
    RENEWAL: "更新日 更新予定日 更新予定 更新 こうしん 更新手続き 更新の手続き 更新手続 更新の手続",
}
_PLACES = """
病院 医者 お医者 お医者さん 歯医者 歯医者さん 歯科 クリニック 医院 薬局 内科 外科 眼科 皮膚科 耳鼻科 耳鼻咽喉科 小児科 整形外科
整形 婦人科 産婦人科 泌尿器科 精神科 心療内科 接骨院 整骨院 医療機関 調剤薬局 診療所 主治医 びょういん いしゃ おいしゃさん
はいしゃ やっきょく 薬 お薬 くすり 処方 処方箋 処方せん
"""
_SURU = {
    EXPIRY: "満了 失効",
    ISSUED: "発行 交付 再発行 再交付 取得 作成 入手 カードを受領 受領",
    VISIT: "受診 通院 診察 入院 手術 来院 検査 治療",
    RENEWAL: "更新 更新手続き 更新の手続き 更新手続 更新の手続 こうしん",
    "": "申請 申し込み 手続き 予約 電話 連絡 引っ越し 引越し 転職 退職 就職 入社 結婚 転入 転出 確認 登録 紛失 返納 "
    "返却 問い合わせ",
}
_GODAN = {  # stem and the row of its last syllable
    ISSUED: """
作/ら つく/ら 造/ら もら/わ でもら/わ 貰/わ 受け取/ら 受取/ら うけと/ら 受けと/ら カードを取/ら マイナンバーカードを取/ら
マイナカードを取/ら 証明書を取/ら 作り直/さ 作りなお/さ
""",
    VISIT: "使/わ つか/わ にかか/ら",
    "": "行/行 に行/行 にい/行 申し込/ま 届/か 伺/わ てもら/わ 終わ/ら おわ/ら",
}
_ICHIDAN = {EXPIRY: ["切れ", "きれ"], VISIT: ["診てもらえ", "使え", "つかえ"], "": ["出かけ"]}
_LINKS = ("て", "で", "ても", "たら")
_USE = ("使", "つか", "利用")
# 予約した tells of a day to come.
_AHEAD = ("予約", "よやく")
# Forms that no table makes.
_SINGLE = {
    EXPIRY: {
        PAST: """
期限切れになった 期限切れになりました 期限切れになって 期限切れだった 期限切れでした 切れになった 切れになりました
期限切れです 期限が過ぎた 期限が過ぎました 期限が過ぎて 期限が来た 期限が来ました 切れとる 切れとった 切れとります
""",
        FUTURE: """
期限切れになる 期限切れになります 切れになる 切れになります 期限を迎える 期限を迎えます 期限が来る 期限が来ます 切れるはず
切れる予定
""",
    },
    ISSUED: {
        PAST: """
カードができた カードができました カードが出来た カードが出来ました カードが届いた カードが届きました 交付を受け 発行を受け
作成済み 発行済み 交付済み 作って 作って以来 もらって 貰って 受け取って 発行して 交付して 取得して
""",
    },
    BIRTH: {
        PAST: "生まれた 生まれました 生まれて",
    },
    VISIT: {
        PAST: "診てもらった 診てもらいました",
        FUTURE: """
診てもらう 診てもらいます 診てもらいたい 診てもらわ 利用可能 利用可 使用可 使用可能 使用可否 利用可否 使っても 使って
つかって 使えば 利用できる 利用できます 利用する 利用します 利用したい 使用できる 使用できます 使用する 使用します
使用したい 受診して 受診しても 病院行って 通院して 入院して
""",
    },
    RENEWAL: {
        FUTURE: "更新でき 更新可能 次の更新 次回の更新 次回更新",
    },
    "": {
        PAST: """
申し込んだ 申込んだ 来た 来ました 届いていた 言われた 引っ越した 引っ越しました にした にしました 来ていた 気づいた 気付いた
なくした なくしました
""",
        FUTURE: """
予定 つもり 予約 よてい よやく 来る 来ます 行って 行っても 行っていい にいって にする にします にしたい 行かな 行けば 行けな
いきます いきたい いくんだ いくけど 行こうか 伺い 頃に届く
""",
    },
}
_RENEWED = "更新済 更新された 前回の更新 前回更新 最後の更新 最後に更新 更新してもら 更新してくれ"
_NO_EVENT = """
交付予定日 発行予定日 交付予定 発行予定 受け取り予定 受取予定 交付金 交付率 交付通知書 交付通知 発行元 発行者 発行手数料
再発行手数料 資格取得 資格取得日 取得方法 回目の誕生日 目の誕生日 歳の誕生日 才の誕生日 次の誕生日 の誕生日で の誕生日に
のお誕生日に の誕生日の前 誕生日まで 誕生月 診療情報 薬剤情報 診療時間 診察時間 診察券 検査結果 病院側 病院から 薬局から
医療機関から 病院によって 期限後 期限前 期限内 有効期限内 有効期間内 期限切れ後 期限切れ前 有効期限通知書 有効期限通知 期限通知
更新通知 更新通知書 更新のお知らせ 更新の案内 更新のはがき 更新のハガキ 更新の通知 更新の手紙 更新の封筒 更新の書類 更新時期
更新期間 更新の時期 更新案内 更新のご案内 更新料 自動更新 更新方法 きれい 途切れ とぎれ 売り切れ 売切れ 在庫切れ 電池切れ
切れ目 締め切り 締切 生まれ変 使い方 使い道 使い捨て 使用済 利用登録 利用規約 利用者 利用方法 利用申込 お使い 取り扱 取扱
引き取 聞き取 読み取 読取 取り替 取替 取り消 取消 取り寄 手作り 使える病院 使えない病院 使えなくな 使えなくなっ 使えなくなる
使えなく 作り方 もらい方 もらえる額 もらわな 銀行 旅行 行政 行事 行方 行為 実行 施行 並行 現行 以前行 行き方 電話番号 連絡先
予約なし 予約不要 予約制 有効期間中 有効かどうか 薬剤 薬手帳 お薬手帳 火薬 農薬 整形式 検査値 確認書
"""
_OF = {
    CERT: "電子証明書 証明書 署名用電子証明書 利用者証明用電子証明書 署名用 利用者証明用 利用者証明 電子証明 "
    "でんししょうめいしょ しょうめいしょ jpki",
    CARD: "カード本体 マイナンバーカード本体 マイナカード本体 カード自体 本体 カードそのもの カードの本体 "
    "マイナンバーカード自体 マイナンバーカードの本体",
    FORMER_CARD: "保険証 健康保険証 従来の健康保険証 従来の保険証 紙の保険証 古い保険証 旧保険証 ほけんしょう "
    "けんこうほけんしょう 被保険者証 紙保険証",
    ELIGIBILITY: "資格確認書 しかくかくにんしょ 確認書",
    STAY: "在留カード 在留資格 在留 ざいりゅう ビザ",
    PLAIN_CARD: "カード マイナンバーカード マイナカード 個人番号カード マイナンバーのカード かーど まいなんばーかーど",
    UNSAID: "マイナ保険証 マイナ健康保険証 マイナンバー保険証 まいなほけんしょう マイナンバー",
    LETTER: "通知 通知書 案内 ご案内 お知らせ 資格情報のお知らせ はがき ハガキ 葉書 手紙 封筒 封書 書類 連絡 ご連絡 電話 "
    "お電話 返事 メール",
    OTHER_PAPER: "免許 免許証 運転免許証 運転免許 パスポート 旅券 通帳 クレジットカード キャッシュカード 学生証 車検 定期券 "
    "診察券 限度額認定証 限度額適用認定証 受給者証 "
    "障害者手帳 医療券 住基カード 住民票 印鑑証明書 印鑑証明 所得証明書 課税証明書 戸籍 診断書",
}
_STAY_TERMS = "在留期間 在留期限 在留期間満了日 在留期間の満了日 在留期間満了 在留満了日 ビザの期限"
_NO_OF = """
保険証として 保険証利用 保険証の利用 保険証代わり 保険証がわり 保険証の代わり 健康保険証として
健康保険証利用 健康保険証の利用 保険証と一体 保険証の登録 保険証登録 保険証機能 保険証とし
"""
_OPENING = """
開い 開く 開庁 開館 空い あいて やって やってい やってる 受付 受け付け 受付時間 営業 営業時間 休み 休業 定休 窓口時間 診療時間
診察時間 対応 時間 時から 時まで 時に 閉庁 閉ま 祝日 夜間 延長 土曜開庁 休日 できる できます でき 可能 以外 平日
"""


def words_of_events() -> Iterator[Word]:
    """All words of events and papers with their kinds and values."""
    yield from ((word, Kind.OPENING, None) for word in _OPENING.split())
    yield from ((word, Kind.NOISE, None) for word in (_NO_EVENT + _NO_OF).split())
    yield from ((word, Kind.EVENT, Event(EXPIRY, None, is_noun=True, paper=STAY)) for word in _STAY_TERMS.split())
    for paper, words in _OF.items():
        yield from ((word, Kind.OF, paper) for word in words.split())
    for role, tense_of in _SINGLE.items():
        for tense, words in tense_of.items():
            yield from _events(((word, tense) for word in words.split()), role)
    for role, stems in _ICHIDAN.items():
        for stem in stems:
            yield from _events(ichidan(stem), role)
    for role, rows in _GODAN.items():
        for stem, row in (verb.split("/") for verb in rows.split()):
            yield from _events(godan(stem, row), role)
    for role, words in _SURU.items():
        for noun in words.split():
            yield from _events(suru(noun), role)
    for role, words in _NOUNS.items():
        yield from ((word, Kind.EVENT, Event(role, None, is_noun=True)) for word in words.split())
    yield from ((word, Kind.EVENT, Event(VISIT, None, is_noun=True, is_place=True)) for word in _PLACES.split())
    yield from ((word, Kind.EVENT, Event(ISSUED, PAST, is_renewed=True)) for word in _RENEWED.split())


def _events(forms: Iterator[tuple[str, str]], role: str) -> Iterator[Word]:
    for form, tense in forms:
        yield form, Kind.EVENT, _event(form, role, tense)


def _event(form: str, role: str, tense: str) -> Event:
    if form.startswith(_AHEAD):
        return Event(None, FUTURE)
    if role == RENEWAL and tense == PAST:
        return Event(ISSUED, PAST, is_renewed=True)
    if role == RENEWAL and form.endswith(("ない", "なかった", "ません")):
        return Event(None, OPEN)
    if role == ISSUED and tense == FUTURE:
        return Event(None, FUTURE)  # the day of an issue still to come fills no field
    if role in (EXPIRY, ISSUED) and tense == OPEN and form.endswith("て"):
        return Event(role, PAST, is_link=True)
    return Event(role or None, tense, is_use=form.startswith(_USE), is_link=form.endswith(_LINKS))
