# Needs Python 3.11 or later, git and make; everything else is installed into .venv.
PYTHON ?= python3
PYTHONS ?= 3.11 3.13
JOBS ?= 2
# Which projects are installed and served: core, quick, chosen, needs, stacks or all (see
# tests/selection.py).
PROJECTS ?= core

export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: demo test lint benchmark wizard clean

# Generate a project with defaults, install it, serve it.
demo: .venv/installed
	test -d demo || scaffold new demo --yes
	$(MAKE) -C demo dev

# Check this repository, then everything it generates, on each Python.
test: lint $(PYTHONS:%=test-%)

# Many of the projects are chosen for the last Python alone, and what no Python changes is asked
# on the first alone.
test-$(lastword $(PYTHONS)): ASKED = $(PROJECTS)
test-%: ASKED = $(PROJECTS:chosen=quick)
test-%: AGAIN = $(if $(filter-out $(firstword $(PYTHONS)),$*),-m "not any_python")
test-%: .venv/installed
	uv venv --quiet --allow-existing --python $* .venv-$*
	VIRTUAL_ENV=$(CURDIR)/.venv-$* uv pip install --quiet --editable . --group dev
	PATH=$(CURDIR)/.venv-$*/bin:$(PATH) pytest --numprocesses $(JOBS) --dist loadgroup --projects=$(ASKED) $(AGAIN) $(PYTEST_ARGS)

lint: .venv/installed
	ruff check
	ruff format --check
	mypy

benchmark: .venv/installed
	python benchmarks/speed.py

# Draw the picture in the README.
wizard: .venv/installed
	uv pip install --quiet --python .venv --group docs
	python docs/wizard.py

.venv/installed: pyproject.toml hatch_build.py
	$(PYTHON) -m venv .venv
	python -m pip install --quiet --disable-pip-version-check uv
	uv pip install --quiet --python .venv --editable . --group dev
	touch $@

clean:
	rm -rf .venv .venv-* demo
