"""What a person told about their papers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.days import Birthday, DayRange

INSURERS = ("kyokai", "kokuho", "kouki", "kumiai", "kyosai", "other")


class SituationError(ValueError):
    """The dates contradict each other, or cannot be.

    The message is one Japanese sentence that names the days; ``field`` is the field of ``Situation`` (or ``as_of``) that is
    most likely wrong, or None.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Situation:
    """A person's dates, as far as they are known; a day that is not known exactly is a range.

    ``renewed``: the certificate is a renewed or re-issued one, not the one that came with the card. ``cert_last_valid_day``
    and ``card_last_valid_day`` are read off the card and stand above anything computed. ``renewed_on`` is the day on which
    the person would renew (None: the day for which the situation is judged). ``insurer`` is one of ``INSURERS``.
    """

    birth_date: DayRange | Birthday | None = None
    cert_issue_date: DayRange | None = None
    renewed: bool = False
    cert_last_valid_day: DayRange | None = None
    card_issue_date: DayRange | None = None
    card_last_valid_day: DayRange | None = None
    stay_last_day: DayRange | None = None
    former_card_last_valid_day: DayRange | None = None
    eligibility_certificate_issue_date: DayRange | None = None
    insurer: str | None = None
    renewed_on: DayRange | None = None
