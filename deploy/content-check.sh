#!/usr/bin/env bash
# What a change of texts, facts or sentences does, before it goes out: checks, dialogues, NLU floors, and a page of all answers
# that change. For content staff: docs/tasks/change-in-ci.md.
#
#   deploy/content-check.sh [compare-with] [output-folder]
#
# compare-with: a commit, tag or branch (default: the newest tag, else the commit before). Exit status 0: all is well;
# 1: something must be looked at; 2: it could not be checked. The reports are written in every case.
set -euo pipefail
cd "$(dirname "$0")/.."

python="${KIGEN_PYTHON:-.venv/bin/python}"
base="${1:-$(git describe --tags --abbrev=0 2>/dev/null || echo HEAD~1)}"
out="${2:-build/content-check}"
export PYTHONWARNINGS=ignore

kigen() { "$python" -c 'from bot.cli import main; main()' "$@"; }
say() { printf '\n── %s\n' "$*"; }
cannot() { printf '%s\n' "$*" >&2; exit 2; }

[ -x "$python" ] || cannot "準備がまだです。先に make setup を実行してください。"
git rev-parse --quiet --verify "$base^{commit}" >/dev/null || cannot "「$base」という版はありません。git tag か git log で名前を確かめてください。"
mkdir -p "$out"
out="$(cd "$out" && pwd)"
case "$python" in /*) ;; *) python="$PWD/$python" ;; esac
failed=()

# The answers as they were: the old tree in a folder of its own, with its own code, so that rules count too.
before="$(mktemp -d)"
trap 'rm -rf "$before"' EXIT

say "1/4 文と事実の書き方"
if "$python" -m pytest -q tests/answers tests/facts >"$out/texts.txt" 2>&1; then
  echo "正しく書けています。"
else
  # The complaints themselves are Japanese sentences with file and line.
  grep -E '^E  ' "$out/texts.txt" | sed 's/^E  *//' | head -n 20 || true
  echo "くわしくは $out/texts.txt"
  failed+=("文と事実の書き方")
fi

say "2/4 変わる答え（$base と比べる）"
git archive "$base" | tar -x -C "$before"
if ! (cd "$before" && kigen answers >"$out/answers-before.json" 2>"$out/answers-before.txt"); then
  echo "「$base」の答えの一覧を作れません（$(tail -n 1 "$out/answers-before.txt")）。答えの一覧は kigen answers のある版から比べられます。"
  failed+=("変わる答えの一覧")
elif ! kigen answers --compare "$out/answers-before.json" --base "$base" --out "$out/answers.html"; then
  failed+=("変わる答えの一覧")
fi

say "3/4 会話のテスト"
kigen dialogue run --junit "$out/dialogues.xml" --html "$out/dialogues.html" || failed+=("会話のテスト（$out/dialogues.html）")

say "4/4 文の理解（成績の下限）"
if "$python" -m pytest -q tests/nlu >"$out/nlu.txt" 2>&1; then
  echo "下限を守っています。"
else
  tail -n 15 "$out/nlu.txt"
  failed+=("文の理解（$out/nlu.txt）")
fi

say "結果"
if [ "${#failed[@]}" -gt 0 ]; then
  printf '直す所：%s\n' "${failed[@]}"
  exit 1
fi
echo "すべてよし。$out/answers.html を開いて、変わる答えを読んでから公開してください。"
