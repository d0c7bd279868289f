"""Every answer of every topic and state becomes messages that LINE takes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.answers import compose
from bot.answers.answer import Answer, Choice, Contact, KnownDate
from bot.answers.catalogue import PERSONAL_VALUES, catalogue
from bot.answers.personal import PERSONAL_TOPICS
from bot.days import Birthday, DayRange
from bot.render.line import Links, messages, text_messages
from bot.render.line.violations import of_messages
from bot.render.plain import plain
from bot.status import Assessment, Situation, SituationError, assess

sys.path.insert(0, str(Path(__file__).parents[1] / "channels" / "line"))
from line_schema import DIRECTORY, WHY_SKIPPED, checker

from bot.channels.line.simulator.phone import seen, tappable

TODAY = date(2026, 6, 15)
LINKS = Links(calendar=lambda answer: "https://kigen.example/c.ics", web_page="https://kigen.example/chat")
ODD = ("🍎", "𠮷", "か\u3099", "👨‍👩‍👧‍👦", "期限。", "2026年8月31日", "abc ")
OPENAPI = checker()


def _token(topic: str) -> str:
    return f"kb1.{topic}.{'0' * 24}"


def _situations() -> Iterator[Situation]:
    exactly = DayRange.exactly
    for days in (-2000, -1000, -120, -60, -20, 0, 30, 200, 900):
        yield Situation(cert_last_valid_day=exactly(TODAY + timedelta(days)))
        yield Situation(cert_last_valid_day=DayRange(TODAY + timedelta(days), TODAY + timedelta(days + 20)))
        yield Situation(cert_last_valid_day=exactly(TODAY + timedelta(days)), card_last_valid_day=exactly(TODAY + timedelta(40)))
        yield Situation(card_last_valid_day=exactly(TODAY + timedelta(days)))
        yield Situation(card_last_valid_day=exactly(TODAY - timedelta(9)), cert_last_valid_day=exactly(TODAY + timedelta(days)))
        yield Situation(former_card_last_valid_day=exactly(TODAY + timedelta(days)))
    for issued in (date(2017, 5, 1), date(2021, 7, 1), date(2024, 5, 1)):
        yield Situation(birth_date=exactly(date(1990, 5, 20)), cert_issue_date=exactly(issued), card_issue_date=exactly(issued))
        yield Situation(birth_date=exactly(date(2012, 5, 20)), cert_issue_date=exactly(issued), card_issue_date=exactly(issued))
    yield Situation(birth_date=Birthday(5, 20), cert_issue_date=exactly(date(2024, 5, 1)))
    for born in (date(1940, 1, 1), date(1948, 1, 1), date(1951, 1, 1), date(1960, 1, 1)):
        yield Situation(birth_date=exactly(born))
        yield Situation(birth_date=exactly(born), insurer="kouki")
    for insurer in ("kyokai", "kokuho", "kouki", "kumiai"):
        yield Situation(eligibility_certificate_issue_date=exactly(date(2025, 12, 2)), insurer=insurer)


def _assessments() -> Iterator[Assessment]:
    for situation in _situations():
        for as_of in (date(2025, 6, 1), TODAY, TODAY + timedelta(400)):
            try:
                yield assess(situation, as_of=DayRange.exactly(as_of))
            except SituationError:
                continue


def _personal_answers() -> Iterator[Answer]:
    known = (KnownDate("birth_date", "生年月日", Birthday(5, 20)), KnownDate("as_of", "受診日", DayRange.month(2026, 6)))
    for assessment in _assessments():
        for topic, about in PERSONAL_TOPICS.items():
            variant = about.variant(assessment)
            if variant:
                yield replace(compose.personal(topic, variant, assessment, TODAY), known=known)


def _all_answers() -> Iterator[Answer]:
    yield from (compose.general(topic) for topic in catalogue().topics)
    yield from _personal_answers()
    for variant in catalogue().topics["reader_message"].variants:
        yield compose.reader_display(variant, "EXPIRED", None)
    yield compose.reader_display("in_grace", "EXPIRED_IN_GRACE", DayRange.month(2026, 5))
    filled = dict.fromkeys(PERSONAL_VALUES, "2026年5月20日")
    yield from (replace(compose.say("greet"), text=compose.phrase(name, **filled).text) for name in catalogue().phrases)
    fields = [name.removeprefix("ask_") for name in catalogue().phrases if name.startswith("ask_")]
    for field in fields:
        yield Answer("expiry_mine.clarify", "expiry_mine", "日付を教えてください。", "日付", asks=field)
        yield replace(compose.general("renew_how"), question="日付がわかれば計算します。", asks=field)
    for language in ("en", "zh", "ko", "pt", "vi", "es", "tl", "id", "other"):
        yield compose.other_language(language, None)
    yield compose.offer_choices(["expiry_mine", "renew_how", "renew_when"])
    yield replace(compose.general("expiry_mine"), text=compose.general("expiry_mine").easy)


# Answers that differ in their days only are looked at once.
ANSWERS = list({(answer.name, answer.asks, len(plain(answer))): answer for answer in _all_answers()}.values())


def test_every_variant_of_every_personal_topic_is_among_the_answers() -> None:
    wanted = {f"{t}.{v}" for t, topic in catalogue().topics.items() for v in topic.variants}
    assert wanted - {answer.name for answer in ANSWERS} == set()


def test_every_answer_is_within_the_limits() -> None:
    for answer in ANSWERS:
        assert of_messages(messages(answer, _token, TODAY, LINKS)) == [], answer.name
        assert of_messages(messages(answer, _token, TODAY)) == [], answer.name
        assert of_messages(text_messages(answer)) == [], answer.name


@pytest.mark.skipif(OPENAPI is None, reason=f"{WHY_SKIPPED}: {DIRECTORY.name}")
def test_every_answer_pleases_the_strict_schema() -> None:
    assert OPENAPI
    for answer in {answer.name: answer for answer in ANSWERS}.values():
        request = {"replyToken": "t", "messages": messages(answer, _token, TODAY, LINKS)}
        assert OPENAPI.problems("ReplyMessageRequest", request) == [], answer.name


def test_line_shows_all_that_is_read_aloud() -> None:
    for answer in ANSWERS:
        shown = "".join(seen(messages(answer, _token, TODAY, LINKS)).split())
        for line in plain(answer).splitlines():
            assert "".join(line.split()) in shown, (answer.name, line)


def test_every_choice_and_next_step_can_be_tapped() -> None:
    for answer in ANSWERS:
        tapped = {action.get("data") for action in tappable(messages(answer, _token, TODAY, LINKS))}
        assert {_token(c.topic) for c in (*answer.choices, *answer.next_steps)} <= tapped, answer.name


def test_choices_can_be_typed_as_numbers() -> None:
    shown = seen(messages(compose.offer_choices(["expiry_mine", "renew_how"]), _token, TODAY))
    assert "1. " in shown
    assert "2. " in shown


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("length", [10, 30, 200, 1500, 6000])
def test_odd_and_long_words_stay_within_the_limits(odd: str, length: int) -> None:
    words = odd * length
    contact = Contact(words, "000-000-0001", words, words, "https://kigen.example/" + "a" * 40)
    answer = Answer(
        name="x.clarify",
        topic="expiry_mine",
        text=words,
        easy=words,
        notices=(words,),
        question=words,
        asks="cert_last_valid_day",
        choices=tuple(Choice(words, "renew_how") for _ in range(9)),
        next_steps=tuple(Choice(words, "renew_how") for _ in range(9)),
        deadlines=compose.personal("expiry_mine", "valid", _valid(), TODAY).deadlines,
        today=TODAY,
        known=(KnownDate("as_of", words[:2000], DayRange.exactly(TODAY)),),
        contacts=(contact, contact),
    )
    made = messages(answer, _token, TODAY, LINKS)
    assert of_messages(made) == []
    assert of_messages(text_messages(answer)) == []
    for message in made:
        assert "\ufffd" not in seen([message])


def _valid() -> Assessment:
    return assess(Situation(cert_last_valid_day=DayRange.exactly(date(2029, 5, 20))), as_of=DayRange.exactly(TODAY))


@pytest.mark.parametrize("field", ["cert_last_valid_day", "birth_date", "cert_issue_date", "as_of", "stay_last_day"])
def test_a_question_for_a_day_can_be_picked_typed_and_not_known(field: str) -> None:
    answer = Answer("expiry_mine.clarify", "expiry_mine", "日付を教えてください。", "日付", asks=field)
    made = messages(answer, _token, TODAY)
    kinds = [action["type"] for action in tappable(made)]
    assert kinds.count("datetimepicker") == 1
    assert [item["action"]["text"] for item in made[-1]["quickReply"]["items"]] == ["わからない"]
    assert "書いて送っても大丈夫" in seen(made)


def test_a_question_that_is_no_day_can_be_answered_by_tapping() -> None:
    answer = Answer("kakuninsho_validity.clarify", "kakuninsho_validity", "保険を教えてください。", "保険", asks="insurer")
    said = [action["text"] for action in tappable(messages(answer, _token, TODAY))]
    assert said[-1] == "わからない"
    assert "協会けんぽ" in said


def test_the_timeline_holds_today_and_leads_to_the_calendar() -> None:
    made = messages(compose.personal("expiry_mine", "valid", _valid(), TODAY), _token, TODAY, LINKS)
    flex = next(message for message in made if message["type"] == "flex")
    assert "2029年5月20日" in flex["altText"]
    assert "2026年6月15日　今日" in flex["altText"]
    assert {"type": "uri", "label": "カレンダーに入れる", "uri": "https://kigen.example/c.ics"} in tappable(made)


def test_a_contact_can_be_called_and_its_number_copied() -> None:
    made = tappable(messages(compose.say("human_agent"), _token, TODAY))
    assert {"type": "uri", "label": "電話する", "uri": "tel:0120950178"} in made
    assert {"type": "clipboard", "label": "番号をコピー", "clipboardText": "0120-95-0178"} in made
