"""Everything that the bot can say, as it says it: the general answers, the phrases, and the personal answers of sample people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot import facts
from bot.answers import compose
from bot.answers.answer import Answer
from bot.answers.catalogue import Wording, catalogue
from bot.answers.personal import PERSONAL_TOPICS
from bot.answers.wording import fill
from bot.days import DayRange
from bot.render.plain import plain
from bot.status import Situation, assess

# A fixed day: a list made another day must differ only by what was changed.
TODAY = date(2026, 6, 15)


def _day(text: str) -> DayRange:
    return DayRange.exactly(date.fromisoformat(text))


_PEOPLE: dict[str, Situation] = {
    "期限 2027-05-20（まだ先）": Situation(cert_last_valid_day=_day("2027-05-20")),
    "期限 2026-08-10（更新できる期間）": Situation(cert_last_valid_day=_day("2026-08-10")),
    "期限 2026-06-15（今日が最後の日）": Situation(cert_last_valid_day=_day("2026-06-15")),
    "期限 2026-05-20（猶予の間）": Situation(cert_last_valid_day=_day("2026-05-20")),
    "期限 2026-03-31（猶予の終わりごろ）": Situation(cert_last_valid_day=_day("2026-03-31")),
    "期限 2026-02-20（猶予のあと）": Situation(cert_last_valid_day=_day("2026-02-20")),
    "期限 2026年5月（日は不明）": Situation(cert_last_valid_day=DayRange(date(2026, 5, 1), date(2026, 5, 31))),
    "1990-05-10生まれ、発行 2021-05-11": Situation(birth_date=_day("1990-05-10"), cert_issue_date=_day("2021-05-11")),
    "2012-09-01生まれ、発行 2022-04-01": Situation(birth_date=_day("2012-09-01"), cert_issue_date=_day("2022-04-01")),
    "1951-07-01生まれ（もうすぐ75歳）": Situation(birth_date=_day("1951-07-01")),
    "1938-01-01生まれ（88歳）": Situation(birth_date=_day("1938-01-01")),
    "カードの期限 2026-04-10（切れた）": Situation(card_last_valid_day=_day("2026-04-10")),
    "カードの期限 2028-04-10": Situation(card_last_valid_day=_day("2028-04-10")),
    "健康保険証の期限 2026-03-31": Situation(former_card_last_valid_day=_day("2026-03-31")),
    "資格確認書 発行 2025-10-01（協会けんぽ）": Situation(
        eligibility_certificate_issue_date=_day("2025-10-01"), insurer="kyokai"
    ),
    "資格確認書 発行 2025-10-01（国保）": Situation(eligibility_certificate_issue_date=_day("2025-10-01"), insurer="kokuho"),
}


def said_answers() -> dict[str, dict[str, str]]:
    """Each answer by a name that stays: ``{"text": …, "easy": …}``, with a title for people."""
    found = dict(_general())
    found.update(_phrases())
    found.update(_personal())
    return found


def _general() -> Iterator[tuple[str, dict[str, str]]]:
    for topic in catalogue().topics:
        yield topic, _entry(compose.button(topic).label, compose.general(topic))


def _phrases() -> Iterator[tuple[str, dict[str, str]]]:
    for name, wording in catalogue().phrases.items():
        said = Wording(_with_gaps(wording.text), _with_gaps(wording.easy))
        yield f"phrases/{name}", {"title": f"決まり文句 {name}", "text": said.text, "easy": said.easy}


def _personal() -> Iterator[tuple[str, dict[str, str]]]:
    for person, situation in _PEOPLE.items():
        assessment = assess(situation, as_of=DayRange.exactly(TODAY))
        for topic, about in PERSONAL_TOPICS.items():
            variant = about.variant(assessment)
            if variant and variant in catalogue().topics[topic].variants:
                answer = compose.personal(topic, variant, assessment, TODAY)
                yield f"{topic} | {person}", _entry(f"{compose.button(topic).label}：{person}、今日 {TODAY}", answer)


def _entry(title: str, answer: Answer) -> dict[str, str]:
    steps = "".join(f"［{choice.label}］" for choice in answer.next_steps)
    return {"title": title, "text": f"{plain(answer)}\n{steps}".strip(), "easy": answer.easy}


def _with_gaps(text: str) -> str:
    """A text with its facts; what depends on the person stays a gap."""
    return fill(text, lambda name: facts.value(name) if facts.has(name) else f"〔{name}〕")
