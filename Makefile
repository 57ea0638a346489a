# Two commands do everything: make demo, make test.

VENV := .venv
BIN := $(VENV)/bin
# The first Python of at least 3.11; say PYTHON=… to choose another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help demo test check torture bench lock clean

help:  ## Say what each command does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/' | sort

demo: $(VENV)/.runtime  ## Set up, make synthetic reports, import, build, show the dashboard on 127.0.0.1:8501
	@$(BIN)/casestats demo

test: $(VENV)/.test  ## Set up, a browser included, and run all tests
	@$(BIN)/python -m tests.machine
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/.test  ## Lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

torture: $(VENV)/.test  ## Kill, starve and spoil it a thousand times; takes an hour or so
	CASESTATS_TORTURE=10 $(BIN)/python -m pytest -s tests/durability

bench: $(VENV)/.test $(VENV)/.peers  ## Time import, queries and pages against peers; prints ratios
	$(BIN)/python benchmarks/import_benchmark.py
	$(BIN)/python benchmarks/query_benchmark.py
	$(BIN)/python benchmarks/statistics_benchmark.py
	$(BIN)/python benchmarks/disclosure_benchmark.py
	$(BIN)/python benchmarks/pages_benchmark.py --peers $(VENV)/peers/bin/python
	$(BIN)/python benchmarks/sessions_benchmark.py
	$(BIN)/python benchmarks/release_page_benchmark.py
	$(BIN)/python benchmarks/site_benchmark.py

lock: $(VENV)/.test  ## Renew the hashed locks in requirements/
	$(BIN)/python -m pip install --quiet uv
	for name in runtime test bench; do \
		extra=$$([ $$name = runtime ] || echo "--extra $$name"); \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header --no-annotate --extra build $$extra \
			pyproject.toml --output-file requirements/$$name.txt; done

clean:  ## Remove the environment and caches; your data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info

$(VENV)/.python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed: apt install python3" >&2; exit 6; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make an environment: apt install python3-venv" >&2; exit 6; }
	@touch $@

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/.python
	@echo "Installing what casestats needs (hashes checked) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	@echo "Installing what the tests need (hashes checked) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Dash and Panel, apart from what the dashboard and its tests use.
$(VENV)/.peers: requirements/bench.txt | $(VENV)/.python
	@$(BIN)/python -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
