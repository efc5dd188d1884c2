# News analysis. `make` alone lists what can be made. Needed: python3 (3.11 to 3.14) with pip and venv, make, git.

PY ?= python3
RUN = .venv/bin/python
ARTICLES ?=
REPORTS ?=
MARK ?=
BENCH ?=
export ARTICLES REPORTS MARK

.DEFAULT_GOAL := help
.PHONY: help report verify test trial lab check codebook clean-notebooks bench lock audit check-workflows clean .venv

help:  ## list these targets
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-16s %s\n", $$1, $$2}' Makefile

report: .venv  ## run all notebooks and write reports/ (your own articles: ARTICLES=folder REPORTS=folder)
	@$(RUN) -m analysis run $${ARTICLES:+--articles "$$ARTICLES"} $${REPORTS:+--reports "$$REPORTS"}

verify: .venv  ## make the reports again under other conditions and compare every byte (ARTICLES and REPORTS as above)
	$(RUN) -m analysis verify $${ARTICLES:+--articles "$$ARTICLES"} $${REPORTS:+--reports "$$REPORTS"}

test: .venv  ## run the tests that take minutes
	$(RUN) -m pytest -q -m "not trial" -n auto --dist worksteal

# Two files at a time: each builds its reports and clusters once, and two huge inputs fit into the memory.
trial: .venv  ## run the slow trials: kills, disks, huge files, a browser, JupyterLab, repeated renderings (MARK=ci: those CI runs)
	$(RUN) -m pytest -q -m "$${MARK:-trial}" -n 2 --dist loadfile

lab: .venv  ## open JupyterLab on the notebooks
	$(RUN) -m jupyterlab --ServerApp.root_dir=. --ServerApp.default_url=/lab/tree/notebooks \
	--LabApp.app_settings_dir=.ci/jupyterlab

check: .venv  ## lint, format, types, notebooks without outputs, documents
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m analysis.run.clean_notebooks --check
	$(RUN) -m analysis.tables.codebook --check
	$(RUN) -m pytest -q tests/test_docs.py

codebook: .venv  ## write the tables of docs/ and the findings of the README from what the project has
	$(RUN) -m analysis.tables.codebook
	$(RUN) docs/write_reference.py

clean-notebooks: .venv  ## remove outputs and run numbers from notebooks that were saved with them
	$(RUN) -m analysis.run.clean_notebooks

bench: .venv  ## make the tables of benchmarks/README.md: BENCH="names and options of benchmarks/run.py"
	@$(RUN) benchmarks/run.py $(BENCH)

# Universal: the same file serves every system and Python. No index or host name gets into it.
COMPILE = $(RUN) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

lock: .venv  ## choose the newest allowed versions of all packages and write the lock files
	$(COMPILE) pyproject.toml --all-extras --group dev --group build -o requirements.lock
	echo uv | $(COMPILE) - -o requirements-uv.lock

audit: .venv  ## ask the public advisory service about the locked packages (fails when it does not answer for all)
	$(RUN) .ci/audit.py

check-workflows: .venv  ## check the GitHub workflows with zizmor, offline
	$(RUN) -m uv tool run zizmor==1.32.0 --offline .github docs/examples/*.yml

clean:  ## delete prepared articles, failed runs and caches (reports and .venv stay)
	rm -rf data/interim reports/_failed .pytest_cache .mypy_cache .ruff_cache .hypothesis build

# Checks at each start that the environment is complete and fits the lock files, and repairs it if not (0.4 s if it is).
.venv:
	@$(PY) .ci/make_venv.py
