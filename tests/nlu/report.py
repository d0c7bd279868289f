"""``make nlu-report``: how well messages are understood, as HTML, text and pictures in artefacts/nlu/.

Sentences and single errors are shown of dev alone; of test only the totals, so that nobody tunes on it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pictures
from measuring import OFFERED, PARTS, REFUSED, RIGHT, WRONG, Case, Understanding, changed, figures, held_out, newest, outcome
from perturbations import all_kinds
from training_runs import examples, fit, read, share

from bot.nlu.topic_model import OUT_OF_SCOPE
from bot.settings import ROOT
from bot.text.sudachi import Sudachi, build_user_dictionary

OUTPUT = ROOT / "artefacts" / "nlu"
_DEFAULT_PIPELINE = Path(__file__).with_name("default_pipeline.json")
_NAMES = {
    "right": "すぐに正しい話題",
    "right_or_offered": "正しい、または選択肢にある",
    "wrong": "別の話題に答えた",
    "refused": "わからない・範囲外とした",
    "outside_answered": "範囲外なのに答えた",
    "outside_offered": "範囲外なのに選択肢を出した",
}
_SHARES = (0.25, 0.5, 0.75, 1.0)
Result = tuple[Case, Understanding]
Table = tuple[str, list[str], list[list[str]]]


def main() -> None:
    """Measure, draw, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-learning-curve", action="store_true", help="leave out the four trainings of the learning curve")
    curve = not parser.parse_args().no_learning_curve
    OUTPUT.mkdir(parents=True, exist_ok=True)
    print("dev と test を読ませています…", flush=True)
    results = [(case, newest().parse(case.text)) for case in held_out("dev")]
    tables = [_totals(), _spellings(), *_groups(results), _confusions(results)]
    drawn = [pictures.reliability(results, OUTPUT), pictures.risk_and_coverage(results, OUTPUT)]
    if curve:
        points, by_topic = _learning_curve()
        drawn.append(pictures.learning_curve(points, OUTPUT))
        tables += [
            (
                "学習曲線（devで最も近い話題が正しい割合）",
                ["文の割合", "文の数", "正しい"],
                [[f"{s:.0%}", str(n), f"{r:.1%}"] for s, n, r in points],
            ),
            by_topic,
        ]
    (OUTPUT / "report.txt").write_text("\n\n".join(_as_text(t) for t in tables), "utf-8")
    (OUTPUT / "report.html").write_text(_as_html(tables, drawn), "utf-8")
    print("\n\n".join(_as_text(t) for t in tables[:2]))
    print(f"\n書きました：{OUTPUT.relative_to(ROOT)}/report.html と report.txt")


def _totals() -> Table:
    columns = {part: figures(held_out(part), newest().parse) for part in PARTS}
    if _DEFAULT_PIPELINE.exists():
        kept = json.loads(_DEFAULT_PIPELINE.read_text("utf-8"))
        columns |= {f"Rasaの標準（{part}）": kept["figures"][part] for part in PARTS}
    rows = [[label, *(f"{c[name]:.1%}" for c in columns.values())] for name, label in _NAMES.items()]
    return "全体", ["", *columns], rows


def _spellings() -> Table:
    with tempfile.TemporaryDirectory() as directory:
        build_user_dictionary(Path(directory) / "user.dic")
        kinds = all_kinds(Sudachi(Path(directory) / "user.dic"))
        cases = held_out("dev")
        rows = [[name, f"{changed(cases, perturb, newest().parse):.1%}"] for name, perturb in kinds.items()]
    return "書き方を変えると話題が変わる割合（dev）", ["書き方", "変わった"], rows


def _groups(results: Sequence[Result]) -> list[Table]:
    titles = (("話題ごと（dev）", lambda case: case.topic), ("話し方ごと（dev、範囲外を除く）", lambda case: case.voice))
    tables = []
    for title, key in titles:
        counted: dict[str, Counter[str]] = {}
        for case, understood in results:
            if title.startswith("話題") or case.topic != OUT_OF_SCOPE:
                counted.setdefault(key(case), Counter())[outcome(case, understood)] += 1
        rows = [
            [name, str(c.total()), *(str(c[kind]) for kind in (RIGHT, OFFERED, WRONG, REFUSED))] for name, c in counted.items()
        ]
        tables.append((title, ["", "文", "正しい", "選択肢", "誤り", "断った"], rows))
    return tables


def _confusions(results: Sequence[Result]) -> Table:
    pairs = Counter((c.topic, u.best) for c, u in results if u.best != c.topic and OUT_OF_SCOPE not in (c.topic, u.best))
    return "取り違え（dev、第一候補）", ["正しい話題", "第一候補", "文"], [[a, b, str(n)] for (a, b), n in pairs.most_common()]


def _learning_curve() -> tuple[list[tuple[float, int, float]], Table]:
    cases = [c for c in held_out("dev") if c.topic != OUT_OF_SCOPE]
    sentences = read([c.text for c in cases])
    points, right_by_topic = [], {}
    for part in _SHARES:
        chosen = share(examples(), part)
        print(f"学習曲線：{part:.0%}（{len(chosen)}文）…", flush=True)
        model = fit(chosen)
        right = [model.predict(s).topics[0][0] == c.topic for s, c in zip(sentences, cases, strict=True)]
        points.append((part, len(chosen), sum(right) / len(right)))
        right_by_topic[part] = Counter(c.topic for c, r in zip(cases, right, strict=True) if r)
    gains = {t: right_by_topic[1.0][t] - right_by_topic[0.5][t] for t in dict.fromkeys(c.topic for c in cases)}
    rows = [[t, str(gain), str(right_by_topic[1.0][t])] for t, gain in sorted(gains.items(), key=lambda g: -g[1]) if gain > 0]
    return points, ("もっと文があると伸びそうな話題（文を半分から全部にして増えた正解）", ["話題", "増えた文", "正しい文"], rows)


def _as_text(table: Table) -> str:
    title, header, rows = table
    return "\n".join([f"■ {title}", *("  ".join(row) for row in [header, *rows])])


def _as_html(tables: Sequence[Table], images: Sequence[str]) -> str:
    parts = ["<!doctype html><html lang=ja><meta charset=utf-8><title>理解の成績</title>"]
    parts.append(
        "<style>body{font-family:sans-serif;margin:2rem}td,th{border:1px solid #bbb;padding:.2rem .6rem;text-align:left}</style>"
    )
    parts += [f'<img src="{name}" alt="{name}">' for name in images]
    for title, header, rows in tables:
        parts.append(f"<h2>{title}</h2><table><tr>{''.join(f'<th>{h}</th>' for h in header)}</tr>")
        parts += [f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows]
        parts.append("</table>")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
