"""The command ``kigen``."""

from __future__ import annotations

import logging
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
logging.captureWarnings(True)  # libraries warn of their own age, whatever filter is set
logging.getLogger("py.warnings").setLevel(logging.ERROR)

import typer  # noqa: E402  # the packages below warn at import about their own age
import typer.rich_utils  # noqa: E402

from bot import clock  # noqa: E402
from bot.commands import dialogue, line, operators  # noqa: E402
from bot.commands.failure import CommandError  # noqa: E402

typer.rich_utils.OPTIONS_PANEL_TITLE = "指定"
typer.rich_utils.COMMANDS_PANEL_TITLE = "コマンド"
typer.rich_utils.ARGUMENTS_PANEL_TITLE = "書くもの"

app = typer.Typer(
    name="kigen",
    help="マイナンバーカードの電子証明書の期限に、その人の日付で答えます。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.add_typer(dialogue.app)
app.add_typer(line.app, name="line")
app.add_typer(operators.app, name="operators")

Today = Annotated[str | None, typer.Option("--today", help="今日とみなす日（2026-06-15）。なければ KIGEN_TODAY、時計の順")]
AsJson = Annotated[bool, typer.Option("--json", help="JSONで出す")]
File = Annotated[str | None, typer.Option("--file", help="1行に一つずつ書いたファイル（- は標準入力）")]
Data = Annotated[Path | None, typer.Option("--data", help="記録のフォルダー（なければ KIGEN_DATA か .kigen）")]
FirstDay = Annotated[str | None, typer.Option("--from", help="最初の日（なければ最後の日の29日前）")]
LastDay = Annotated[str | None, typer.Option("--to", help="最後の日（なければ今日）")]
Text = Annotated[str | None, typer.Argument(help="文", show_default=False)]


@app.command(epilog='例： kigen ask "証明書が5月に切れたんだけど来週病院で使える？" --today 2026-06-15')
def ask(text: Text = None, file: File = None, today: Today = None, json: AsJson = False) -> None:
    """質問に答えます。"""
    from bot.commands.ask import ask as ask_command

    _require_one(text, file)
    ask_command(text, file, _day(today), json)


@app.command(epilog="例： kigen chat --today 2026-06-15")
def chat(today: Today = None) -> None:
    """端末で会話します。"""
    from bot.commands.chat import chat as chat_command

    chat_command(_day(today))


@app.command(epilog="例： kigen status --born 1990-05-10 --issued 2021-05-11 --as-of 2026-06-01")
def status(
    born: Annotated[str | None, typer.Option(help="生年月日（年なしの 05-20 も可）")] = None,
    issued: Annotated[str | None, typer.Option(help="電子証明書の発行日")] = None,
    renewed: Annotated[bool | None, typer.Option("--renewed", help="更新・再発行した証明書")] = None,
    expires: Annotated[str | None, typer.Option(help="電子証明書の有効期限（券面・マイナポータルの日）")] = None,
    card_issued: Annotated[str | None, typer.Option(help="カード本体の発行日")] = None,
    card_expires: Annotated[str | None, typer.Option(help="カード本体の有効期限")] = None,
    stay_until: Annotated[str | None, typer.Option(help="在留期間の満了日")] = None,
    old_card_expires: Annotated[str | None, typer.Option(help="従来の健康保険証の期限")] = None,
    kakuninsho_issued: Annotated[str | None, typer.Option(help="資格確認書の発行日")] = None,
    insurer: Annotated[str | None, typer.Option(help="保険者：kyokai kokuho kouki kumiai kyosai other")] = None,
    renew_on: Annotated[str | None, typer.Option(help="更新する日（なければ判定日）")] = None,
    as_of: Annotated[str | None, typer.Option(help="判定日（なければ今日）")] = None,
    file: File = None,
    today: Today = None,
    json: AsJson = False,
) -> None:
    """日付から、証明書・カード・資格確認書の状態を計算します。"""
    from bot.commands import status as command

    options = {
        "born": born,
        "issued": issued,
        "renewed": renewed,
        "expires": expires,
        "card-issued": card_issued,
        "card-expires": card_expires,
        "stay-until": stay_until,
        "old-card-expires": old_card_expires,
        "kakuninsho-issued": kakuninsho_issued,
        "insurer": insurer,
        "renew-on": renew_on,
        "as-of": as_of,
    }
    if file:
        command.print_statuses(file, _day(today))
    else:
        command.print_status(options, _day(today), json)


@app.command(epilog='例： kigen dates "来週の月曜に病院へ行きます" --today 2026-06-15')
def dates(text: Text = None, file: File = None, today: Today = None, json: AsJson = False) -> None:
    """文の中の日付を読み取ります。"""
    from bot.commands.dates import print_dates

    _require_one(text, file)
    print_dates(text, file, _day(today), json)


@app.command(epilog="例： kigen facts --unchecked　／　kigen facts --stale 180")
def facts(
    unchecked: Annotated[bool, typer.Option("--unchecked", help="人が公式ページで確認していないものだけ")] = False,
    stale: Annotated[int | None, typer.Option(help="この日数より前に読んだものだけ", min=0)] = None,
    today: Today = None,
    json: AsJson = False,
) -> None:
    """事実の表を、出典といっしょに出します。"""
    from bot.commands.facts import print_facts

    print_facts(unchecked, stale, _day(today), json)


@app.command()
def train() -> None:
    """モデルを学習します。"""
    from bot.commands.train import train as train_command
    from bot.settings import Settings

    train_command(Settings.from_environment().model_directory)


@app.command(epilog="例： KIGEN_TODAY=2026-06-15 kigen serve --port 8000")
def serve(
    host: Annotated[str | None, typer.Option(help="待ち受ける住所（なければ KIGEN_HOST か 127.0.0.1）")] = None,
    port: Annotated[int | None, typer.Option(help="ポート番号（なければ KIGEN_PORT か 8000）", min=1, max=65535)] = None,
    workers: Annotated[int, typer.Option(help="答えるプロセスの数（2つ以上には PostgreSQL と Redis）", min=1, max=64)] = 1,
) -> None:
    """ボットをブラウザとAPIで使えるようにします。"""
    from bot.commands.serve import serve as serve_command

    serve_command(host, port, workers)


@app.command()
def reload(
    port: Annotated[int | None, typer.Option(help="ポート番号（なければ KIGEN_PORT か 8000）", min=1, max=65535)] = None,
) -> None:
    """動いているボットに、新しいモデル・文・事実・団体の設定を、止めずに読みこませます。"""
    from bot.commands.reload import reload as reload_command

    reload_command(port)


@app.command()
def forget(
    yes: Annotated[bool, typer.Option("--yes", help="聞かずに消す")] = False,
) -> None:
    """会話・セッション・記録をすべて、いま消します（動いているボットの横でも使えます）。"""
    from bot.commands.forget import forget as forget_command

    forget_command(yes)


@app.command(epilog="例： kigen report --from 2026-06-01 --to 2026-06-30 --out report.html")
def report(
    first: FirstDay = None,
    last: LastDay = None,
    out: Annotated[Path, typer.Option(help="書くHTMLのファイル")] = Path("report.html"),
    data: Data = None,
    simulated: Annotated[bool, typer.Option("--simulated", help="シミュレーションの会話だけを見る")] = False,
) -> None:
    """期間の会話を、図入りの一つのHTMLページにまとめます。"""
    from bot.commands.report import report as report_command

    report_command(first, last, out, data, simulated)


@app.command(epilog='例： kigen adopt "カードの中身っていつ切れるん" --topic expiry_check --measure　／　kigen adopt')
def adopt(
    text: Text = None,
    topic: Annotated[str | None, typer.Option(help="話題の名前（domain.yml）")] = None,
    into: Annotated[str, typer.Option(help="学習（training）か、テスト（heldout）")] = "training",
    voice: Annotated[str, typer.Option(help="話し方（テストのとき）：polite casual elderly …")] = "",
    file: Annotated[Path | None, typer.Option(help="文,話題,入れ先,話し方 のCSV")] = None,
    measure: Annotated[bool, typer.Option("--measure", help="入れる前に、成績がどう変わるか測る（数分）")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="聞かずに入れる")] = False,
    data: Data = None,
    simulated: Annotated[bool, typer.Option("--simulated", help="シミュレーションの文を見る")] = False,
) -> None:
    """見直した文を、学習用の文か、成績を測るテストに入れます。文を書かなければ、通じなかった文を順に見ます。"""
    from bot.commands.adopt import Given, run

    run(Given(text, topic, into, voice, file, data, simulated), measure, yes)


@app.command(
    epilog="例： kigen answers > build/before.json　／　kigen answers --compare build/before.json --out build/answers.html"
)
def answers(
    compare: Annotated[Path | None, typer.Option(help="前に出したJSON。違いをHTMLのページにする")] = None,
    base: Annotated[str, typer.Option(help="何と比べたか（ページに書く言葉）")] = "前の版",
    out: Annotated[Path, typer.Option(help="書くHTMLのファイル")] = Path("answers.html"),
) -> None:
    """ボットが言うことのすべてをJSONで出します。前に出したものと比べることもできます。"""
    from bot.commands import answers as command

    if compare:
        command.compare(compare, base, out)
    else:
        command.print_answers()


@app.command("simulate-traffic", epilog="例： kigen simulate-traffic --data build/simulated")
def simulate_traffic(
    conversations: Annotated[int, typer.Option(help="会話の数", min=1, max=200_000)] = 5000,
    days: Annotated[int, typer.Option(help="何日分", min=1, max=400)] = 42,
    last: LastDay = None,
    seed: Annotated[int, typer.Option(help="同じ数なら同じ会話")] = 1,
    data: Data = None,
) -> None:
    """架空の人の会話を、本物のボットと行い、シミュレーションの印をつけて記録に入れます。"""
    from bot.commands.insights_data import day_given, this_day
    from bot.commands.simulate_traffic import simulate

    simulate(conversations, days, day_given("--to", last, this_day()), seed, data)


def main() -> None:
    """Run the command; every failure is one Japanese sentence on stderr."""
    from bot.answers.catalogue import TextsError
    from bot.commands.usage import usage_error_in_japanese
    from bot.facts import FactsError
    from bot.settings import SettingsError

    try:
        code = app(standalone_mode=False)
    except (CommandError, SettingsError, FactsError, TextsError) as error:
        sys.exit(_say(str(error), 2))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        said = usage_error_in_japanese(error)
        if said is None and os.environ.get("KIGEN_DEBUG"):
            raise
        sys.exit(
            _say(
                said or f"思わぬ誤りで止まりました（{type(error).__name__}）。KIGEN_DEBUG=1 を付けると詳しく出ます。",
                2 if said else 1,
            )
        )
    sys.exit(code if isinstance(code, int) else 0)


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _day(given: str | None) -> date:
    try:
        return date.fromisoformat(given) if given else clock.today()
    except ValueError:
        named = f"--today の「{given}」" if given else f"KIGEN_TODAY の「{os.environ.get('KIGEN_TODAY')}」"
        raise CommandError(f"{named}は日付として読めません。2026-06-15 の形で書いてください。") from None


def _require_one(text: str | None, file: str | None) -> None:
    if (text is None) == (file is None):
        raise CommandError('文を一つ書くか、--file でファイルを指定してください（例： kigen ask "証明書はいつ切れる？"）。')
