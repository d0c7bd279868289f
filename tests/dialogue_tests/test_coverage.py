"""What no dialogue reaches."""

from __future__ import annotations

from dataclasses import replace

from bot import facts
from bot.dialogue_tests.coverage import coverage
from tests.dialogue_tests.actors import GRACE
from tests.dialogue_tests.test_reports import played


def test_what_was_said_is_not_missing_and_the_rest_is() -> None:
    fact = facts.fact("grace.months")
    said = replace(GRACE, reasons=(fact.label,))
    unknown = replace(GRACE, topic="renew_how", answer="unknown_date", states=())
    offer = replace(GRACE, topic=None, answer=None, choices=("renew_how",))
    parts = {
        part.words: part for part in coverage([played("a", said), played("b", unknown), played("c", None), played("d", offer)])
    }
    assert {"usable_on_date", "renew_how", "unknown_date"}.isdisjoint(parts["話題"].missing)
    assert "grace_until" in parts["話題"].missing
    assert "usable_on_date.in_grace" not in parts["答え"].missing
    assert "usable_on_date.expired" in parts["答え"].missing
    assert {"unknown_date", "offer_choices"}.isdisjoint(parts["答え"].missing)
    assert {"too_long", "usable_on_date.clarify"} <= set(parts["答え"].missing)
    assert "EXPIRED_IN_GRACE" not in parts["状態"].missing
    assert "VALID" in parts["状態"].missing
    assert "grace.months" not in parts["事実"].missing
    assert parts["事実"].total == len(facts.all_facts())
