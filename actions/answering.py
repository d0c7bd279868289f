"""Answers a topic out of what the conversation knows: in general, for the person, or by asking for the one date."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.memory import Memory
from actions.notices import known_dates, notices
from actions.questions import question_for
from actions.reader_display import reader_answer
from actions.situations import OF_CERTIFICATE, field_of, judged_day, other_year, situation, take
from bot.answers import compose
from bot.answers.answer import Answer
from bot.answers.personal import PERSONAL_TOPICS
from bot.answers.wording import say_days
from bot.status import Assessment, SituationError, assess

_RELEVANT = {
    "card_body_expired": frozenset({"card_last_valid_day", "card_issue_date"}),
    "old_card_usable": frozenset({"former_card_last_valid_day"}),
    "kakuninsho_validity": frozenset({"eligibility_certificate_issue_date"}),
    "kakuninsho_over75": frozenset({"birth_date"}),
}

_GIVE_LAST_DAY = frozenset({"cert_last_valid_day", "cert_issue_date", "card_issue_date"})
_OF_THREE_MONTHS = re.compile("月(?:以上|を?過|を?すぎ|たっ|経)|過ぎ|すぎ")
# For these the engine computes one and the same answer once the certificate's dates are known.
SAME_WHEN_COMPUTED = frozenset({"expired_what_happens", "usable_on_date", "grace_until"})


def answer_topic(memory: Memory, topic: str) -> Answer:
    """Answer a topic with the dates in the message and those known before."""
    if topic == "expired_what_happens" and any(m["role"] == "visit" for m in memory.mentions):
        topic = "usable_on_date"  # who names the day of a visit wants to know of that day
    if topic == "reader_message":
        return reader_answer(memory)
    about = PERSONAL_TOPICS.get(topic)
    if about is None:
        return _with_certificate(memory, topic) or _with_reminder(memory, compose.general(topic))
    pending = (memory.question or {}).get("pending")
    if pending and not memory.mentions:
        memory.mentions = pending
    memory.question = {"topic": topic, "visit": None, "reminded": False}
    filled = take(memory, topic, about.role_of_bare_date)
    if topic == "renewed_until" and memory.dates.get("renewed"):
        # Who has renewed already asks for the end of the new certificate.
        memory.question["topic"] = "expiry_mine"
        return replace(computed(memory, "expiry_mine", filled), topic=topic)
    invalid = next((m for m in memory.mentions if m["problem"]), None)
    return no_such_day(memory, topic, invalid["text"]) if invalid else computed(memory, topic, filled)


def _with_certificate(memory: Memory, topic: str) -> Answer | None:
    """What holds for the person's own certificate where a general question names its dates; None without them.

    「3か月を過ぎたら」 with the day of expiry, and a period of stay with what the last day is computed from.
    """
    fields = {field_of(m, None, None) for m in memory.mentions}
    if topic == "foreign_resident" and "stay_last_day" in fields and fields & _GIVE_LAST_DAY:
        return replace(answer_topic(memory, "expiry_mine"), topic=topic)
    if topic == "after_grace" and fields & OF_CERTIFICATE:
        answer = answer_topic(memory, "expired_what_happens")
        return replace(answer, topic=topic) if _OF_THREE_MONTHS.search(memory.text) else answer
    return None


def no_such_day(memory: Memory, topic: str | None, given: str) -> Answer:
    """The date does not exist: say so and ask again."""
    field = memory.asked or (compose.offered_field(topic) if topic else None)
    return compose.say("no_such_day", topic=topic, asks=field, given=given)


def computed(memory: Memory, topic: str, filled: list[str]) -> Answer:
    """The answer of a personal topic for the dates known now."""
    about = PERSONAL_TOPICS[topic]
    visited = about.offers == "as_of" and bool((memory.question or {}).get("visit"))
    is_known = bool(memory.dates.keys() & _RELEVANT.get(topic, OF_CERTIFICATE))
    if not (is_known or visited or not about.general_holds(memory.today)):
        return _without_dates(memory, topic)
    if about.also_needs and getattr(situation(memory), about.also_needs) is None:
        return _ask(memory, topic, about.also_needs, None)
    try:
        assessment = assess(situation(memory), as_of=judged_day(memory))
    except SituationError as error:
        asked = error.field if error.field in filled or not filled else filled[-1]
        return compose.say("contradiction", topic=topic, asks=asked, given=str(error))
    other = other_year(memory, filled, assessment)
    if other:
        field, mention = other
        return _ask(memory, topic, field, assessment, f"{say_days(mention)}")
    open_field = assessment.open.get(about.needs) if about.needs else None
    if open_field and not about.is_settled_by_state(assessment):
        return _ask(memory, topic, open_field, assessment)
    unsettled = about.unsettled(assessment)
    if unsettled:
        return _ask(memory, topic, unsettled, assessment)
    variant = about.variant(assessment)
    if variant is None:
        return _without_dates(memory, topic)
    answer = compose.personal(topic, variant, assessment, memory.today, _given(memory))
    return replace(compose.with_notices(answer, notices(memory, filled)), known=known_dates(memory, topic))


def _without_dates(memory: Memory, topic: str) -> Answer:
    """The general answer with its offer; a topic that has none asks."""
    if topic == "expiry_mine":
        return _ask(memory, topic, "cert_issue_date", None)
    answer = compose.general(topic)
    if answer.asks == "birth_date" and not memory.may_ask_birth:
        answer = replace(answer, question="", asks=None)
    return _for_person(memory, answer)


def _ask(memory: Memory, topic: str, field: str, assessment: Assessment | None, other: str = "") -> Answer:
    question = question_for(memory, topic, field, other)
    states = assessment.user_cert.states if assessment else ()
    answer = compose.ask(topic, f"{topic}.clarify", question.field, question.wording, states)
    return _for_person(memory, replace(answer, known=known_dates(memory, topic)))


def _for_person(memory: Memory, answer: Answer) -> Answer:
    """Say whose dates are asked for now, where that has just changed."""
    if not memory.switched or not memory.person:
        return answer
    return compose.with_notices(answer, [compose.phrase("person_switched", person=memory.person)])


def _given(memory: Memory) -> str:
    """When the person would renew, as the beginning of a sentence; "" for now."""
    day = situation(memory).renewed_on
    return f"{say_days(day)}に" if day else ""


def _with_reminder(memory: Memory, answer: Answer) -> Answer:
    """After a digression, bring the person back to the open question once."""
    question = memory.question
    if not memory.asked or not question or question.get("reminded") or not question.get("topic"):
        return answer
    memory.question = {**question, "reminded": True}
    reminder = compose.phrase("remind_question", given=compose.field_words(memory.asked)).text
    return replace(answer, question=reminder, asks=memory.asked)
