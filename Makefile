# One line each: everything is in bootstrap.py, which works without make as well.
PYTHON ?= python3

.PHONY: demo test check lint words

demo:            ## the whole product in the browser, on http://127.0.0.1:8080
	$(PYTHON) bootstrap.py demo

test:            ## the quick tests: none in a browser, none that kill processes, no long story
	$(PYTHON) bootstrap.py test

check:           ## what CI runs: format, lint, types, imports, all the tests
	$(PYTHON) bootstrap.py check

lint:            ## the same without the tests
	$(PYTHON) bootstrap.py lint

words:           ## bring the catalogues in step with the screens
	.venv/bin/python -m views.catalogues
