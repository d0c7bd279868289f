"""What holds for every situation."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.days import DayRange
from bot.status import Assessment, Situation, SituationError, assess
from bot.status.assess import WARNINGS
from bot.status.judging import STATES

DAYS = st.dates(date(1930, 1, 1), date(2040, 12, 31))
ISSUED = st.dates(date(2016, 1, 1), date(2030, 12, 31))


@st.composite
def ranges(draw: st.DrawFn, days: st.SearchStrategy[date], longest: int = 40) -> DayRange:
    """A range of up to ``longest`` days."""
    first = draw(days)
    return DayRange(first, first + timedelta(days=draw(st.integers(0, longest))))


SITUATIONS = st.builds(
    Situation,
    birth_date=st.none() | ranges(DAYS),
    cert_issue_date=st.none() | ranges(ISSUED),
    renewed=st.booleans(),
    cert_last_valid_day=st.none() | ranges(ISSUED, 40),
    card_issue_date=st.none() | ranges(ISSUED),
    card_last_valid_day=st.none() | ranges(DAYS, 5),
    stay_last_day=st.none() | ranges(DAYS, 5),
    former_card_last_valid_day=st.none() | ranges(ISSUED),
    eligibility_certificate_issue_date=st.none() | ranges(ISSUED),
    insurer=st.none() | st.sampled_from(["kyokai", "kokuho", "other"]),
    renewed_on=st.none() | ranges(ISSUED),
)


def _assess(situation: Situation, as_of: DayRange) -> Assessment:
    """The assessment; a contradictory situation is passed over."""
    try:
        return assess(situation, as_of=as_of)
    except SituationError:
        assume(False)
        raise


@settings(max_examples=150, deadline=None)
@given(SITUATIONS, ranges(ISSUED))
def test_an_error_is_one_sentence(situation: Situation, as_of: DayRange) -> None:
    try:
        assess(situation, as_of=as_of)
    except SituationError as error:
        message = str(error)
    else:
        message = "つじつまが合います。"
    assert message.endswith("。")
    assert message.count("。") == 1


@settings(max_examples=150, deadline=None)
@given(SITUATIONS, ranges(ISSUED))
def test_nothing_breaks_and_all_is_in_order(situation: Situation, as_of: DayRange) -> None:
    got = _assess(situation, as_of)
    assert list(got.user_cert.states) in ([s for s in STATES if s in got.user_cert.states], ["UNKNOWN"])
    assert list(got.warnings) == [w for w in WARNINGS if w in got.warnings]
    assert got.ask == got.open.get("usable")
    assert (got.user_cert.last_valid_day is None) == (got.user_cert.states == ("UNKNOWN",))
    assert got.user_cert.usable is not True or "EXPIRED" not in got.user_cert.states
    assert got.user_cert.shares is None or got.user_cert.usable is not None


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1930, 1, 1), date(2015, 12, 31)), ISSUED, ISSUED, ISSUED)
def test_nothing_outlives_the_card(born: date, card_issued: date, issued: date, as_of: date) -> None:
    situation = Situation(
        birth_date=DayRange.exactly(born), card_issue_date=DayRange.exactly(card_issued), cert_issue_date=DayRange.exactly(issued)
    )
    got = _assess(situation, DayRange.exactly(as_of))
    assert got.card.last_valid_day
    assert got.user_cert.last_valid_day
    assert got.user_cert.last_valid_day.latest <= got.card.last_valid_day.latest
    assert got.renewed_until is None or got.renewed_until.latest <= got.card.last_valid_day.latest


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1930, 1, 1), date(2015, 12, 31)), ISSUED, st.lists(st.dates(date(2031, 1, 1), date(2040, 1, 1)), min_size=2))
def test_without_a_renewal_it_never_gets_better(born: date, issued: date, days: list[date]) -> None:
    situation = Situation(birth_date=DayRange.exactly(born), cert_issue_date=DayRange.exactly(issued))
    days = sorted([issued, *days])
    states = [STATES.index(_assess(situation, DayRange.exactly(day)).user_cert.states[0]) for day in days]
    assert states == sorted(states)


@settings(max_examples=100, deadline=None)
@given(SITUATIONS, ranges(ISSUED), st.data())
def test_knowing_more_rules_out_but_adds_nothing(situation: Situation, as_of: DayRange, data: st.DataObject) -> None:
    wide = _assess(situation, as_of)
    day = data.draw(st.integers(0, as_of.length - 1).map(lambda n: as_of.earliest + timedelta(days=n)))
    narrow = _assess(situation, DayRange.exactly(day))
    assert set(narrow.user_cert.states) <= set(wide.user_cert.states)
    assert set(narrow.card.states) <= set(wide.card.states)
    assert set(narrow.warnings) <= set(wide.warnings)
    if wide.user_cert.usable is not None:
        assert narrow.user_cert.usable == wide.user_cert.usable


@settings(max_examples=100, deadline=None)
@given(ranges(DAYS), ranges(ISSUED), st.booleans(), st.integers(0, 3000), st.data())
def test_the_field_that_is_asked_for_settles_it(
    born: DayRange, issued: DayRange, renewed: bool, later: int, data: st.DataObject
) -> None:
    """With the certificate's last valid day known, whatever it is, the day judged for has one answer."""
    as_of = DayRange.exactly(issued.latest + timedelta(days=later))
    got = _assess(Situation(birth_date=born, cert_issue_date=issued, renewed=renewed), as_of)
    days = got.user_cert.last_valid_day
    assert days is not None
    last_day = days.earliest + timedelta(days=data.draw(st.integers(0, days.length - 1)))
    known = _assess(Situation(cert_last_valid_day=DayRange.exactly(last_day)), as_of)
    assert known.user_cert.usable is not None
    assert known.open == {} or set(known.open) == {"renewed_until"}
