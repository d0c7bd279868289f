"""From the dates of a conversation to a situation of the status engine."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from actions.memory import Memory
from bot.days import Birthday, DayRange
from bot.status import Situation

VISIT = "as_of"
_FIELDS = {
    ("expiry", None): "cert_last_valid_day",
    ("expiry", "cert"): "cert_last_valid_day",
    ("expiry", "card"): "card_last_valid_day",
    ("expiry", "former_card"): "former_card_last_valid_day",
    ("expiry", "stay"): "stay_last_day",
    ("issued", None): "cert_issue_date",
    ("issued", "cert"): "cert_issue_date",
    ("issued", "card"): "card_issue_date",
    ("issued", "eligibility_certificate"): "eligibility_certificate_issue_date",
    ("birth", None): "birth_date",
    ("visit", None): VISIT,
    ("renewal", None): "renewed_on",
}
# What a date belongs to where the topic, not the sentence, says so.
_OF_TOPIC = {
    "card_body_expired": {"cert_last_valid_day": "card_last_valid_day"},
    "kakuninsho_validity": {"cert_issue_date": "eligibility_certificate_issue_date"},
    "old_card_usable": {"cert_last_valid_day": "former_card_last_valid_day"},
}
_CORRECTS = re.compile("やっぱ|間違|まちが|訂正|じゃなく|ではなく|違っ|違い|ちがっ")
_PERSONS = re.compile(
    "(父|母|夫|妻|主人|家内|旦那|息子|娘|子ども|子供|こども|祖父|祖母|おじいちゃん|おばあちゃん|兄|姉|弟|妹|義父|義母|お父さん|お母さん)"
    "(?:の(?!子|日)|は|が|も|のは|のほう)"
)
_SELF = re.compile("(?:私|わたし|自分|僕|俺)の(?:は|ほう|方|場合|証明書|カード)")
_INSURERS = (
    ("kyokai", "協会けんぽ|協会健保|きょうかいけんぽ"),
    ("kokuho", "国保|国民健康保険"),
    ("kouki", "後期高齢"),
    ("kumiai", "健保組合|健康保険組合|組合健保"),
    ("kyosai", "共済"),
)


def person_in(text: str) -> str | None:
    """Whose dates a message is about, where it says so: a word such as 父, or "" for the speaker."""
    if _SELF.search(text):
        return ""
    found = _PERSONS.search(text)
    return found.group(1) if found else None


def corrects(text: str) -> bool:
    """Whether a message takes something back."""
    return bool(_CORRECTS.search(text))


def insurer_in(text: str) -> str | None:
    """The kind of insurer that a message names."""
    return next((kind for kind, words in _INSURERS if re.search(words, text)), None)


def field_of(mention: dict[str, Any], topic: str | None, bare_role: str | None) -> str | None:
    """The field that a date belongs to; ``bare_role`` stands in where the sentence says no role."""
    of = mention["of"]
    role = mention["role"] or bare_role
    field = _FIELDS.get((role or "", of)) or (_FIELDS.get((role or "", None)) if of == "cert" else None)
    if field is None and of == "eligibility_certificate" and role == "expiry":
        return None
    return _OF_TOPIC.get(topic or "", {}).get(field, field) if field else None


def take(memory: Memory, topic: str | None, bare_role: str | None) -> list[str]:
    """Put the message's dates into the memory; gives the fields that were filled. The visit day goes to the question."""
    filled = []
    for mention in memory.mentions:
        field = field_of(mention, topic, bare_role)
        if field is None or mention["problem"]:
            continue
        kept = {key: mention[key] for key in ("earliest", "latest", "text", "year_assumed")}
        if field == VISIT:
            memory.question = {**(memory.question or {"topic": topic, "reminded": False}), "visit": kept}
        else:
            _put(memory, field, kept, renewed=mention["renewed"])
        filled.append(field)
    insurer = insurer_in(memory.text)
    if insurer:
        memory.dates["insurer"] = insurer
    return filled


def _put(memory: Memory, field: str, kept: dict[str, Any], renewed: bool) -> None:
    memory.dates[field] = kept
    memory.last_field = field
    if field == "cert_issue_date":
        memory.dates["renewed"] = renewed
        # A computed day must not stand beside one that was read off: the newer word counts.
        memory.dates.pop("cert_last_valid_day", None)


def situation(memory: Memory) -> Situation:
    """The person's situation as the status engine takes it."""
    given: dict[str, Any] = {}
    for field, kept in memory.dates.items():
        given[field] = days(kept) if isinstance(kept, dict) else kept
    return Situation(**given)


def judged_day(memory: Memory) -> DayRange:
    """The visit day of the question, else today."""
    visit = (memory.question or {}).get("visit")
    found = days(visit) if visit else None
    return found if isinstance(found, DayRange) else DayRange.exactly(memory.today)


def days(kept: dict[str, Any]) -> DayRange | Birthday:
    """A remembered date as days, or as a birthday without its year."""
    if kept["earliest"].startswith("--"):
        month, day = kept["earliest"][2:].split("-")
        return Birthday(int(month), int(day))
    return DayRange(date.fromisoformat(kept["earliest"]), date.fromisoformat(kept["latest"]))
