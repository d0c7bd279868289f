"""Builds answers out of texts, facts and an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot import facts
from bot.answers.answer import Answer, Choice, SourceLine
from bot.answers.catalogue import Topic, Wording, catalogue
from bot.answers.personal import PERSONAL_TOPICS, deadlines, values
from bot.answers.wording import fill, placeholders
from bot.status import Assessment

_MAIN_TOPICS = ("expired_what_happens", "expiry_mine", "renew_how", "kakuninsho_what")
_MOST_SOURCES = 3
_WITH_CARD_NOTE = frozenset({"renewal_from", "last_valid_day", "grace_last_day", "renewed_until", "card_last_valid_day", "as_of"})


def is_topic(name: str) -> bool:
    """Whether there is a text on a topic of that id."""
    return name in catalogue().topics


def button(topic: str) -> Choice:
    """The button that leads to a topic."""
    return Choice(catalogue().topics[topic].button, topic)


def phrase(name: str, **given: object) -> Wording:
    """A phrase of the dialogue, filled."""
    found = catalogue().phrases[name]
    return Wording(_filled(found.text, given), _filled(found.easy, given))


def say(name: str, topic: str | None = None, asks: str | None = None, **given: object) -> Answer:
    """An answer that is only a phrase (a greeting, the hand-off, not understood …)."""
    wording = phrase(name, **given)
    return Answer(name=name, topic=topic, text=wording.text, easy=wording.easy, asks=asks)


def main_topics() -> tuple[Choice, ...]:
    """The topics shown where nothing else is known."""
    return tuple(button(topic) for topic in _MAIN_TOPICS if is_topic(topic))


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
        next_steps=_next_steps(about),
        sources=_sources(about.sources),
        reasons=_fact_lines(name for name in placeholders(wording.text) if facts.has(name)),
    )


def personal(topic: str, variant: str, assessment: Assessment, today: date, given: str = "") -> Answer:
    """The answer for a person's own dates."""
    about = catalogue().topics[topic]
    wording = about.variants[variant]
    filled = values(assessment, today, given)
    note = phrase("note_card_face")
    with_note = bool(_WITH_CARD_NOTE & set(placeholders(wording.text)))
    return Answer(
        name=f"{topic}.{variant}",
        topic=topic,
        text=_filled(wording.text, filled),
        easy="\n".join([_filled(wording.easy, filled), *([note.easy] if with_note else [])]),
        notices=(note.text,) if with_note else (),
        next_steps=_next_steps(about),
        deadlines=deadlines(assessment),
        today=today,
        states=assessment.user_cert.states,
        sources=_sources_of(assessment) or _sources(about.sources),
        reasons=_fact_lines(reason.fact for reason in assessment.reasons),
    )


def ask(topic: str, name: str, field: str, states: tuple[str, ...] = ()) -> Answer:
    """A question for one field, within a topic."""
    wording = phrase(f"ask_{field}")
    return Answer(
        name=name,
        topic=topic,
        text=wording.text,
        easy=wording.easy,
        asks=field,
        states=states,
        sources=_sources(catalogue().topics[topic].sources) if is_topic(topic) else (),
    )


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


def _sources_of(assessment: Assessment) -> tuple[SourceLine, ...]:
    ids = dict.fromkeys(name for reason in assessment.reasons for name in facts.fact(reason.fact).sources)
    return _sources(list(ids))[:_MOST_SOURCES]


def _fact_lines(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts.fact(name).label for name in names))
