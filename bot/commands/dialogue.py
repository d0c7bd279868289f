"""``kigen dialogue``: scripted dialogues, played, written and exchanged (docs/tasks/write-a-dialogue.md)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.failure import CommandError

app = typer.Typer(name="dialogue", help="会話のテストを試す・書く・やりとりする。", no_args_is_help=True, rich_markup_mode="rich")

Paths = Annotated[
    list[Path] | None, typer.Argument(help="台本のファイルかフォルダー（なければ tests/dialogues）", show_default=False)
]
Channels = Annotated[
    list[str] | None, typer.Option("--channel", help="試すチャネル（いくつでも。なければすべて）：plain web line")
]
Only = Annotated[str, typer.Option("--only", help="名前にこの言葉のある会話だけ")]
OwnOrganisation = Annotated[Path | None, typer.Option("--organisation", help="組織を書いていない会話に使う organisation.yml")]
Day = Annotated[str | None, typer.Option("--today", help="今日とみなす日（2026-06-15）")]
Into = Annotated[Path, typer.Option("--into", help="書き足す台本のファイル")]
OrganisationName = Annotated[str | None, typer.Option("--organisation", help="deploy/organisations の見本の名前")]


@app.command(
    epilog="例： kigen dialogue run tests/dialogues --channel plain --junit report.xml　／　kigen dialogue run --today 2027-03-31"
)
def run(
    paths: Paths = None,
    channel: Channels = None,
    only: Only = "",
    today: Annotated[str | None, typer.Option("--today", help="別の日に試し、台本の日との違いを知らせる（2027-03-31）")] = None,
    organisation: OwnOrganisation = None,
    junit: Annotated[Path | None, typer.Option(help="結果をJUnit XMLで書くファイル")] = None,
    html: Annotated[Path | None, typer.Option(help="結果をHTMLのページで書くファイル")] = None,
) -> None:
    """台本を試し、違うところを知らせます。違いがあれば終了コードは1です。"""
    from bot.commands.dialogue_play import Wanted
    from bot.commands.dialogue_run import Reports
    from bot.commands.dialogue_run import run as run_scripts

    wanted = Wanted(_paths(paths), tuple(channel or ()), only, organisation)
    all_good = run_scripts(wanted, _day(today) if today else None, Reports(junit, html))
    raise typer.Exit(0 if all_good else 1)


@app.command(epilog="例： kigen dialogue travel --from 2026-06-15 --months 36")
def travel(
    paths: Paths = None,
    first: Annotated[str | None, typer.Option("--from", help="この日のある月から（なければ今月）")] = None,
    months: Annotated[int, typer.Option(help="何か月分", min=1, max=240)] = 36,
    channel: Channels = None,
    only: Only = "",
) -> None:
    """月末ごとに試し、日付で答えた答えが計算と食い違わないか確かめます。食い違いがあれば終了コードは1です。"""
    from bot.commands.dialogue_play import Wanted
    from bot.commands.dialogue_run import hold_against_rules

    all_good = hold_against_rules(Wanted(_paths(paths), tuple(channel or ("plain",)), only), _day(first), months)
    raise typer.Exit(0 if all_good else 1)


@app.command(epilog="例： kigen dialogue coverage　／　kigen dialogue coverage --json")
def coverage(
    paths: Paths = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSONで出す")] = False,
    channel: Annotated[str, typer.Option(help="試すチャネル")] = "plain",
) -> None:
    """どの会話も通らない話題・答え・状態・事実を一覧にします。"""
    from bot.commands.dialogue_play import Wanted
    from bot.commands.dialogue_run import print_coverage

    print_coverage(Wanted(_paths(paths), (channel,)), as_json)


@app.command(epilog="例： kigen dialogue record --into tests/dialogues/mine.yml --today 2026-06-15")
def record(into: Into, today: Day = None, organisation: OrganisationName = None) -> None:
    """端末での会話を台本にします。"""
    from bot.commands.dialogue_write import record as record_script

    record_script(into, _day(today), organisation)


@app.command(epilog="例： kigen dialogue new --into tests/dialogues/mine.yml")
def new(into: Into, today: Day = None) -> None:
    """いくつかの質問に答えて、台本を書きます。"""
    from bot.commands.dialogue_write import new as new_script

    new_script(into, _day(today))


@app.command("import", epilog="例： kigen dialogue import questions.csv --into tests/dialogues/questions.yml")
def import_scripts(
    file: Annotated[Path, typer.Argument(help="Rasaのテスト（.yml）か、質問と期待する言葉の表（.csv）")],
    into: Into,
    today: Day = None,
) -> None:
    """RasaのテストやCSVを台本にします。"""
    from bot.commands.dialogue_write import import_file

    import_file(file, into, _day(today))


@app.command(epilog="例： kigen dialogue export --into build/botium")
def export(into: Annotated[Path, typer.Option("--into", help="書き出すフォルダー")], paths: Paths = None) -> None:
    """台本をBotiumのファイル（.convo.txt）にします。"""
    from bot.commands.dialogue_write import export as export_scripts

    export_scripts(_paths(paths), into)


@app.command(epilog="例： kigen dialogue schema > tests/dialogues/schema.json")
def schema() -> None:
    """エディターのためのJSON Schemaを出します。"""
    from bot.dialogue_tests.schema import schema as script_schema

    print(json.dumps(script_schema(), ensure_ascii=False, indent=2))


def _paths(given: list[Path] | None) -> tuple[Path, ...]:
    from bot.settings import ROOT

    return tuple(given or (ROOT / "tests" / "dialogues",))


def _day(given: str | None) -> date:
    from bot import clock

    try:
        return date.fromisoformat(given) if given else clock.today()
    except ValueError:
        raise CommandError(f"--today の「{given}」は日付として読めません。2026-06-15 の形で書いてください。") from None
