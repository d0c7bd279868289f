"""Answers a topic out of what the conversation knows: in general, for the person, or by asking for the one date."""

from __future__ import annotations

from dataclasses import replace

from actions.memory import Memory
from actions.situations import days, judged_day, situation, take
from bot.answers import compose
from bot.answers.answer import Answer
from bot.answers.personal import PERSONAL_TOPICS
from bot.answers.wording import say_days
from bot.days import DayRange
from bot.status import Assessment, SituationError, assess

_RELEVANT = {
    "card_body_expired": {"card_last_valid_day", "card_issue_date"},
    "old_card_usable": {"former_card_last_valid_day"},
    "kakuninsho_validity": {"eligibility_certificate_issue_date", "insurer"},
    "kakuninsho_over75": {"birth_date"},
}
_OF_CERTIFICATE = {"cert_last_valid_day", "cert_issue_date", "birth_date", "card_issue_date", "card_last_valid_day"}
_FIELD_WORDS = {
    "cert_last_valid_day": "期限",
    "cert_issue_date": "発行日",
    "birth_date": "生年月日",
    "card_issue_date": "カードの発行日",
    "card_last_valid_day": "カードの期限",
    "former_card_last_valid_day": "健康保険証の期限",
    "eligibility_certificate_issue_date": "資格確認書の発行日",
    "stay_last_day": "在留期間の満了日",
    "renewed_on": "更新する日",
    "as_of": "受診日",
}


def words_of(field: str) -> str:
    """A field in words that people use."""
    return _FIELD_WORDS.get(field, "日付")


def answer_topic(memory: Memory, topic: str, *, keep_question: bool = False) -> Answer:
    """Answer a topic with the dates in the message and those known before."""
    about = PERSONAL_TOPICS.get(topic)
    if about is None:
        return _with_reminder(memory, compose.general(topic))
    before = memory.question or {}
    visit = before.get("visit") if keep_question else None
    if before.get("pending") and not memory.mentions:
        memory.mentions = [before["pending"]]
    memory.question = {"topic": topic, "visit": visit, "reminded": False}
    filled = take(memory, topic, about.role_of_bare_date)
    invalid = next((m for m in memory.mentions if m["problem"]), None)
    if invalid:
        return no_such_day(memory, topic, invalid["text"])
    return computed(memory, topic, filled)


def no_such_day(memory: Memory, topic: str | None, given: str) -> Answer:
    """The date does not exist: say so and ask again."""
    field = memory.asked or (compose.offered_field(topic) if topic else None)
    return compose.say("no_such_day", topic=topic, asks=field, given=given)


def computed(memory: Memory, topic: str, filled: list[str]) -> Answer:
    """The answer of a personal topic for the dates known now."""
    about = PERSONAL_TOPICS[topic]
    known = memory.dates.keys() & _RELEVANT.get(topic, _OF_CERTIFICATE)
    visited = bool((memory.question or {}).get("visit"))
    if not known and not (visited and about.offers == "as_of"):
        return _general_or_ask(topic)
    try:
        assessment = assess(situation(memory), as_of=judged_day(memory))
    except SituationError as error:
        return compose.say("contradiction", topic=topic, asks=_asked_again(error, filled), given=str(error))
    field = assessment.open.get(about.needs) if about.needs else None
    if field and not _agreed(about.needs, assessment):
        return compose.ask(topic, f"{topic}.clarify", field, assessment.user_cert.states)
    variant = about.variant(assessment)
    if variant is None:
        return _general_or_ask(topic)
    return _with_notices(memory, compose.personal(topic, variant, assessment, memory.today), filled)


def _agreed(needs: str | None, assessment: Assessment) -> bool:
    """The engine settles ``usable`` itself; a hull of days is an answer too where the person may do the same on all of them."""
    return needs in ("last_valid_day", "renewal_from", "grace_last_day") and len(assessment.user_cert.states) == 1 and (
        assessment.user_cert.last_valid_day is not None and assessment.user_cert.last_valid_day.length <= 31
    )


def _general_or_ask(topic: str) -> Answer:
    if topic == "expiry_mine":  # it has no general answer: without dates there is nothing to say but to ask
        return compose.ask(topic, "expiry_mine.ask", "cert_issue_date")
    return compose.general(topic)


def _asked_again(error: SituationError, filled: list[str]) -> str | None:
    return error.field if error.field in filled or not filled else filled[-1]


def _with_notices(memory: Memory, answer: Answer, filled: list[str]) -> Answer:
    """Say how rough dates and dates without a year were taken, and which known dates were used again."""
    notices = []
    for field, kept in memory.dates.items():
        if not isinstance(kept, dict) or field not in _OF_CERTIFICATE | {"former_card_last_valid_day"}:
            continue
        taken = days(kept)
        if not isinstance(taken, DayRange):
            continue
        said = say_days(taken)
        if field not in filled:
            notices.append(compose.phrase("uses_known_dates", given=words_of(field), day=said).text)
        elif kept["year_assumed"]:
            notices.append(compose.phrase("year_assumed", given=kept["text"], day=said).text)
        elif not taken.is_exact:
            notices.append(compose.phrase("taken_as_period", given=kept["text"], day=said).text)
    return replace(answer, notices=(*notices, *answer.notices))


def _with_reminder(memory: Memory, answer: Answer) -> Answer:
    """After a digression, bring the person back to the open question once."""
    question = memory.question
    if not memory.asked or not question or question.get("reminded"):
        return answer
    memory.question = {**question, "reminded": True}
    return replace(
        answer,
        question=compose.phrase("remind_question", given=words_of(memory.asked)).text,
        asks=memory.asked,
    )
