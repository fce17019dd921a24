# Gongkai. Everything lives in .venv/ and var/; every target is safe to repeat.
.DEFAULT_GOAL := help
.PHONY: help run setup test lint check format demo lock bench screenshots clean

PYTHON ?= python3
BIN := .venv/bin

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */  make \1|/' | column -t -s '|'

run: setup ## install, migrate, load the demonstration if the database is new, serve
	@$(BIN)/gongkai demo --if-new
	@$(BIN)/gongkai serve

setup: .venv/run.stamp ## install and migrate only
	@$(BIN)/gongkai migrate --verbosity 0
	@$(BIN)/gongkai seed

test: .venv/dev.stamp ## all checks: format, lint, contracts, types, migrations, tests
	@$(PYTHON) scripts/check.py

.venv/run.stamp: requirements/run.txt pyproject.toml scripts/bootstrap.py
	@$(PYTHON) scripts/bootstrap.py requirements/run.txt $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml scripts/bootstrap.py
	@$(PYTHON) scripts/bootstrap.py requirements/dev.txt $@

format: .venv/dev.stamp ## format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: .venv/dev.stamp ## measure the import of 10,000 rows
	@$(BIN)/python bench/import_ledger.py

screenshots: .venv/dev.stamp ## pictures of the main pages in var/screenshots
	@$(BIN)/python scripts/screenshots.py

lock: .venv/dev.stamp ## pin the newest allowed dependencies
	@$(PYTHON) scripts/lock.py

clean: ## remove what the program and the tools made, the data included
	rm -rf .venv var
