# Bulletin Desk: what one does in a checkout. `make` alone lists the targets.

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test lint format bench office screenshots lock clean distclean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | \
		while IFS='|' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

setup: ## Bring what the program needs: system packages, .venv, fonts
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

run: setup ## Open the window; without a display, write the sample issue to out/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(BIN)/bulletin-desk; \
	else \
		echo "No display here, so no window: writing the sample issue to out/ instead."; \
		exec $(BIN)/bulletin-desk sample --out out; \
	fi

test: setup-test lint ## Lint, then run the tests
	@$(BIN)/python -m pytest

lint: setup ## Check style, form and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/basedpyright

format: setup ## Put the code into form and mend what can be mended by itself
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

bench: setup ## Measure how fast it is
	@$(BIN)/python bench/run.py

office: setup-test ## Compare our PDF with our DOCX in LibreOffice
	@$(BIN)/python bench/office.py

screenshots: setup ## Draw every state of the window into docs/images/
	@$(BIN)/python scripts/screenshots.py

lock: ## Renew requirements.lock from pyproject.toml (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
		--upgrade --no-emit-index-url --no-emit-find-links --no-header \
		--output-file requirements.lock pyproject.toml

clean: ## Remove what running, testing and building left
	@rm -rf out build dist .pytest_cache .ruff_cache .hypothesis
	@find src tests bench typings -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## Remove what set-up brought, too
	@rm -rf .venv .fonts
