"""From the dates of a conversation to a situation of the status engine."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from actions.memory import Memory
from bot.answers.answer import day_range_from_dict, days_from_dict
from bot.days import Birthday, DayRange, birthday_in
from bot.organisation import organisation
from bot.status import Assessment, Situation, SituationError, assess

VISIT = "as_of"
OF_CERTIFICATE = frozenset(
    {"cert_last_valid_day", "cert_issue_date", "birth_date", "card_issue_date", "card_last_valid_day", "stay_last_day"}
)
ROLE_OF_FIELD = {
    "cert_last_valid_day": "expiry",
    "card_last_valid_day": "expiry",
    "former_card_last_valid_day": "expiry",
    "stay_last_day": "expiry",
    "cert_issue_date": "issued",
    "card_issue_date": "issued",
    "eligibility_certificate_issue_date": "issued",
    "birth_date": "birth",
    VISIT: "visit",
    "renewed_on": "renewal",
}
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
# My Number cards exist since January 2016: an earlier day that is said where an issue or expiry was asked for is a birth date.
_FIRST_YEAR_OF_CARDS = 2016
_HAS_NUMBER = re.compile("[0-9０-９〇一二三四五六七八九十元]")
_CORRECTS = re.compile("やっぱ|間違|まちが|訂正|じゃなく|ではなく|違っ|違い|ちがっ")
_INSURERS = (
    ("kyokai", "協会けんぽ|協会健保|きょうかいけんぽ|全国健康保険協会"),
    ("kokuho", "国保|国民健康保険|こくほ"),
    ("kouki", "後期高齢"),
    ("kumiai", "健保組合|健康保険組合|組合健保"),
    ("kyosai", "共済"),
)


def corrects(text: str) -> bool:
    """Whether a message takes something back."""
    return bool(_CORRECTS.search(text))


def insurer_in(text: str) -> str | None:
    """The kind of insurer that a message names."""
    return next((kind for kind, words in _INSURERS if re.search(words, text)), None)


def field_of(mention: dict[str, Any], topic: str | None, bare_role: str | None) -> str | None:
    """The field that a date belongs to; ``bare_role`` stands in where the sentence says no role."""
    role = _plausible(mention["role"] or bare_role, mention)
    of_any_paper = role in ("birth", "visit", "renewal")
    field = _FIELDS.get((role or "", None if of_any_paper else mention["of"]))
    if field is None or (mention["of"] and not of_any_paper):
        return field  # the sentence names the paper, whatever the topic is
    return _OF_TOPIC.get(topic or "", {}).get(field, field)


def _plausible(role: str | None, mention: dict[str, Any]) -> str | None:
    year = mention["latest"][:4] if mention["latest"] else ""
    is_birth = role in ("expiry", "issued") and year.isdecimal() and int(year) < _FIRST_YEAR_OF_CARDS
    return "birth" if is_birth and mention["of"] in (None, "cert", "card") else role


def take(memory: Memory, topic: str | None, bare_role: str | None) -> list[str]:
    """Put the message's dates into the memory; gives the fields that were filled. The visit day goes to the question."""
    filled = []
    for mention in memory.mentions:
        field = field_of(mention, topic, None if _is_vague(memory, mention, bare_role) else bare_role)
        if field is None or mention["problem"] or not _may_be(memory, field, mention):
            continue
        kept = {key: mention.get(key) for key in ("earliest", "latest", "text", "year_assumed", "other_year")}
        if field == VISIT and kept["other_year"] and str(kept["latest"]) < memory.today.isoformat():
            kept.update(kept["other_year"])  # who asks of a visit without naming its year means the one to come
        if field == VISIT:
            memory.question = {**(memory.question or {"topic": topic, "reminded": False}), "visit": kept}
        else:
            _put(memory, field, _in_corrected_year(memory, field, kept), renewed=mention["renewed"])
        filled.append(field)
    insurer = insurer_in(memory.text)
    if insurer:
        memory.dates["insurer"] = insurer
        filled.append("insurer")
    return filled


def _is_vague(memory: Memory, mention: dict[str, Any], bare_role: str | None) -> bool:
    """Whether a date such as 明日 or 来週 would only by the topic become an expiry or a birth: nobody asked, so none is taken."""
    return not memory.asked and bare_role in ("expiry", "issued", "birth") and not _HAS_NUMBER.search(mention["text"])


def _may_be(memory: Memory, field: str, mention: dict[str, Any]) -> bool:
    """No birth date where it may not be asked for, and none that is still to come."""
    if field != "birth_date":
        return True
    return memory.may_ask_birth and (mention["earliest"].startswith("--") or mention["earliest"] <= memory.today.isoformat())


def _put(memory: Memory, field: str, kept: dict[str, Any], renewed: bool) -> None:
    before = memory.dates.get(field)
    if isinstance(before, dict) and before["year_assumed"] and _is_whole_year(kept):
        kept = _in_year(before, kept["earliest"][:4])  # 「2026年です」 after 「12月31日」: the year that was open
    if isinstance(before, dict) and kept["earliest"].startswith("--") and before["earliest"][:4] == before["latest"][:4]:
        kept = _day_in_year(kept, before["earliest"][:4])  # 「8月2日です」 after 「昭和16年生まれ」
    memory.dates[field] = kept
    memory.last_field = field
    if field == "cert_issue_date":
        memory.dates["renewed"] = renewed


def _day_in_year(kept: dict[str, Any], year: str) -> dict[str, Any]:
    birthday = Birthday.from_iso(kept["earliest"])
    day = birthday_in(int(year), birthday.month, birthday.day).isoformat()
    return {**kept, "earliest": day, "latest": day}


def _in_corrected_year(memory: Memory, field: str, kept: dict[str, Any]) -> dict[str, Any]:
    """A day without a year that corrects another is in the year of that one."""
    before = memory.dates.get(field)
    if not (kept["year_assumed"] and isinstance(before, dict) and corrects(memory.text)) or before["earliest"].startswith("--"):
        return kept
    return _in_year(kept, before["earliest"][:4]) | {"year_assumed": before["year_assumed"]}


def _is_whole_year(kept: dict[str, Any]) -> bool:
    return bool(
        kept["earliest"][4:] == "-01-01" and kept["latest"][4:] == "-12-31" and kept["earliest"][:4] == kept["latest"][:4]
    )


def _in_year(kept: dict[str, Any], year: str) -> dict[str, Any]:
    shift = relativedelta(years=int(year) - int(kept["earliest"][:4]))
    moved = {edge: (date.fromisoformat(kept[edge]) + shift).isoformat() for edge in ("earliest", "latest")}
    return {**kept, **moved, "year_assumed": False, "other_year": None}


def situation(memory: Memory) -> Situation:
    """The person's situation as the status engine takes it.

    Who only knows when the card was made has, as nearly everybody, the certificate that came with it; the engine warns
    where that is doubtful.
    """
    given: dict[str, Any] = {
        field: days_from_dict(kept) if isinstance(kept, dict) else kept for field, kept in memory.dates.items()
    }
    if "card_issue_date" in given and not given.keys() & {"cert_issue_date", "cert_last_valid_day"}:
        given["cert_issue_date"] = given["card_issue_date"]
    if "insurer" not in given and organisation().insurer:
        given["insurer"] = organisation().insurer
    return Situation(**given)


def judged_day(memory: Memory) -> DayRange:
    """The visit day of the question, else today."""
    visit = (memory.question or {}).get("visit")
    found = days_from_dict(visit) if visit else None
    return found if isinstance(found, DayRange) else DayRange.exactly(memory.today)


def other_year(memory: Memory, filled: list[str], assessment: Assessment) -> tuple[str, DayRange] | None:
    """The field whose year was assumed, and its day in the neighbouring year, where that would change what the person may do."""
    for field in filled:
        kept = memory.dates.get(field)
        if not isinstance(kept, dict) or not kept.get("other_year"):
            continue
        other = day_range_from_dict(kept["other_year"])
        given = situation(memory)
        try:
            changed = assess(Situation(**{**_fields(given), field: other}), as_of=judged_day(memory))
        except SituationError:
            continue
        if changed.user_cert.states != assessment.user_cert.states:
            return field, other
    return None


def _fields(given: Situation) -> dict[str, Any]:
    return {name: getattr(given, name) for name in given.__dataclass_fields__}
