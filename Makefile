# make run: the app on the embedded study.
# make check: before each commit, within a minute.  make test: what every change must pass.  make test-all: that with
# long repetitions, slow tests in both languages (make test takes one each), installed from a wheel, and on the other
# Pythons of this machine.  make bench, make load: measured, never tested.  make lock: requirements.lock anew.  make lowest: the fast tests with the lowest releases declared.
# make docs: the documents as a site, in the folder site.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
BIN := $(VENV)/bin

# Each core takes a file of tests at a time, in the order in which they were collected: what takes longest comes first.
# One more than there are cores: a browser test waits as often as it works.
PYTEST = $(BIN)/python -m pytest --numprocesses $(shell expr $$($(PYTHON) -c 'import os; print(os.cpu_count())') + 1) --dist loadfile --no-loadscope-reorder
OTHER_PYTHONS = 3.11 3.12 3.13 3.14

.PHONY: run check test test-all lint fast whole installed lock lowest bench load pictures docs format clean

run: $(VENV)/.run
	$(BIN)/python -m mcda.app --server.port $(PORT) --server.headless true $(if $(WATCH),--server.fileWatcherType auto)

# Side by side: types and import law take one core.
check: $(VENV)/.test
	$(MAKE) --jobs 2 lint fast

test: lint whole

test-all: export REPETITIONS = many
test-all: test installed
	for version in $(OTHER_PYTHONS); do \
	    test -x "$$(command -v python$$version)" || continue; \
	    test $$version != "$$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')" || continue; \
	    $(MAKE) test installed PYTHON=python$$version VENV=$(VENV)-$$version REPETITIONS=normal || exit 1; \
	done

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: $(VENV)/.test
	REPETITIONS=few $(PYTEST) --ignore tests/browser --ignore tests/brief -m "not slow"

whole: $(VENV)/.chromium $(VENV)/.soffice
	$(PYTEST)

installed: $(VENV)/.test
	$(BIN)/python -m tests.drivers.installed

# As its head says; releases in it stay as they are unless UPGRADE=--upgrade, or --upgrade-package NAME, is given.
lock: $(VENV)/.test
	sed -n '/^#/!q; p' requirements.lock > requirements.lock.head
	$(BIN)/$(shell sed -n 's/^#   \(uv .*\)/\1/p' requirements.lock) --quiet $(UPGRADE)
	cat requirements.lock.head requirements.lock > requirements.lock.new
	mv requirements.lock.new requirements.lock
	rm requirements.lock.head

# requirements.txt taken at its word: each release as low as it says, what they need themselves as high as may be.
lowest: $(VENV)/.test
	$(BIN)/uv pip compile --quiet --resolution lowest-direct --python-version 3.11 requirements.txt -o $(VENV)-lowest.txt
	$(BIN)/uv venv --quiet --allow-existing --seed --python 3.11 $(VENV)-lowest
	$(BIN)/uv pip install --quiet --python $(VENV)-lowest -c $(VENV)-lowest.txt -e ".[dev]"
	touch $(VENV)-lowest/.run $(VENV)-lowest/.test
	$(MAKE) fast VENV=$(VENV)-lowest

bench: $(VENV)/.chromium
	$(BIN)/python -m benchmarks

load: $(VENV)/.chromium
	$(BIN)/python -m benchmarks.load

pictures: $(VENV)/.chromium $(VENV)/.soffice
	$(BIN)/python -m benchmarks.pictures.pages
	$(BIN)/python -m benchmarks.pictures.walks
	$(BIN)/python -m benchmarks.pictures.evening
	$(BIN)/python -m benchmarks.pictures.brief
	$(BIN)/python -m benchmarks.pictures.growth

docs: $(VENV)/.docs
	$(BIN)/python -m tests.drivers.site

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) $(VENV)-* site build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp a step, so that a second run installs nothing.
$(VENV)/.run: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.test: pyproject.toml $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

$(VENV)/.docs: pyproject.toml $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[docs]"
	touch $@

$(VENV)/.chromium: $(VENV)/.test
	$(BIN)/python -m tests.drivers.chromium
	touch $@

$(VENV)/.soffice: $(VENV)/.test
	$(BIN)/python -m tests.drivers.soffice
	touch $@
