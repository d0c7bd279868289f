"""Fixed messages of the chat API, one for each state that the screen must show. The words are of the length of real answers."""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]

CERT = "cert_last_valid_day"
BIRTH = "birth_date"


def message(name: str, **parts: Any) -> Message:
    """A message with every part empty but those given."""
    empty: Message = {
        "version": 1,
        "id": f"m_{name}",
        "name": name,
        "topic": name.split(".")[0],
        "lead": "",
        "rest": "",
        "easy": "",
        "speech": "",
        "ruby": None,
        "notices": [],
        "warning": None,
        "question": "",
        "date_request": None,
        "choices": [],
        "next_steps": [],
        "known": [],
        "timeline": [],
        "states": [],
        "sources": [],
        "reasons": [],
        "calendar": None,
        "contacts": [],
        "hand_off": False,
        "feedback": False,
    }
    return {**empty, **parts}


def button(label: str) -> dict[str, str]:
    """A button; the token of the double is made of its label."""
    return {"label": label, "token": f"t.{label}"}


SOURCE = {
    "title": "厚生労働省「マイナンバーカードの電子証明書の更新」",
    "url": "https://www.mhlw.go.jp/stf/newpage_08277.html",
    "read_on": "2026-06-01",
    "text": "厚生労働省「マイナンバーカードの電子証明書の更新」（2026年6月1日に参照）",
}
CONTACTS = [
    {
        "name": "マイナンバー総合フリーダイヤル",
        "phone": "0120-95-0178",
        "hours": "平日 9時30分〜20時、土日祝 9時30分〜17時30分（年末年始を除く）",
        "note": "お手元にマイナンバーカードをご用意ください。",
        "url": None,
    },
    {
        "name": "みほん市役所 市民課",
        "phone": "",
        "hours": "平日 8時30分〜17時15分",
        "note": "",
        "url": "https://example.jp/shimin",
    },
]
NOTE = "カードの券面やマイナポータルに出ている日付が優先されます。"

GREETING = message(
    "greeting",
    lead="こんにちは。マイナンバーカードの証明書の期限についてお答えします。",
    rest="期限の日や生まれた日を書くと、いつまで使えるかを計算します。",
    easy="こんにちは。\nマイナンバーカードの 期限（きげん）に ついて 答（こた）えます。",
    speech="こんにちは。マイナンバーカードの証明書の期限についてお答えします。",
    next_steps=[
        button("わたしの期限を計算する"),
        button("期限が切れたらどうなる"),
        button("更新のしかた"),
        button("人に相談する"),
    ],
)

IN_GRACE = message(
    "usable_on_date.in_grace",
    lead="はい、2026年6月15日はマイナ保険証を使えます（2026年8月31日まで）。",
    rest="電子証明書は2026年5月20日に期限が切れましたが、病院や薬局では期限の月の3か月後の末日まで使えます。\n"
    "次のことは、もうできません。\n・コンビニで証明書を取る\n・マイナポータルにログインする\n早めに市区町村の窓口で更新してください。",
    easy="2026年6月15日は、病院（びょういん）で つかえます。\n2026年8月31日まで つかえます。\n"
    "電子証明書（でんししょうめいしょ）の 期限（きげん）は 2026年5月20日でした。\n役所（やくしょ）で 新しく してください。",
    speech="はい、6月15日はマイナ保険証を使えます。8月31日までです。",
    ruby={
        "lead": [
            {"t": "はい、2026"},
            {"t": "年", "r": "ねん"},
            {"t": "6"},
            {"t": "月", "r": "がつ"},
            {"t": "15"},
            {"t": "日", "r": "にち"},
            {"t": "はマイナ"},
            {"t": "保険証", "r": "ほけんしょう"},
            {"t": "を"},
            {"t": "使", "r": "つか"},
            {"t": "えます（2026年8月31日まで）。"},
        ],
        "rest": [
            {"t": "電子証明書", "r": "でんししょうめいしょ"},
            {"t": "は2026年5月20日に"},
            {"t": "期限", "r": "きげん"},
            {"t": "が"},
            {"t": "切", "r": "き"},
            {"t": "れましたが、"},
            {"t": "病院", "r": "びょういん"},
            {"t": "や"},
            {"t": "薬局", "r": "やっきょく"},
            {"t": "では期限の月の3か月後の末日まで使えます。\n"},
            {"t": "次", "r": "つぎ"},
            {"t": "のことは、もうできません。\n・コンビニで"},
            {"t": "証明書", "r": "しょうめいしょ"},
            {"t": "を"},
            {"t": "取", "r": "と"},
            {"t": "る\n・マイナポータルにログインする\n"},
            {"t": "早", "r": "はや"},
            {"t": "めに"},
            {"t": "市区町村", "r": "しくちょうそん"},
            {"t": "の"},
            {"t": "窓口", "r": "まどぐち"},
            {"t": "で"},
            {"t": "更新", "r": "こうしん"},
            {"t": "してください。"},
        ],
    },
    notices=[NOTE],
    next_steps=[button("更新の持ち物"), button("予約は要る？"), button("資格確認書とは")],
    known=[
        {
            "field": CERT,
            "label": "証明書の期限",
            "text": "2026年5月20日（令和8年5月20日）",
            "earliest": "2026-05-20",
            "latest": "2026-05-20",
        },
        {"field": BIRTH, "label": "誕生日", "text": "5月20日", "earliest": "--05-20", "latest": "--05-20"},
    ],
    timeline=[
        {
            "key": "renewal_from",
            "label": "更新できる最初の日",
            "earliest": "2026-02-21",
            "latest": "2026-02-21",
            "text": "2026年2月21日",
            "wareki": "令和8年2月21日",
        },
        {
            "key": "last_valid_day",
            "label": "証明書の期限",
            "earliest": "2026-05-20",
            "latest": "2026-05-20",
            "text": "2026年5月20日",
            "wareki": "令和8年5月20日",
        },
        {
            "key": "grace_last_day",
            "label": "病院で使える最後の日",
            "earliest": "2026-08-31",
            "latest": "2026-08-31",
            "text": "2026年8月31日",
            "wareki": "令和8年8月31日",
        },
        {
            "key": "today",
            "label": "今日",
            "earliest": "2026-06-15",
            "latest": "2026-06-15",
            "text": "2026年6月15日",
            "wareki": "令和8年6月15日",
        },
    ],
    states=["EXPIRED_IN_GRACE"],
    sources=[
        SOURCE,
        {"title": "みほん市の手引き", "url": None, "read_on": "2026-06-01", "text": "みほん市の手引き（2026年6月1日に参照）"},
    ],
    reasons=["証明書の期限（2026年5月20日）の月の末日から3か月後の末日まで、病院や薬局で使えます。"],
    calendar="/api/chat/calendar/fake-signed.ics",
    feedback=True,
)

ASKS_DATE = message(
    "expiry_mine.ask",
    lead="期限の日を計算します。証明書の期限が書いてあれば、教えてください。",
    rest="カードの表の「電子証明書の有効期限」の欄に書いてあります。",
    easy="電子証明書（でんししょうめいしょ）の 期限（きげん）を 教（おし）えてください。",
    speech="証明書の期限を教えてください。",
    question="証明書の期限は、いつですか。",
    date_request={"field": CERT, "label": "証明書の期限", "min": "2016-01-01", "max": "2041-12-31"},
)
UNKNOWN = message(
    "unknown_date",
    lead="わからなくても大丈夫です。マイナポータルで確かめられます。",
    rest="ログインして「マイナンバーカード」を開くと、期限が出ます。",
    next_steps=[button("人に相談する")],
)
CLOSE_TOPICS = message(
    "choose",
    lead="どちらのことでしょうか。",
    speech="どちらのことでしょうか。",
    choices=[button("カード本体の期限"), button("電子証明書の期限"), button("資格確認書の期限")],
)
MASKED = message(
    "masked",
    warning="マイナンバーらしい12けたの数字は、消してから受け取りました。ここには書かないでください。",
    lead="番号がなくても、期限は計算できます。",
)
HAND_OFF = message("human_agent", lead="電話や窓口で、人に相談できます。", contacts=CONTACTS, hand_off=True, notices=[NOTE])
SHAPELESS = message("plain", lead="<b>太字</b>ではありません。", rest="javascript:alert(1) も文字のままです。" + "ながい" * 80)
SHAPELESS["sources"] = [{"title": "x", "url": "javascript:alert(1)", "read_on": "2026-06-01", "text": "あぶない出典"}]
NOT_UNDERSTOOD = message(
    "not_understood",
    lead="すみません、うまく読み取れませんでした。",
    rest="期限のこと、更新のこと、病院で使えるかどうかにお答えできます。",
    next_steps=[button("わたしの期限を計算する"), button("人に相談する")],
)

# The first word that a text holds decides.
ANSWERS: list[tuple[str, Message]] = [
    ("どっち", CLOSE_TOPICS),
    ("1234", MASKED),
    ("相談", HAND_OFF),
    ("計算", ASKS_DATE),
    ("タグ", SHAPELESS),
    ("いつ", IN_GRACE),
    ("病院", IN_GRACE),
    ("期限", IN_GRACE),
]


def answer_to(text: str) -> Message:
    """The fixed answer to a text or a button's label."""
    return next((found for word, found in ANSWERS if word in text), NOT_UNDERSTOOD)
