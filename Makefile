# Claim Courier. `make` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Bytecode is kept, but beside the sources it would be in the way.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/build/bytecode
export AWS_DEFAULT_REGION ?= us-east-1

.DEFAULT_GOAL := help
.PHONY: help run demo test test-all faults months check package diff deploy destroy bench scale clock openapi clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements.txt requirements-dev.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Claim Courier needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip<26.3'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(READY)  ## start the sandbox, send the sample batch, keep running (PORT=... to move it)
	@exec $(BIN)/python -m infra.sandbox run

demo: $(READY)  ## the same story, then exit: 0 when every claim got where it should
	@$(BIN)/python -m infra.sandbox demo

clock: $(READY)  ## move the running sandbox's clock: make clock ADVANCE=73h
	@$(BIN)/python -m infra.sandbox.let_time_pass $(ADVANCE)

test: $(READY)  ## everything that can be tested without AWS
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m 'not slow and not faults'

test-all: $(READY)  ## the slow ones too
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

SEEDS ?= 150

faults: $(READY)  ## every crash point and random months (SEEDS=5000 for a night of them); build/faults.md
	@rm -rf build/faults
	@SEEDS=$(SEEDS) $(BIN)/python -m pytest -n 2 --dist worksteal -m 'faults and not slow' tests/faults; \
		status=$$?; $(BIN)/python -m tests.faults.report; exit $$status

months: $(READY)  ## the random months and the failures of others: a look of minutes at `make faults`
	@SEEDS=$(SEEDS) $(BIN)/python -m pytest -n 2 tests/faults/test_random_months.py tests/faults/test_peers_failures.py

check: $(READY)  ## formatting, lint, types, import rules, the template
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m infra.cloud package
	@$(BIN)/cfn-lint build/package/sam.yaml
	@echo "check: clean"

package: $(READY)  ## build what is deployed into build/package
	@$(BIN)/python -m infra.cloud package

diff: $(READY)  ## what a deployment would change: make diff STAGE=test
	@$(BIN)/python -m infra.cloud diff --stage "$(STAGE)"

deploy: $(READY)  ## show what would change in AWS, ask, do it: make deploy STAGE=test
	@$(BIN)/python -m infra.cloud deploy --stage "$(STAGE)"

destroy: $(READY)  ## take a stack down, unless its archive must be kept: make destroy STAGE=test
	@$(BIN)/python -m infra.cloud destroy --stage "$(STAGE)"

bench: $(READY)  ## measure; prints a table and writes build/bench.json
	@$(BIN)/python -m infra.bench

scale: $(READY)  ## count calls, units and dollars per 1,000 claims; writes docs/scale.md
	@$(BIN)/python -m infra.scale

openapi: $(READY)  ## write the API's examples and docs/openapi.json anew
	@$(BIN)/python -m tests.functional.recorded_examples > /dev/null
	@$(BIN)/python -m infra.describe_api

clean:  ## forget everything that was made here
	rm -rf build $(VENV)
