# make run: the app on the embedded study.  make test: every check.  make bench, make load: measured, never tested.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
BIN := $(VENV)/bin

.PHONY: run test lint unit browser bench load pictures format clean

run: $(VENV)/.run
	$(BIN)/python -m mcda.app --server.port $(PORT) --server.headless true $(if $(WATCH),--server.fileWatcherType auto)

test: lint unit browser

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.soffice
	$(BIN)/python -m pytest -m "not browser" --numprocesses auto --dist loadfile

browser: $(VENV)/.chromium
	$(BIN)/python -m pytest -m browser

bench: $(VENV)/.chromium
	$(BIN)/python -m benchmarks

load: $(VENV)/.chromium
	$(BIN)/python -m benchmarks.load

pictures: $(VENV)/.chromium $(VENV)/.soffice
	$(BIN)/python -m docs.pictures
	$(BIN)/python -m docs.walk_pictures
	$(BIN)/python -m docs.evening_pictures
	$(BIN)/python -m docs.brief_pictures
	$(BIN)/python -m docs.growth

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp a step, so that a second run installs nothing.
$(VENV)/.run: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.test: pyproject.toml $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

$(VENV)/.chromium: $(VENV)/.test
	$(BIN)/python -m tests.chromium
	touch $@

$(VENV)/.soffice: $(VENV)/.test
	$(BIN)/python -m tests.soffice
	touch $@
