"""Days that are not like the others of their weekday."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import median

from bot.engine.events import FAILURE, NOT_UNDERSTOOD
from bot.insights.figures import DayFigures

_FEWEST_OTHERS = 3  # with fewer days of the same weekday (or kind of day) there is no "usual"
_FEWEST_TURNS = 20
_FAR = 4.0  # standard deviations, robustly estimated
_NORMAL = 1.4826  # the median deviation of a normal distribution, in standard deviations
_FEW_PEOPLE = 4.0  # where hardly anybody comes, a family is no crowd
_FEW_CASES = 3.0
_LEAST_CHANGE = 1.4  # a busy bot has small deviations; a difference below this factor interests nobody


@dataclass(frozen=True, slots=True)
class Unusual:
    """What is unusual on a day: ``talks``, ``not_understood``, ``failure`` or ``latency``, its value and the usual one."""

    day: date
    kind: str
    value: float
    usual: float


@dataclass(frozen=True, slots=True)
class _Measure:
    kind: str
    value: Callable[[DayFigures], float]
    noise: Callable[[float, DayFigures], float]
    is_share: bool = False


_MEASURES = (
    _Measure("talks", lambda day: float(sum(day.talks.values())), lambda usual, day: sqrt(usual + _FEW_PEOPLE)),
    _Measure("not_understood", lambda day: day.share(NOT_UNDERSTOOD), lambda usual, day: _share_noise(usual, day), is_share=True),
    _Measure("failure", lambda day: day.share(FAILURE), lambda usual, day: _share_noise(usual, day), is_share=True),
    _Measure("latency", lambda day: day.latency(95), lambda usual, day: 0.25 * usual + 5.0),
)


def unusual_days(days: Mapping[date, DayFigures]) -> list[Unusual]:
    """The unusual values, by day. Compared with the median of the other days of the same weekday.

    A value is unusual where it is ``_FAR`` deviations off; chance alone (few people) counts into the deviation.
    """
    found = []
    for day, figure in days.items():
        others = [other for date_, other in days.items() if date_ != day and date_.weekday() == day.weekday()]
        if len(others) >= _FEWEST_OTHERS:
            found += [unusual for measure in _MEASURES if (unusual := _judged(day, figure, others, measure))]
    return found


def _judged(day: date, figure: DayFigures, others: list[DayFigures], measure: _Measure) -> Unusual | None:
    if measure.kind != "talks" and figure.turns < _FEWEST_TURNS:
        return None
    values = [measure.value(other) for other in others if measure.kind == "talks" or other.turns]
    if not values:
        return None
    value, usual = measure.value(figure), median(values)
    spread = max(_NORMAL * median(abs(other - usual) for other in values), measure.noise(usual, figure))
    is_far = abs(value - usual) > _FAR * spread
    changed = value > _LEAST_CHANGE * usual or value * _LEAST_CHANGE < usual
    # A share that falls, or a bot that is faster, is no reason to look.
    matters = value > usual if measure.kind != "talks" else True
    return Unusual(day, measure.kind, value, usual) if is_far and changed and matters else None


def _share_noise(usual: float, day: DayFigures) -> float:
    """The deviation of a share of so many turns by chance; a few more cases than usual stand for what the usual share hides."""
    turns = max(day.turns, 1)
    p = min(0.5, usual + _FEW_CASES / turns)
    return sqrt(p * (1 - p) / turns)
