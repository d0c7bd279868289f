"""What was heard, as the operator's screen shows it: suggestions, dates, the rule in words, what to ask next, a summary."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.answers import compose
from bot.answers.answer import Answer, KnownDate, days_from_dict
from bot.answers.wording import say_day
from bot.channels.assist.material import checklist, wrap_up
from bot.channels.assist.summary import only_asks, settled_states, summary
from bot.engine.listening import Heard, Suggestion
from bot.render import plain, timeline, web

# What is said of typing or pressing has no place on the telephone.
_NOT_SPOKEN = ("「わからない」", "どんな書き方")
_ASIDE = re.compile(r"（([^（）]*)）")


def heard_as_dict(heard: Heard, today: date) -> dict[str, Any]:
    """JSON form. ``today``: the day for which all was computed."""
    suggestions = [_suggestion(each, heard, today) for each in heard.suggestions]
    overview = _strip(heard.overview, today) if heard.overview else None
    return {
        "today": today.isoformat(),
        "suggestions": suggestions,
        "overview": overview,
        "dates": [_date(field, kept) for field, kept in heard.dates.items()],
        "unplaced": [{key: each[key] for key in ("text", "earliest", "latest")} for each in heard.unplaced],
        "impossible": list(heard.impossible),
        "person": heard.person,
        "masked": heard.was_masked,
    }


def _suggestion(given: Suggestion, heard: Heard, today: date) -> dict[str, Any]:
    answer = given.answer
    topic = answer.topic or given.topic
    lead, rest = web.lead_and_rest(answer.text)
    return {
        "topic": topic,
        "label": compose.button(topic).label,
        "confidence": given.confidence,
        "certainty": given.certainty,
        "answer": answer.name,
        "say": lead,
        "detail": "\n".join(part for part in (rest, *answer.notices) if part),
        "spoken": spoken_words(answer),
        "chat": plain.plain(answer),
        "easy": answer.easy,
        "sources": [each.as_dict() | {"text": f"{each.title}（確認日 {say_day(each.read_on)}）"} for each in answer.sources],
        "checklist": checklist(topic),
        "wrap_up": wrap_up(topic).as_dict(),
        "summary": summary(answer, topic, heard.dates, heard.person),
    } | _strip(answer, today)


def _strip(answer: Answer, today: date) -> dict[str, Any]:
    """States, days and reasons of an answer, and the one fact that would change it."""
    return {
        "states": list(settled_states(answer)),
        "timeline": [row.as_dict() for row in timeline.rows(answer.deadlines, answer.today or today)],
        "reasons": list(answer.reasons),
        "ask": _ask(answer),
    }


def _ask(answer: Answer) -> dict[str, str] | None:
    """The field to ask for with the words; a question that the answer itself is (clarify) is said as it is."""
    if answer.asks is None:
        return None
    named = f"ask_{answer.asks}"
    words = answer.text if only_asks(answer) or not compose.has_phrase(named) else compose.phrase(named).text
    return {"field": answer.asks, "label": compose.field_words(answer.asks), "words": spoken_question(words)}


def spoken_words(answer: Answer) -> str:
    """The answer as an operator says it: what stands in brackets for the eye is said after a pause. Days stay in figures."""
    parts = (answer.text, *answer.notices, answer.question)
    return _ASIDE.sub(r"、\1", "\n".join(part for part in parts if part))


def spoken_question(words: str) -> str:
    """A question as it is asked aloud."""
    sentences = [each for each in words.replace("。", "。\n").split("\n") if each.strip()]
    return "".join(each for each in sentences if not any(word in each for word in _NOT_SPOKEN))


def _date(field: str, kept: dict[str, Any]) -> dict[str, Any]:
    days = KnownDate(field, compose.field_words(field), days_from_dict(kept))
    said = {"heard": kept["text"] or "", "year_assumed": bool(kept["year_assumed"])}
    return days.as_dict() | {"text": timeline.both_calendars(days.days)} | said
