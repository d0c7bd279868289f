"""What ``kigen line check`` says: for each thing, the sentence where it is right and the one where it is not."""

from __future__ import annotations

FINDINGS = {
    "secret": (
        "チャネルシークレットの形は正しいです。",
        "KIGEN_LINE_SECRET が32文字の英数字ではありません。LINE Developersの「チャネル基本設定」から写してください。",
    ),
    "token": (
        "アクセストークンは有効です（アカウント：{account}）。",
        "アクセストークンでLINEにつながりません。"
        "「Messaging API設定」で長期のチャネルアクセストークンを発行し、KIGEN_LINE_TOKEN に設定してください。",
    ),
    "chat": (
        "応答設定の「チャット」はオフです。",
        "応答設定の「チャット」がオンです。職員の返信とボットの返信が重なります。"
        "LINE Official Account Managerの「応答設定」でオフにしてください。",
    ),
    "public": (
        "ボットのアドレスは https:// から始まっています。",
        "KIGEN_PUBLIC_URL に、このボットの https:// から始まるアドレスを設定してください。",
    ),
    "address": (
        "Webhookのアドレスは {wanted} です。",
        "LINEにあるWebhookのアドレスは {there} で、このボットの {wanted} と違います。`kigen line setup` で直せます。",
    ),
    "active": (
        "「Webhookの利用」はオンです。",
        "「Webhookの利用」がオフです。LINE Developersの「Messaging API設定」でオンにしてください。",
    ),
    "reached": (
        "LINEからボットに届きます。",
        "LINEからボットに届きません{why}。"
        "`kigen serve` が動いているか、アドレスとhttpsの証明書、KIGEN_LINE_SECRET が正しいかを確かめてください。",
    ),
    "menu": ("リッチメニューが設定されています。", "リッチメニューがありません。`kigen line menu` で作れます。"),
}
