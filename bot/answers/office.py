"""The organisation's own words in answers: its contacts and its notes by topic."""

from __future__ import annotations

from bot import facts
from bot.answers.answer import Contact
from bot.organisation import organisation

_COUNTER_TOPICS = frozenset(
    {"renew_how", "renew_where", "renew_duration", "renew_bring", "reissue_after_expiry", "card_renewal", "pin_forgotten"}
)


def contacts() -> tuple[Contact, ...]:
    """The ways to a person: the organisation's own contact first, then the national phone service."""
    own = organisation().contact
    found = (
        [Contact(own.name, own.phone, own.hours, own.note, own.url)] if own.name and (own.phone or own.url or own.hours) else []
    )
    national = Contact(
        "マイナンバー総合フリーダイヤル", str(facts.value("contact.free_dial")), str(facts.value("contact.free_dial_open"))
    )
    return (*found, national)


def notes(topic: str) -> tuple[str, ...]:
    """What the organisation adds to a topic: its own note, and its counter where one has to go there."""
    about = organisation()
    own = about.notes.get(topic, "")
    counter = ""
    if topic in _COUNTER_TOPICS and about.counter.name:
        reservation = "予約が必要です。" if about.counter.reservation_needed else ""
        counter = (
            f"{about.name}の窓口は{about.counter.name}です。{reservation}"
            if about.name
            else f"窓口は{about.counter.name}です。{reservation}"
        )
    return tuple(part for part in (own, counter) if part)
