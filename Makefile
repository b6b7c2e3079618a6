# Every target makes .venv and installs what it needs the first time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2

.PHONY: help run demo test stress check docs pictures build clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/installed ## the app
	@$(BIN)/infoview

demo: $(VENV)/installed ## the app on a rich example, in a throw-away database
	@$(BIN)/infoview demo

test: $(VENV)/tested ## the whole suite
	$(BIN)/python -m pytest -n $(JOBS)

stress: $(VENV)/tested ## crashes, lost lines and two windows, hundreds of times over (15 minutes at most)
	$(BIN)/python -m tests.stress

check: $(VENV)/tested $(VENV)/checked ## style, layers, types, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/python -m docs.generate --check

docs: $(VENV)/installed ## write docs/keys.md and docs/schema.md anew
	$(BIN)/python -m docs.generate

pictures: $(VENV)/installed ## take the README's picture anew
	$(BIN)/python -m docs.pictures

build: $(VENV)/tested ## a wheel, through the source distribution
	$(BIN)/python -m build

clean: ## remove what make made
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --upgrade pip

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/tested: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -qq --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/checked: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -qq --editable '.[check]'
	@touch $@
