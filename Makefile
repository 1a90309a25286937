# Two commands: `make run` serves the demo, `make test` proves it. Both set up .venv when it is missing or stale.
# `make browser` does in Chromium what a person can do at the page, `make slow` kills runs and types 100,000 messages.
PYTHON ?= python3
VENV := .venv
DATA ?= ../shared/data
BIN := $(VENV)/bin

.PHONY: run test browser check slow cover figures clean

$(VENV)/run.stamp: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

run: $(VENV)/run.stamp
	$(BIN)/python app.py

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q -m "not slow and not browser"

browser: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q -m "browser and not slow"

slow: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q -m slow

cover: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q -m "not slow" --cov --cov-report=term

# Every table and drawing of engine/figures: about half an hour on two cores; goes on where it was stopped.
figures: $(VENV)/run.stamp
	$(BIN)/morelike evaluate --plan --data $(DATA) --out engine/figures --jobs 2

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV)
