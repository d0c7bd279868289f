"""Dialogues are played turn by turn, each in a conversation of its own, on its day and for its organisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogue_tests.playing import Performance, performances, play, play_all
from bot.dialogue_tests.script import Dialogue, Expectation, Picked, Place, Pressed, Turn, Typed
from bot.organisation import Organisation
from tests.dialogue_tests.actors import GRACE, FakePlayer, always

PLACE = Place("a.yml", 1)
DAY = date(2026, 6, 15)


def dialogue(*turns: Turn, **other: object) -> Dialogue:
    return replace(Dialogue("会話", DAY, turns, PLACE), **other)  # type: ignore[arg-type]


def turn(move: Typed | Pressed | Picked, **expected: str) -> Turn:
    return Turn(move, tuple(Expectation(key, value, PLACE) for key, value in expected.items()), PLACE)


async def test_turns_in_order_and_what_differs() -> None:
    heard: list[str] = []

    def reply(text: str, today: date):  # type: ignore[no-untyped-def]
        heard.append(f"{text} {today}")
        return replace(GRACE, picker="as_of")

    moves = (Typed("病院"), Pressed("更新の持ち物"), Picked("as_of", date(2026, 7, 1)))
    script = dialogue(turn(moves[0], topic="usable_on_date"), turn(moves[1], topic="renew_bring"), turn(moves[2]))
    player = FakePlayer(reply)
    played = await play(Performance(script, player, DAY))
    assert heard == ["病院 2026-06-15", "[renew_bring] 2026-06-15", "as_of=2026-07-01 2026-06-15"]
    assert [t.passed for t in played.turns] == [True, False, True]
    assert not played.passed
    assert player.open == 0


async def test_a_move_that_is_not_offered_ends_the_dialogue_with_a_reason() -> None:
    for move, reason in (
        (Pressed("手数料"), "直前の答えに「手数料」というボタンがありません（あるボタン：更新の持ち物）"),
        (Picked("as_of", None), "直前の答えに「as_of」の日付の入力欄がありません（ある入力欄：なし）"),
    ):
        script = dialogue(turn(Typed("病院")), turn(move), turn(Typed("もう一つ")))
        played = await play(Performance(script, FakePlayer(always(GRACE)), DAY))
        assert [t.problem for t in played.turns] == ["", reason]
        assert not played.passed


async def test_a_button_cannot_be_the_first_move() -> None:
    played = await play(Performance(dialogue(turn(Pressed("更新の持ち物"))), FakePlayer(always(GRACE)), DAY))
    assert "（あるボタン：なし）" in played.turns[0].problem


def test_plan_goes_by_channels_and_another_day_stands_above_the_script() -> None:
    plain, web = FakePlayer(always(GRACE)), FakePlayer(always(GRACE), "web")
    everywhere, web_only = dialogue(turn(Typed("a"))), dialogue(turn(Typed("b")), channels=("web", "line"))
    plan = performances([everywhere, web_only], [plain, web])
    assert [(p.dialogue is web_only, p.player.channel, p.today) for p in plan] == [
        (False, "plain", DAY),
        (False, "web", DAY),
        (True, "web", DAY),
    ]
    other = date(2027, 3, 31)
    assert {p.today for p in performances([everywhere], [plain, web], other)} == {other}


async def test_each_plays_for_its_own_organisation_and_results_keep_the_order() -> None:
    names = ["city", None, "kyokai"] * 10
    scripts = [dialogue(turn(Typed(str(i))), organisation=name) for i, name in enumerate(names)]
    player, counted = FakePlayer(always(GRACE)), []
    results = await play_all(performances(scripts, [player]), lambda name: Organisation(name=name or "なし"), counted.append)
    assert [played.turns[0].said.text for played in results if played.turns[0].said] == [str(i) for i in range(30)]
    assert player.organisations == [name or "なし" for name in names]
    assert len(counted) == 30
