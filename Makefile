# Two commands for anyone: make demo, make test. Each makes its own environment in .venv first.
BIN := .venv/bin
REPORTEDLY := $(BIN)/reportedly
export PYTHON

.PHONY: demo test explore check gate schema sample bench calibrate model docs clean help

help:
	@echo "make demo    read the example reports (invented) and show the account of each"
	@echo "make test    the checks and all tests"
	@echo "make explore the property tests with inputs that they have not seen"
	@echo "make check   ruff, mypy --strict, import contracts, house rules"
	@echo "make gate    dev figures of a small sample against their floors (needs the corpora)"
	@echo "make schema  write docs/reading.schema.json from the types"
	@echo "make sample  put today's output of the sample command into README.md"
	@echo "make bench   the tables of figures that the README quotes"
	@echo "make calibrate  fit the scores anew, after new weights or rules"
	@echo "make model   train and export the model again from the corpora"
	@echo "make docs    build the site into build/site, warnings as errors, with the notebooks run"
	@echo "make clean   remove what was built"

demo:
	@.ci/environment
	@mkdir -p build
	@echo "These reports are invented; the account of each follows."
	@$(REPORTEDLY) read examples/depot.txt examples/crossing.html examples/market.jsonl
	@$(REPORTEDLY) read examples/depot.txt --format html --output build/demo.html
	@echo "The first of them as a page to open in a browser: build/demo.html"
	@echo
	@echo "The same reports, and a table that people coded, as one record: what happened, by how many independent voices."
	@rm -f build/demo.db build/demo.db-wal build/demo.db-shm
	@$(REPORTEDLY) add examples/depot.txt examples/crossing.html examples/market.jsonl --record build/demo.db
	@$(REPORTEDLY) add examples/incidents.csv --mapping acled-like --record build/demo.db
	@COLUMNS=150 $(REPORTEDLY) events --sort origins --limit 12 --record build/demo.db
	@echo
	@echo "Where voices disagree on how many were killed: each figure with who gives it."
	@COLUMNS=150 $(REPORTEDLY) events --disputed --limit 3 --record build/demo.db

test: check
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

explore:
	@.ci/environment dev
	$(BIN)/python -m pytest -n 2 --dist loadfile -m hypothesis --hypothesis-profile explore

check:
	@.ci/environment dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_house.py

gate:
	@.ci/environment dev
	$(BIN)/python -m benchmarks.gate

schema:
	@.ci/environment dev
	$(BIN)/python -c "import json; from reportedly.export.contract import json_schema; \
	print(json.dumps(json_schema(), indent=2, ensure_ascii=False))" > docs/reading.schema.json

docs:
	@.ci/environment dev docs
	$(BIN)/python docs/samples.py --check
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/site
	@echo "Open build/site/index.html"

sample:
	@.ci/environment
	@.ci/readme-sample

bench:
	@.ci/environment dev bench
	$(BIN)/python -m benchmarks

calibrate:
	@.ci/environment dev
	$(BIN)/python -m benchmarks.calibrate

model:
	@.ci/environment dev training
	$(BIN)/python -m training

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
