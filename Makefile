# The workshop of glidepath. `make` alone says what there is.
# Python 3.11 or newer is all that has to be there; PYTHON=path names one that is not found by itself.

BIN   := .venv/bin
PY    := $(BIN)/python
JOBS  ?= 2
# Tests that drive a browser or a server wait for it half of the time: one worker more than cores.
WIDE  ?= 3
EXAMPLE := examples/clonazepam_panic.toml
# The rooms that carry doses have to be covered by their own tests; all the others run unwatched.
COVERING := $(addprefix tests/unit/,domain dosing planning safety)
GATED := src/glidepath/domain/*,src/glidepath/dosing/*,src/glidepath/planning/*,src/glidepath/safety/*

.DEFAULT_GOAL := help
.PHONY: help demo serve test check thorough mutate bench lock docs clean setup-runtime setup-dev setup-bench

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1	/' | expand -t 16

setup-runtime:
	@PYTHON="$(PYTHON)" sh tools/setup.sh runtime

setup-dev:
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev

setup-bench:
	@PYTHON="$(PYTHON)" sh tools/setup.sh bench

demo: setup-runtime ## one person's plan, from the case file to the papers in out/demo
	$(BIN)/glidepath plan $(EXAMPLE) --out out/demo
	@echo
	@echo "The papers are in out/demo:"
	@ls -1 out/demo | sed 's/^/  out\/demo\//'
	@echo "More: $(BIN)/glidepath assess $(EXAMPLE) and $(BIN)/glidepath compare $(EXAMPLE)"

serve: setup-runtime ## the pages on this machine's own address; prints the link that opens them
	$(BIN)/glidepath serve

check: setup-dev ## form, style, types and import contracts; seconds
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

test: check ## check, then every quick test with the coverage gate; under 10 minutes on 2 cores
	$(PY) -m pytest -n $(JOBS) --dist worksteal --cov --cov-branch --cov-report= -q $(COVERING)
	$(BIN)/coverage report --include='$(GATED)' --fail-under=100
	$(PY) -m pytest -n $(WIDE) --dist worksteal --durations=10 -q $(addprefix --ignore=,$(COVERING))

thorough: setup-dev ## the long runs as well: a hundred thousand situations and more; an hour or so
	GLIDEPATH_TEST_PROFILE=thorough $(PY) -m pytest -n $(JOBS) --dist worksteal -q

mutate: setup-dev ## mutation score of dosing, planning and the checker, survivors named
	$(PY) -m tools.mutate --jobs $(JOBS)

bench: setup-bench ## our search against general solvers, and the time of the command
	$(PY) -m bench

docs: setup-dev ## write the generated pages anew: glossary, reference, and the picture
	$(PY) -m tools.reference

lock: setup-dev ## resolve the lock files anew from pyproject.toml
	test -x .make/uv/bin/uv || $(PY) -m venv .make/uv
	.make/uv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r lock/uv.txt
	tools/lock.sh .make/uv/bin/uv --upgrade

clean: ## everything that a build, a test run or the demo made
	rm -rf .venv .make build dist out htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
