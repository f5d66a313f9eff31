# make run   – everything that is needed, then the service on http://127.0.0.1:8000 (PORT=… for another)
#              SHARE=1 make run: also for phones on the same wifi, in a meeting
# make test  – style, types and all tests
PORT ?= 8000
SHARE ?= 0
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
TESTS ?= tests

.PHONY: run test install check install-dev translations lock clean bench-quality bench-speed needs-python needs-folder

run: install
	@PORT=$(PORT) SHARE=$(SHARE) $(BIN)/python -m app

test: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile $(TESTS)
	@if $(BIN)/python -m tests.postgres; then \
		$(BIN)/pytest -n 2 --dist loadfile --database=postgres tests/app; \
	else \
		echo "PostgreSQL's server programs are not here; its tests run where they are."; \
	fi

install: .venv/installed
install-dev: .venv/installed-dev

.venv/installed: requirements.txt $(wildcard app/translations/*/LC_MESSAGES/*.po) | needs-folder
	@test -x $(BIN)/python || $(MAKE) --no-print-directory .venv/bin/python
	@echo "Installing what Buurtbalans needs. The first time this takes a few minutes."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pybabel --quiet compile -d app/translations
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/bin/python: | needs-python needs-folder
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv." >&2; exit 1; }

needs-python:
	@test -n "$(PYTHON)" || { echo "Buurtbalans needs Python 3.11 or newer; none was found." >&2; exit 1; }

needs-folder:
	@test -w . || { echo "This folder cannot be written to: $$(pwd). Copy the project to a folder of your own." >&2; exit 1; }

# Pin everything anew, with hashes, for all Python versions and machines. Needs uv.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -c requirements.txt -o requirements-dev.txt

# Collect the words of the pages for the English translation.
translations: install-dev
	$(BIN)/pybabel extract --no-location --sort-output --omit-header -F babel.cfg -k _l -k Phrase:1 -k EditError:1 -k say:1 -o /tmp/buurtbalans.pot app synthesis/history.py synthesis/edits.py synthesis/map_words.py
	$(BIN)/pybabel update --omit-header --no-fuzzy-matching -w 120 -i /tmp/buurtbalans.pot -d app/translations

bench-quality: install-dev
	$(BIN)/python -m benchmarks.quality

# Seconds and memory beside TF-IDF and k-means. ARGS=--quick leaves out the rows of 100,000 statements.
bench-speed: install-dev
	$(BIN)/python -m benchmarks.speed $(ARGS)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
