# ClonyVoice: the commands of the README. `make setup` is idempotent and run by all others.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VOICE ?=
# Where Python is told to keep no bytecode, each of some two hundred servers that the tests start compiles it all anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test bench check format lock serve studio clean

help: ## Say what each command does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

$(BIN)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ClonyVoice needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing some 115 Python packages (1.2 GB on disk); a few minutes on a slow line …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

studio/node_modules/.installed: studio/package-lock.json
	@echo "Installing what builds the studio …"
	@cd studio && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

studio/dist/index.html: studio/node_modules/.installed studio/index.html studio/vite.config.ts $(shell find studio/src studio/public -type f 2>/dev/null)
	@echo "Building the studio …"
	@cd studio && npm run --silent build
	@touch $@

studio: studio/dist/index.html ## Build the web app

setup: $(BIN)/.installed studio ## Environment in .venv, dependencies, studio and weights
	@$(BIN)/clonyvoice models pull

demo: setup ## Clone a voice, speak in it, transcribe it: make demo [VOICE=recording.wav]
	@$(BIN)/clonyvoice demo $(if $(VOICE),--voice "$(VOICE)")

serve: setup ## Start the API and the studio
	@$(BIN)/clonyvoice serve

test: setup ## Run every test
	@scripts/test-tools.sh
	cd studio && npm test --silent
	$(BIN)/python -m pytest -n 2 --no-loadscope-reorder

bench: setup ## Measure everything again and write the figures: many hours; make bench [DATA=recordings] [ONLY="start memory"]
	$(BIN)/python -m benchmarks.all $(if $(DATA),--data "$(DATA)") $(if $(ONLY),--only $(ONLY))

check: $(BIN)/.installed studio/node_modules/.installed ## Format, lint, strict types, layers, licences, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/check_licences.py
	$(BIN)/python scripts/check_release.py
	$(BIN)/python scripts/check_names.py
	$(BIN)/python scripts/generate.py --check
	$(BIN)/python -m benchmarks.summary --check
	cd studio && npm run --silent api -- --check
	cd studio && npm run --silent types && npm run --silent lint && npm run --silent i18n

generate: $(BIN)/.installed studio/node_modules/.installed ## Write the generated files again (OpenAPI, client types, reference tables)
	$(BIN)/python scripts/generate.py
	cd studio && npm run --silent api

format: $(BIN)/.installed ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Sudachi's dictionary (190 MB) is left out: the Japanese front end does without it.
# Left out: a dictionary that is never opened, and a package that reports usage; neither is imported.
lock: $(BIN)/.installed ## Resolve requirements.lock again, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-package sudachidict-core --no-emit-package openvino-telemetry \
		--no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock

clean: ## Remove what was built (not the weights, not your data)
	rm -rf $(VENV) studio/node_modules studio/dist src/clonyvoice/studio_dist
