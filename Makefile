# One word each: demo, test, check, run. They need Python 3.11 to 3.13 with venv and pip, git and make; nothing else.
PY  ?= python3
BIN := .venv/bin
# One more than there are processors, for some tests wait for a browser or for a pause to pass.
WORKERS ?= $(shell $(PY) -c 'import os; print((os.cpu_count() or 1) + 1)')
PIP := $(PY) -m pip --python $(BIN)/python install --disable-pip-version-check --no-input
# uv does in seconds what takes pip a minute. It does not know pip's mirrors and certificates: where it fails, pip is there.
UV  := $(BIN)/uv pip install --python $(BIN)/python --system-certs --compile-bytecode
# What Python has compiled is kept, or each of many processes would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run test check quick-check format lock
help:
	@echo "make demo    the whole thing on this machine, with practice phones; no token needed"
	@echo "make test    everything that CI runs"
	@echo "make check   format, lint, types and import rules only"
	@echo "make run     the bot against real Telegram (see voices init)"
	@echo "make format  put the code into the house style"
	@echo "make lock    choose dependency versions anew (needs uv)"

# The version is asked first, so that an old Python gives one line and not a traceback from pip.
.venv/made: requirements-installer.lock
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "This needs Python 3.11, 3.12 or 3.13. Try: make $(MAKECMDGOALS) PY=python3.12"; exit 1; }
	@echo "Setting up .venv (once)"
	@$(PY) -m venv --clear --without-pip .venv
	@$(PIP) --quiet --require-hashes -r requirements-installer.lock
	@touch $@

.venv/ready: .venv/made requirements.lock pyproject.toml
	@echo "Installing what Voices needs (once, some seconds)"
	@$(UV) --require-hashes -r requirements.lock || $(PIP) --require-hashes -r requirements.lock
	@$(PIP) --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/ready-to-test: .venv/ready requirements-test.lock
	@echo "Installing what the tests need (once, some seconds)"
	@$(UV) --require-hashes -r requirements-test.lock || $(PIP) --require-hashes -r requirements-test.lock
	@touch $@

demo: .venv/ready
	@$(BIN)/voices demo

run: .venv/ready
	@$(BIN)/voices run

check: quick-check
	@$(BIN)/mypy

quick-check: .venv/ready-to-test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

format: .venv/ready-to-test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# The types are looked at beside the tests, which leave a processor idle now and then.
test: quick-check
	@$(BIN)/python -m tests.chromium
	@$(BIN)/mypy > .venv/types.txt 2>&1 & types=$$!; \
	  $(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk 4; tests=$$?; \
	  wait $$types; types=$$?; cat .venv/types.txt; exit $$((tests | types))

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --group install -o requirements-installer.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --constraint requirements.lock --extra postgres --group build --group dev --group check pyproject.toml -o requirements-test.lock
