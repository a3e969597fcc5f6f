# Everything a student, an author or an instructor does with the course. Type "make" for the list.
# The first target you call sets up .venv; it is set up again when requirements.txt or pyproject.toml change.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# Name a Python to use it and no other: make lab PYTHON=/opt/python3.12/bin/python3. Without it, the first good one is taken.
PYTHON ?=
PYTHONS := $(if $(PYTHON),"$(PYTHON)",python3.11 python3.12 python3.13 python3 python)

# Paths stay relative to this folder, so that a folder with spaces in its name works.
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

# Flags to pass on, for instance: make lab LAB_FLAGS=--no-browser
LAB_FLAGS ?=
GRADE_FLAGS ?=
PYTEST_FLAGS ?=

# JupyterLab refuses to start as root unless told to; in a container root is the usual user.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: help lab grade test build rehearse gpu bench site setup clean

help:  ## say what can be made
	@printf 'make TARGET, where TARGET is one of\n\n'
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'
	@printf '\nThe first one sets up .venv, which takes some minutes and 3 GB of disk.\n'

lab: $(READY)  ## open your workbook in JupyterLab
	@$(RUN) -m autograder workbook
	$(RUN) -m jupyterlab $(AS_ROOT) $(LAB_FLAGS) workbook

grade: $(READY)  ## grade the sample class that ships with the course
	@$(RUN) -m autograder grade data/sample_class --cell-seconds 10 --results build/sample_class --no-gradebook $(GRADE_FLAGS)

test: $(READY)  ## read and run everything that is tested (about 45 minutes on two cores)
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(PYTEST_FLAGS)

build: $(READY)  ## write notebooks/ from solutions/
	@$(RUN) -m autograder build

rehearse: $(READY)  ## grade every known right and wrong answer
	@$(RUN) -m autograder rehearse

gpu: $(READY)  ## run the chapters that use Keras on a GPU and print what they measure
	@$(RUN) -m benchmarks.gpu_chapters

site: $(READY)  ## render the whole course as web pages, with everything run
	@$(RUN) docs/site/build.py

bench: $(READY)  ## measure how long things take
	@$(RUN) -m benchmarks

setup: $(READY)  ## set up .venv and do nothing more

clean:  ## remove caches; workbook, gradebook and .venv stay
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis build convcourse.egg-info benchmarks/results
	find autograder convcourse tests benchmarks solutions -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.txt pyproject.toml
	@set -e; \
	if ! $(RUN) -c 'import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	    found=; seen=; \
	    for candidate in $(PYTHONS); do \
	        version=$$("$$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	        case $$version in \
	            3.11|3.12|3.13) ;; \
	            *) seen="$$seen $$candidate is $$version;"; continue ;; \
	        esac; \
	        if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then found=$$candidate; break; fi; \
	        seen="$$seen $$candidate is $$version but lacks venv (on Debian: apt install python$$version-venv);"; \
	    done; \
	    if [ -z "$$found" ]; then \
	        echo "expected Python 3.11, 3.12 or 3.13; came:$${seen:- none}" >&2; \
	        echo "Install one of them, or name it: make lab PYTHON=/path/to/python3.11" >&2; \
	        exit 1; \
	    fi; \
	    echo "Setting up $(VENV) with $$found (Python $$version). This happens once and takes some minutes."; \
	    "$$found" -m venv --clear $(VENV); \
	fi
	$(RUN) -m pip install --disable-pip-version-check --requirement requirements.txt
	$(RUN) -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)
