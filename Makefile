# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: validate demo test lint types lock pack bench clean help
.DEFAULT_GOAL := help

help:            ## what can be made
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

# The environment is made from the lock alone, every file checked against its hash.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3,11) <= v <= (3,13) or sys.exit(f"bilat needs Python 3.11, 3.12 or 3.13; {sys.executable} is {v[0]}.{v[1]}. Try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/.ready ## check the example article and brief a pair; writes out/check.html and out/brief.html
	@mkdir -p out
	$(BIN)/bilat check examples/article.txt --date 2022-03-04 --html out/check.html
	$(BIN)/bilat brief Russia China --on 2022-02-08 --html out/brief.html
	@echo "wrote out/check.html and out/brief.html"

test: $(VENV)/.ready ## the whole test suite
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.ready ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready ## mypy, strict
	$(BIN)/mypy

lock: ## renew the hash-pinned lock (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock

pack: $(VENV)/.ready ## rebuild the bundled pack from a folder of the sources: make pack DATA=DIR
	$(BIN)/python -m packbuild $(DATA)

bench: $(VENV)/.ready ## timings beside the peers, on this machine: make bench DATA=DIR
	$(BIN)/python -m benchmarks $(DATA)

clean: ## remove what was made here
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache

validate: $(VENV)/.ready ## what the alignment index predicts, anew: make validate DATA=DIR
	$(BIN)/python -m benchmarks.validation $(DATA)
