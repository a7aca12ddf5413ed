# Everything, from a fresh clone, with Python 3.11 or newer, pip and GNU make: `make demo`, `make test`.
# Another Python: `make test PYTHON=python3.12` (after `rm -rf .venv`, if one is there already).

PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
STORY_DIR ?= demo
BIN := .venv/bin
READY := .venv/.ready

export PYTHONUTF8 := 1
unexport PYTHONDONTWRITEBYTECODE  # several processes run the tests: each would compile all of them anew
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo story test check crash bench screenshots lock

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(firstword $(MAKEFILE_LIST)) | while IFS='|' read -r name what; do \
		printf '  make %-11s  %s\n' "$$name" "$$what"; done

demo: $(READY)  ## play the whole drive on a page in the browser, then stay open to talk to (no token, no network)
	@$(BIN)/python -m bot demo

story: $(READY)  ## the same, ending after the story; its record goes to STORY_DIR (demo/)
	@$(BIN)/python -m bot demo --story --into "$(STORY_DIR)"

test: $(READY)  ## the test suite, without the crash tests
	@$(BIN)/python -m pytest --ignore=tests/crash -n 4 --dist=loadgroup

check: $(READY)  ## format, lint, types
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy

crash: $(READY)  ## kill the program at listed and at random points, compare what was done and said
	@$(BIN)/python -m pytest tests/crash

bench: $(READY)  ## measure what README.md claims, on this machine
	@$(BIN)/python -m benchmarks

screenshots: $(READY)  ## take the documents' pictures of the page anew (needs chromium)
	@$(BIN)/python -m tests.page.screenshots docs/pictures

lock: $(READY)  ## write requirements.lock anew, with the newest versions that pyproject.toml allows
	$(BIN)/uv --no-config pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links pyproject.toml --output-file requirements.lock

# Debian's Python may lack the pip that venv puts in: then the pip beside it installs into .venv.
$(READY): requirements.lock pyproject.toml
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@echo 'Setting up .venv: once, and again when requirements.lock or pyproject.toml changes'
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || $(PYTHON) -m venv --without-pip .venv
	@set -e; pip='$(BIN)/python -m pip'; \
		$$pip --version >/dev/null 2>&1 || pip='$(PYTHON) -m pip --python $(BIN)/python'; \
		$$pip install --quiet --require-hashes -r requirements.lock; \
		$$pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
