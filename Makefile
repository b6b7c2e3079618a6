# Every target makes .venv and installs what it needs the first time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 3

.PHONY: help run demo test stress bench bench-check check audit docs pictures build clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/installed ## the app
	@$(BIN)/infoview

demo: $(VENV)/installed ## the app on a rich example, in a throw-away database
	@$(BIN)/infoview demo

test: $(VENV)/tested ## the whole suite
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

stress: $(VENV)/tested ## crashes, lost lines and two windows, hundreds of times over (15 minutes at most)
	$(BIN)/python -m tests.stress

bench: $(VENV)/tested ## how fast and how small it is: writes docs/performance.md (15 minutes)
	$(BIN)/python -m tests.benchmarks

bench-check: $(VENV)/tested ## fails where that misses a bar, and says by how much
	$(BIN)/python -m tests.benchmarks --check

check: $(VENV)/tested $(VENV)/checked audit ## style, layers, types, weaknesses, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive infoview_tui screens styles
	$(BIN)/python -m docs.generate --check

# A package known to be weak tells whether the service answers: without it all seems well.
AUDIT := $(BIN)/pip-audit --strict --disable-pip --no-deps --progress-spinner off
audit: $(VENV)/tested $(VENV)/checked ## known weaknesses of what is installed, where the service answers
	@if echo requests==2.19.0 | timeout 60 $(AUDIT) -r /dev/stdin -f json 2>/dev/null | grep -q fix_versions; \
	then $(BIN)/pip freeze --exclude-editable | $(AUDIT) -r /dev/stdin; \
	else echo "pip-audit: the service does not answer, so nothing was asked"; fi

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
