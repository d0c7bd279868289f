"""The draft of what is written down after a call: from the facts, without anything of the person that is not needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answers import compose
from bot.answers.answer import Answer, days_from_dict
from bot.channels.assist.material import wrap_up
from bot.render import timeline, web

_BIRTH = "birth_date"
STATES = {
    "VALID": "期限内",
    "IN_RENEWAL_WINDOW": "期限内（更新できる期間）",
    "EXPIRED_IN_GRACE": "期限切れ（受診には使える期間）",
    "EXPIRED": "期限切れ（使えない）",
}


def only_asks(answer: Answer) -> bool:
    """Whether an answer is a question, because what is known does not settle anything yet."""
    return answer.name.endswith((".clarify", "contradiction", "no_such_day"))


def settled_states(answer: Answer) -> tuple[str, ...]:
    """The certificate's states; none where they hang on a question (whose answer the caller has yet to give)."""
    return () if only_asks(answer) else tuple(answer.states)


def summary(answer: Answer, topic: str, dates: Mapping[str, Mapping[str, Any]], person: str) -> str:
    """Lines to edit. A day of birth is not written down: that it was asked for is enough."""
    code = wrap_up(topic)
    lead, _ = web.lead_and_rest(answer.text)
    whose = f"（{person}の分）" if person else ""
    said = [_said(field, kept) for field, kept in dates.items()]
    states = "・".join(STATES.get(state, state) for state in settled_states(answer))
    lines = (
        f"【区分】{code.id} {code.label}",
        f"【お問い合わせ】{compose.button(topic).label}{whose}",
        f"【うかがった日】{'、'.join(said)}" if said else "",
        f"【状態】{states}" if states else "",
        f"【ご案内】{lead}",
        f"【残っていること】{compose.field_words(answer.asks)}が未確認" if answer.asks else "",
        f"【根拠】{answer.sources[0].title}" if answer.sources else "",
    )
    return "\n".join(line for line in lines if line)


def _said(field: str, kept: Mapping[str, Any]) -> str:
    words = compose.field_words(field)
    if field == _BIRTH:
        return f"{words}（記録しない）"
    return f"{words} {timeline.both_calendars(days_from_dict(dict(kept)))}"
