# Every command a newcomer needs. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
TESTS ?=
BIN := .venv/bin

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: setup
setup: ## .venv with the locked packages and the kinerja command
	@scripts/setup

.PHONY: demo
demo: ## everything with invented data, in a browser: make demo [PORT=8000]
	@scripts/demo $(PORT)

.PHONY: check
check: setup lint policies assets-check words requirements-check ## lint, types, import rules, policies and their tests, bundled scripts, catalogues

.PHONY: lint
lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: policies
policies: setup ## load every policy and run the tests in it
	$(BIN)/kinerja policy check policies/*/*/*.yaml
	$(BIN)/kinerja policy test policies/*/*/*.yaml

.PHONY: test
test: setup ## all tests, on SQLite and on a PostgreSQL of their own: make test [TESTS=tests/engine]
	@scripts/test-machine
	scripts/with-postgres $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

.PHONY: verify
verify: setup ## the fast engine against the reference, every policy: make verify [PEOPLE=100000]
	VERIFY_PEOPLE=$(or $(PEOPLE),100000) $(BIN)/pytest -n 2 tests/engine/columns/test_shipped_people.py

.PHONY: bench
bench: setup ## measure everything in docs/benchmarks.md: make bench [BENCH="--people 10000 --growth 10000"]
	scripts/with-postgres scripts/bench --output docs/benchmarks.md $(BENCH)

.PHONY: format
format: setup ## put the code in the house's shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

.PHONY: words
words: setup ## compare the catalogues with the words that code and screens use
	@$(BIN)/python scripts/words.py

.PHONY: requirements
requirements: setup ## write docs/requirements.md: what the regions ask for and where it works
	@$(BIN)/python scripts/requirements.py write

.PHONY: requirements-check
requirements-check: setup
	@$(BIN)/python scripts/requirements.py

.PHONY: assets
assets: setup ## build the bundled scripts from frontend/ (needs Node)
	@scripts/assets

.PHONY: assets-check
assets-check: setup
	@$(BIN)/python scripts/assets_manifest.py check

.PHONY: lock
lock: setup ## renew requirements*.lock from pyproject.toml: make lock [UPGRADE=--upgrade]
	@scripts/lock $(UPGRADE)
