# make run    install and start everything on this machine (the demo newswire until there is a figurewatch.yaml)
# make test   install what tests need and run them all

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
LOCKS := deploy/locks

.PHONY: run test check bench lock clean

run: .venv/installed
	$(BIN)/figurewatch run

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto $(PYTEST)

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-dev $(LOCKS)/bench.lock
	$(INSTALL) --require-hashes -r $(LOCKS)/bench.lock
	for each in benchmarks/*.py; do echo "── $$each"; $(BIN)/python $$each || exit 1; done

# Versions and hashes only: no download address, so any registry or mirror will do.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --upgrade pyproject.toml deploy/locks/build.in
lock: .venv/bin/python
	$(INSTALL) uv
	$(COMPILE) -o $(LOCKS)/run.lock
	$(COMPILE) --extra dev -c $(LOCKS)/run.lock -o $(LOCKS)/dev.lock
	$(COMPILE) --extra dev --extra bench -c $(LOCKS)/dev.lock -o $(LOCKS)/bench.lock

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "figurewatch needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python $(LOCKS)/run.lock pyproject.toml
	$(INSTALL) --require-hashes -r $(LOCKS)/run.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: .venv/installed $(LOCKS)/dev.lock
	$(INSTALL) --require-hashes -r $(LOCKS)/dev.lock
	@touch $@

clean:
	rm -rf .venv state
