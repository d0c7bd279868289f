"""From the options of ``kigen status`` to a situation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.commands.given_days import GivenDayError, birth_given, days_given
from bot.days import DayRange
from bot.status import INSURERS, Assessment, Situation, SituationError, assess

FIELD_OF_OPTION = {
    "born": "birth_date",
    "issued": "cert_issue_date",
    "renewed": "renewed",
    "expires": "cert_last_valid_day",
    "card-issued": "card_issue_date",
    "card-expires": "card_last_valid_day",
    "stay-until": "stay_last_day",
    "old-card-expires": "former_card_last_valid_day",
    "kakuninsho-issued": "eligibility_certificate_issue_date",
    "insurer": "insurer",
    "renew-on": "renewed_on",
    "as-of": "as_of",
}
_OPTION_OF_FIELD = {field: option for option, field in FIELD_OF_OPTION.items()}


class OptionError(ValueError):
    """An option that cannot be used; the message is one Japanese sentence, ``option`` its name without dashes or None."""

    def __init__(self, message: str, option: str | None) -> None:
        super().__init__(message)
        self.option = option


def assessment_given(options: Mapping[str, object], today: date) -> Assessment:
    """The assessment of the situation that options tell; raises ``OptionError``."""
    given = {option: _value(option, value, today) for option, value in options.items() if value is not None}
    as_of = given.pop("as-of", DayRange.exactly(today))
    if not isinstance(as_of, DayRange):
        raise OptionError(f"--as-of には日付を書いてください（「{as_of}」が渡されました）。", "as-of")
    try:
        return assess(Situation(**{FIELD_OF_OPTION[option]: value for option, value in given.items()}), as_of=as_of)  # type: ignore[arg-type]  # _value gives each field its type
    except SituationError as error:
        option = _OPTION_OF_FIELD.get(error.field or "")
        where = f"--{option}（{options.get(option)}）：" if option and options.get(option) is not None else ""
        raise OptionError(f"{where}{error}", option) from None


def _value(option: str, value: object, today: date) -> object:
    if option not in FIELD_OF_OPTION:
        raise OptionError(f"「{option}」という項目はありません。使えるのは {'・'.join(FIELD_OF_OPTION)} です。", None)
    if option == "renewed":
        if not isinstance(value, bool):
            raise OptionError(f"--renewed は true か false にしてください（「{value}」が渡されました）。", option)
        return value
    if not isinstance(value, str):
        raise OptionError(f"--{option} は文字列で書いてください（「{value}」が渡されました）。", option)
    if option == "insurer":
        if value not in INSURERS:
            raise OptionError(f"--insurer は {'・'.join(INSURERS)} のどれかにしてください（「{value}」が渡されました）。", option)
        return value
    try:
        return birth_given(value, today) if option == "born" else days_given(value, today)
    except GivenDayError as error:
        raise OptionError(
            f"--{option} の「{value}」：{error}。2026-05-20 や 令和8年5月20日 のように書いてください。", option
        ) from None
