# make run: set up and read an example; make test: set up and check everything.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EXAMPLE := sierra-leone-1999

.PHONY: run test setup lint types tests coverage wheel manifest schema scorecard golden clean

run: setup
	$(BIN)/dateline extract corpus/en/$(EXAMPLE).txt --output output
	$(BIN)/dateline show output/$(EXAMPLE).events.jsonl > output/$(EXAMPLE).txt
	@echo "readable: output/$(EXAMPLE).txt, of which the first two records:"
	@$(BIN)/dateline show output/$(EXAMPLE).events.jsonl --limit 2

test: setup lint types tests wheel

setup: $(VENV)/installed

$(VENV)/installed: constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dateline needs Python 3.11 or later; say make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

tests:
	$(BIN)/pytest

# The tests with the lines that they do not reach: twice as long.
coverage: setup
	$(BIN)/pytest --cov --cov-report=term:skip-covered

# The wheel, in a clean environment elsewhere, must do what the checkout does.
wheel:
	PYTHON="$(PYTHON)" .ci/wheel $(BIN)

manifest:
	$(BIN)/python models/renew_manifest.py

# The scores of the corpus, and the records of five articles: look at what changed before you commit it.
scorecard golden:
	$(BIN)/python corpus/renew.py $@

schema:
	$(BIN)/dateline schema > models/schema.json

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
