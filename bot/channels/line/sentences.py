"""What the bot says in LINE only. No facts stand here; those are in bot/answers/texts."""

from __future__ import annotations

from typing import Any

_WRITE = "知りたいことを、文字で書いてお送りください。"

NOT_TEXT = {
    "sticker": f"スタンプをありがとうございます。{_WRITE}",
    "image": f"すみません、写真は見られません。カードの写真は送らないでください。{_WRITE}",
    "video": f"すみません、動画は見られません。{_WRITE}",
    "audio": f"すみません、音声は聞き取れません。{_WRITE}",
    "file": f"すみません、ファイルは開けません。{_WRITE}",
    "location": f"すみません、位置情報から窓口を調べることはできません。{_WRITE}",
    "other": f"すみません、いまの形のメッセージは読めません。{_WRITE}",
}
# How an operator reads what is no text.
SENT = {
    "sticker": "（スタンプ）",
    "image": "（写真。この画面では見られません）",
    "video": "（動画。この画面では見られません）",
    "audio": "（音声。この画面では聞けません）",
    "file": "（ファイル。この画面では開けません）",
    "location": "（位置情報）",
    "postback": "（古いボタン）",
    "other": "（文字ではないメッセージ）",
}
IN_GROUP = (
    "このグループではお答えしていません。日付などの個人のことが、ほかの方に見えてしまうためです。"
    "友だちに追加して、1対1のトークでお聞きください。"
)
OLD_BUTTON = "このボタンは古くなりました。お手数ですが、知りたいことを書くか、下から選んでください。"
LATE: dict[str, Any] = {"type": "text", "text": "お返事が遅くなりました。"}
EXCUSE: dict[str, Any] = {
    "type": "text",
    "text": "すみません、さきほどのメッセージにお返事できませんでした。お手数ですが、もう一度お送りください。",
}
