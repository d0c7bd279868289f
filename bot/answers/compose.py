"""Builds answers out of texts, facts, an assessment and the organisation's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot import facts
from bot.answers import office
from bot.answers.answer import Answer, Choice, SourceLine
from bot.answers.catalogue import Topic, Wording, catalogue
from bot.answers.personal import PERSONAL_TOPICS, deadlines, values
from bot.answers.wording import fill, placeholders
from bot.days import DayRange
from bot.status import Assessment, last_open_day

_MAIN_TOPICS = ("expiry_mine", "usable_on_date", "renew_how", "kakuninsho_what")
_MOST_SOURCES = 3
_UNKNOWN = ("UNKNOWN",)
_VALIDITY = frozenset({"user_cert.validity_birthdays", "user_cert.renewal_validity_birthdays"})
_MAIN_FACT = {
    "renew_when": "renewal_window.months",
    "expiry_mine": "user_cert.validity_birthdays",
    "renewed_until": "user_cert.renewal_validity_birthdays",
}
# Warnings that a variant's own text already says.
_SAID_BY_VARIANT = {
    "card_expired_unsettled": "card_unsettled",
    "renew_card_first": "card_first",
    "no_grace_before_2024_12_02": "expired_without_grace",
}
_HAND_OFF = frozenset({"human_agent", "not_understood_again"})
_FIELD_WORDS = {
    "cert_last_valid_day": "証明書の期限",
    "cert_issue_date": "証明書の発行日",
    "birth_date": "生年月日",
    "card_issue_date": "カードの発行日",
    "card_last_valid_day": "カード本体の期限",
    "former_card_last_valid_day": "健康保険証の期限",
    "eligibility_certificate_issue_date": "資格確認書の発行日",
    "stay_last_day": "在留期間の満了日",
    "renewed_on": "更新する日",
    "renewed": "更新したかどうか",
    "insurer": "加入している保険",
    "as_of": "受診日",
}
_WITH_CARD_NOTE = frozenset({"renewal_from", "last_valid_day", "grace_last_day", "renewed_until", "card_last_valid_day", "as_of"})


def is_topic(name: str) -> bool:
    """Whether there is a text on a topic of that id."""
    return name in catalogue().topics


def button(topic: str) -> Choice:
    """The button that leads to a topic."""
    return Choice(catalogue().topics[topic].button, topic)


def field_words(field: str) -> str:
    """A field of the status engine in words that people use."""
    return _FIELD_WORDS.get(field, "日付")


def phrase(name: str, **given: object) -> Wording:
    """A phrase of the dialogue, filled."""
    found = catalogue().phrases[name]
    return Wording(_filled(found.text, given), _filled(found.easy, given))


def has_phrase(name: str) -> bool:
    """Whether there is a phrase of that name."""
    return name in catalogue().phrases


def say(name: str, topic: str | None = None, asks: str | None = None, **given: object) -> Answer:
    """An answer that is only a phrase (a greeting, the hand-off, not understood …)."""
    wording = phrase(name, **given)
    contacts = office.contacts() if name in _HAND_OFF else ()
    return Answer(name=name, topic=topic, text=wording.text, easy=wording.easy, asks=asks, contacts=contacts)


def main_topics() -> tuple[Choice, ...]:
    """The topics shown where nothing else is known."""
    return tuple(button(topic) for topic in _MAIN_TOPICS if is_topic(topic))


def greeting() -> Answer:
    """What stands at the beginning of a conversation, with the topics to begin with."""
    return replace(say("greet", topic="greet"), next_steps=main_topics())


def offered_field(topic: str) -> str | None:
    """The field whose day a personal topic offers to compute with, or None."""
    return PERSONAL_TOPICS[topic].offers if topic in PERSONAL_TOPICS else None


def general(topic: str) -> Answer:
    """The answer that does not depend on the person; a personal topic's adds the offer to compute."""
    about = catalogue().topics[topic]
    wording = about.general
    offered = offered_field(topic)
    offer = phrase(f"offer_{offered}") if offered else None
    return Answer(
        name=f"{topic}.general" if topic in PERSONAL_TOPICS else topic,
        topic=topic,
        text=_filled(wording.text, {}),
        easy="\n".join([_filled(wording.easy, {}), *([offer.easy] if offer else [])]),
        question=offer.text if offer else "",
        asks=offered,
        notices=office.notes(topic),
        next_steps=_next_steps(about),
        sources=_sources(about.sources),
        reasons=_fact_lines(name for name in placeholders(wording.text) if facts.has(name)),
    )


def personal(topic: str, variant: str, assessment: Assessment, today: date, given: str = "") -> Answer:
    """The answer for a person's own dates."""
    about = catalogue().topics[topic]
    wording = about.variants[variant]
    filled = values(assessment, today, given)
    applied = _applied(topic, assessment)
    said = list(warnings(assessment, variant))
    if _WITH_CARD_NOTE & set(placeholders(wording.text)):
        said.append(phrase("note_card_face"))
    return Answer(
        name=f"{topic}.{variant}",
        topic=topic,
        text=_filled(wording.text, filled),
        easy="\n".join([_filled(wording.easy, filled), *(notice.easy for notice in said)]),
        notices=(*office.notes(topic), *(notice.text for notice in said)),
        next_steps=_next_steps(about),
        deadlines=deadlines(assessment),
        today=today,
        states=() if assessment.user_cert.states == _UNKNOWN else assessment.user_cert.states,
        sources=_sources_of(applied) or _sources(about.sources),
        reasons=_fact_lines(applied),
    )


def _applied(topic: str, assessment: Assessment) -> list[str]:
    """The facts behind an answer, what the topic turns on first.

    How long a certificate holds was not applied to a last day that was read off, but only to the renewal to come.
    """
    computed = "card_face_wins" in assessment.warnings or topic == "renewed_until"
    names = [reason.fact for reason in assessment.reasons if computed or reason.fact not in _VALIDITY]
    return sorted(names, key=lambda name: name != _MAIN_FACT.get(topic, "grace.months"))


def with_notices(answer: Answer, said: Sequence[Wording]) -> Answer:
    """The answer with notices said before its own, in both wordings."""
    return replace(
        answer,
        notices=(*(notice.text for notice in said), *answer.notices),
        easy="\n".join([answer.easy, *(notice.easy for notice in said)]),
    )


def ask(topic: str, name: str, field: str, wording: Wording, states: tuple[str, ...] = ()) -> Answer:
    """A question for one field, within a topic."""
    return Answer(
        name=name,
        topic=topic,
        text=wording.text,
        easy=wording.easy,
        asks=field,
        states=states,
        sources=_sources(catalogue().topics[topic].sources) if is_topic(topic) else (),
    )


def reader_display(variant: str, state: str, expiry: DayRange | None) -> Answer:
    """What a quoted display of a card reader means. ``expiry``: between which days the certificate's last day must lie."""
    about = catalogue().topics["reader_message"]
    wording = about.variants[variant]
    about_expiry = phrase(f"reader_expiry_{variant}", day=expiry) if expiry else None
    offer = phrase("offer_cert_last_valid_day") if expiry else None  # without days the display has settled it
    return Answer(
        name=f"reader_message.{variant}",
        topic="reader_message",
        text=_filled(wording.text, {}),
        easy="\n".join([_filled(wording.easy, {}), *([about_expiry.easy] if about_expiry else [])]),
        notices=(*((about_expiry.text,) if about_expiry else ()), *office.notes("reader_message")),
        question=offer.text if offer else "",
        asks="cert_last_valid_day" if offer else None,
        states=(state,),
        next_steps=_next_steps(about),
        sources=_sources(about.sources),
        reasons=_fact_lines(name for name in placeholders(wording.text) if facts.has(name)),
    )


def warnings(assessment: Assessment, variant: str) -> tuple[Wording, ...]:
    """What the engine warns of and the text of ``variant`` does not say; the note on the card's face has a place of its own."""
    filled = values(assessment, assessment.as_of.earliest)
    open_day = _open_day_before_deadline(assessment)
    if open_day:
        filled["day"] = open_day
    names = [
        name
        for name in assessment.warnings
        if has_phrase(f"warning_{name}") and _SAID_BY_VARIANT.get(name) != variant and (name != "weekend_or_holiday" or open_day)
    ]
    return tuple(phrase(f"warning_{name}", **filled) for name in names)


def _open_day_before_deadline(assessment: Assessment) -> date | None:
    """The last day on which counters are open before the next deadline that falls on a closed one; None where it is long past."""
    cert = assessment.user_cert
    for days in (cert.last_valid_day, cert.grace_last_day):
        if days and days.is_exact and days.latest >= assessment.as_of.latest:
            open_day = last_open_day(days.latest)
            return open_day if assessment.as_of.latest <= open_day < days.latest else None
    return None


def other_language(language: str, asks: str | None) -> Answer:
    """The fixed reply in a language; in English where there is none of its own."""
    name = f"language_{language}" if has_phrase(f"language_{language}") else "language_en"
    return replace(say(name, topic="out_of_scope", asks=asks), name="other_language")


def offer_choices(topics: Sequence[str]) -> Answer:
    """Up to three topics to choose among."""
    choices = tuple(button(topic) for topic in topics if is_topic(topic))
    wording = phrase("choices_intro" if len(choices) > 1 else "one_choice_intro")
    return Answer(name="offer_choices", topic=None, text=wording.text, easy=wording.easy, choices=choices)


def _filled(text: str, given: dict[str, object]) -> str:
    return fill(text, lambda name: given[name] if name in given else facts.value(name))


def _next_steps(about: Topic) -> tuple[Choice, ...]:
    return tuple(button(topic) for topic in about.next)


def _sources(ids: Sequence[str]) -> tuple[SourceLine, ...]:
    found = [facts.source(name) for name in ids]
    return tuple(SourceLine(s.title, s.url, s.read_on) for s in found if s.shown)


def _sources_of(names: Sequence[str]) -> tuple[SourceLine, ...]:
    ids = dict.fromkeys(source for name in names for source in facts.fact(name).sources)
    return _sources(list(ids))[:_MOST_SOURCES]


def _fact_lines(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts.fact(name).label for name in names))
