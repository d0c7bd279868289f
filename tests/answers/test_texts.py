"""The texts themselves: complete, short, free of typed numbers, and readable in their easy form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot import facts
from bot.answers import catalogue as texts
from bot.answers.catalogue import PERSONAL_VALUES, Topic, Wording
from bot.answers.wording import fill, placeholders

ROOT = Path(__file__).parents[2]
CATALOGUE = texts.read(texts.TEXTS)
RULES = {
    rule["steps"][0]["intent"]: path.stem
    for path in sorted((ROOT / "data" / "rules").glob("*.yml"))
    if path.stem != "dialogue"
    for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]
}
LONGEST = 260
# The official figures by prefecture are the answer here, so they may not be cut.
LONGER = {"usage_rate": 420}
A_LONG_DAY = "2026年12月31日"

# Examples of what a person may type: not facts.
EXAMPLES = ("「2021年4月」", "「平成2年5月20日」", "「証明書が5月に切れたけど病院で使える？」")

# What bot/answers/personal.py and the reader's display can choose.
BY_CERTIFICATE = {"valid", "in_window", "in_grace", "expired", "expired_without_grace", "card_unsettled"}
VARIANTS = {
    "expired_what_happens": BY_CERTIFICATE | {"range_usable", "range_expired"},
    "usable_on_date": BY_CERTIFICATE | {"range_usable", "range_expired"},
    "grace_until": BY_CERTIFICATE | {"range_usable", "range_expired"},
    "expiry_mine": BY_CERTIFICATE | {"range"},
    "renew_when": BY_CERTIFICATE | {"range"},
    "renewed_until": {"known", "not_yet", "card_first"},
    "card_body_expired": {"valid", "expired"},
    "minor_card": {"known"},
    "old_card_usable": {"before_end", "over"},
    "kakuninsho_validity": {"known", "insurer_sets"},
    "kakuninsho_over75": {"before_75", "sent_to_all", "by_situation"},
    "reader_message": {"before_expiry", "in_grace", "expired"},
}
# Days that the engine leaves out in a state: a text that named one could not be filled.
ABSENT = {
    "expired_without_grace": {"grace_last_day"},
    "not_yet": {"renewed_until"},
    "card_first": {"renewed_until"},
    "insurer_sets": {"eligibility_last_day"},
}
FIELDS = (
    "birth_date",
    "cert_issue_date",
    "renewed",
    "cert_last_valid_day",
    "card_issue_date",
    "card_last_valid_day",
    "stay_last_day",
    "former_card_last_valid_day",
    "eligibility_certificate_issue_date",
    "insurer",
    "renewed_on",
    "as_of",
)
WARNINGS = (
    "leap_day_birthday",
    "age_border",
    "maybe_renewed",
    "card_expired_unsettled",
    "renew_card_first",
    "stay_period",
    "no_grace_before_2024_12_02",
    "weekend_or_holiday",
)
READ_BY_ALL = {"何年何月何日", "何月何日"}
LANGUAGES = ("en", "zh", "zh_hant", "ko", "pt", "vi", "es", "tl", "id", "other")


def said(text: str) -> str:
    """A text as it is said, personal days at their longest."""
    return fill(text, lambda name: A_LONG_DAY if name in PERSONAL_VALUES else facts.value(name)).replace("\n", "")


def wordings() -> list[tuple[str, Wording]]:
    """Everything that can be said, by its place."""
    return [
        *((topic.id, topic.general) for topic in CATALOGUE.topics.values()),
        *((f"{t.id}.{name}", wording) for t in CATALOGUE.topics.values() for name, wording in t.variants.items()),
        *CATALOGUE.phrases.items(),
    ]


WORDINGS = wordings()
TOPICS = list(CATALOGUE.topics.values())
each_wording = pytest.mark.parametrize("wording", [w for _, w in WORDINGS], ids=[place for place, _ in WORDINGS])
each_topic = pytest.mark.parametrize("topic", TOPICS, ids=[topic.id for topic in TOPICS])


def test_every_topic_of_the_rules_has_its_text_in_the_file_of_its_group() -> None:
    assert {topic.id: topic.group for topic in TOPICS} == RULES


@each_topic
def test_a_topic_is_short_enough(topic: Topic) -> None:
    assert 0 < len(said(topic.general.text)) <= LONGER.get(topic.id, LONGEST)
    assert 0 < len(said(topic.general.easy)) <= LONGEST


def test_personal_answers_are_short_enough() -> None:
    lengths = {f"{t.id}.{name}": len(said(w.text)) for t in TOPICS for name, w in t.variants.items()}
    assert lengths
    assert {place: length for place, length in lengths.items() if not 0 < length <= LONGEST} == {}


def test_buttons_differ() -> None:
    buttons = [topic.button for topic in TOPICS]
    assert len(buttons) == len(set(buttons))


@each_topic
def test_a_topic_leads_on_to_two_or_three_others(topic: Topic) -> None:
    assert 2 <= len(topic.next) <= 3
    assert len(set(topic.next)) == len(topic.next)
    assert topic.id not in topic.next
    assert set(topic.next) <= RULES.keys()


@each_topic
def test_a_topic_names_its_sources(topic: Topic) -> None:
    assert topic.sources
    assert all(facts.has_source(source) for source in topic.sources)


@each_wording
def test_numbers_stand_in_the_facts_only(wording: Wording) -> None:
    for text in (wording.text, wording.easy):
        for example in EXAMPLES:
            text = text.replace(example, "")
        typed = re.sub(r"\{[a-z0-9_.]+\}", "", text)
        assert not re.search(r"\d", typed), typed


@each_wording
def test_every_placeholder_is_known(wording: Wording) -> None:
    for name in placeholders(wording.text + wording.easy):
        assert name in PERSONAL_VALUES or facts.has(name)
    assert not re.search(r"[{}]", said(wording.text + wording.easy))


@each_wording
def test_the_easy_text_gives_the_reading_of_hard_words(wording: Wording) -> None:
    easy = re.sub(r"\{[a-z0-9_.]+\}", "、", wording.easy)
    for word in {found.group() for found in re.finditer(r"[一-龥々]{4,}", easy)} - READ_BY_ALL:
        # The reading may stand behind the whole phrase: 電子証明書の有効期限（…）.
        assert re.search(rf"{word}[一-龥々ぁ-ん]{{0,8}}（[ぁ-ん]", easy), word


def test_every_variant_of_a_personal_topic_has_its_text() -> None:
    assert {topic.id: topic.variants.keys() for topic in TOPICS if topic.variants} == VARIANTS


@pytest.mark.parametrize(("variant", "absent"), ABSENT.items())
def test_no_text_names_a_day_that_its_state_lacks(variant: str, absent: set[str]) -> None:
    found = [topic.variants[variant] for topic in TOPICS if variant in topic.variants]
    assert found
    for wording in found:
        assert not absent & set(placeholders(wording.text + wording.easy))


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_asked_for_and_found(field: str) -> None:
    assert {f"ask_{field}", f"find_{field}"} <= CATALOGUE.phrases.keys()


@pytest.mark.parametrize("warning", WARNINGS)
def test_every_warning_can_be_said(warning: str) -> None:
    assert f"warning_{warning}" in CATALOGUE.phrases


@pytest.mark.parametrize("display", ["before_expiry", "in_grace"])
def test_a_quoted_display_tells_between_which_days_the_expiry_lies(display: str) -> None:
    assert "day" in placeholders(CATALOGUE.phrases[f"reader_expiry_{display}"].text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_in_another_language_gives_the_phone_and_the_way_to_easy_japanese(language: str) -> None:
    reply = CATALOGUE.phrases[f"language_{language}"]
    assert str(facts.value("contact.foreign_languages_dial")) in said(reply.text)
    assert "やさしい日本語" in reply.text


def test_the_rate_is_said_with_its_month_and_all_ten_prefectures_of_both_months() -> None:
    rate = CATALOGUE.topics["usage_rate"].general.text
    named = {name for name in placeholders(rate) if name.startswith("usage_")}
    assert named == {fact.id for fact in facts.all_facts() if fact.id.startswith("usage_")}
    assert "27.26％" in said(rate).split("。")[0]
    assert "2025年3月" in said(rate).split("。")[0]


@pytest.mark.parametrize("topic", ["kakuninsho_package", "kakuninsho_employer", "kakuninsho_when_sent", "old_card_dispose"])
def test_what_holds_for_kyokai_kenpo_only_names_it(topic: str) -> None:
    assert "協会けんぽ" in CATALOGUE.topics[topic].general.text
    assert "協会けんぽ" in CATALOGUE.topics[topic].general.easy
