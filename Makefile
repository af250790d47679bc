# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: audit bench clean demo dist docs help lint lock pack sbom test test-long types validate
.DEFAULT_GOAL := help

help:            ## what can be made
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

# Every environment is made from a lock alone, every file checked against its hash. What runs bilat is a
# lock of its own: a first result must not wait for the tools that only its tests need. Modules are compiled
# as they are first imported, not all at the install, which takes a third of its time.
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3,11) <= v <= (3,13) or sys.exit(f"bilat needs Python 3.11, 3.12 or 3.13; {sys.executable} is {v[0]}.{v[1]}. Try: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --no-compile --require-hashes -r requirements.lock
	$(PIP) install --no-compile --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.ready requirements-dev.lock
	$(PIP) install --no-compile --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.ready ## check the example article and brief a pair; writes out/check.html and out/brief.html
	@mkdir -p out
	$(BIN)/bilat check examples/article.txt --date 2022-03-04 --html out/check.html
	$(BIN)/bilat brief Russia China --on 2022-02-08 --html out/brief.html
	@echo "wrote out/check.html and out/brief.html"

test: $(VENV)/.dev ## the whole test suite
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-long: $(VENV)/.dev ## what the test suite has in part, in full: calibrations, every claim of our own
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m long

lint: $(VENV)/.dev ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

$(VENV)/.docs: $(VENV)/.ready requirements-docs.lock
	$(PIP) install --no-compile --require-hashes -r requirements-docs.lock
	@touch $@

docs: $(VENV)/.docs ## the documentation site, in out/site; a broken link fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	@echo "wrote out/site/index.html"

dist: $(VENV)/.ready ## wheel and source archive, in dist
	$(BIN)/python -m hatchling build --target sdist --target wheel

lock: ## renew the hash-pinned locks (needs uv); the first takes its versions from the second
	$(LOCK) --extra dev --output-file requirements-dev.lock
	$(LOCK) --extra build --constraint requirements-dev.lock --output-file requirements.lock
	$(LOCK) --extra docs --constraint requirements-dev.lock --output-file requirements-docs.lock

pack: $(VENV)/.dev ## rebuild the bundled pack from a folder of the sources: make pack DATA=DIR
	$(BIN)/python -m packbuild $(DATA)

bench: $(VENV)/.dev ## timings beside the peers, on this machine: make bench DATA=DIR
	$(BIN)/python -m benchmarks $(DATA)

sbom: $(VENV)/.ready ## bill of materials of what users install, CycloneDX: dist/bilat.cdx.json
	@mkdir -p dist
	@$(BIN)/python .ci/sbom > dist/bilat.cdx.json.part && mv dist/bilat.cdx.json.part dist/bilat.cdx.json
	@echo "wrote dist/bilat.cdx.json"

# pip-audit has an environment of its own: what audits is no part of what is audited.
audit: ## ask the advisory database about every version in the lock (needs the network)
	@if test -x $(VENV)-audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1; }; \
	then $(VENV)-audit/bin/python .ci/audit; \
	else echo "NOT AUDITED: pip-audit could not be installed here."; fi

clean: ## remove what was made here
	rm -rf $(VENV) $(VENV)-audit out dist .pytest_cache .mypy_cache .ruff_cache

validate: $(VENV)/.dev ## what the alignment index predicts, anew: make validate DATA=DIR
	$(BIN)/python -m benchmarks.validation $(DATA)
