# Short names for what is done often. Everything it needs is installed on the way.
.DEFAULT_GOAL := help
.PHONY: help setup types check test bench fix docs clean
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

setup:
	@sh scripts/setup.sh

types: setup
	@tsc -p tsconfig.json
	@tsc -p tsconfig.pure.json
	@biome check

check: types ## types, style, the walls of the house and the unit tests: a minute, before every commit
	@vitest run src test/house

test: ## everything, the slow tests too, from a clean clone on
	@sh scripts/setup.sh --test
	@$(MAKE) --no-print-directory types
	@vitest run --reporter=default --reporter=json --outputFile.json=.cache/tests.json

bench: setup ## the benchmarks; one of them with B=start-up
	@for bench in $(wildcard bench/$(or $(B),*).ts bench/$(or $(B),*)/main.ts); do node "$$bench" || exit 1; done

fix: setup ## formats the code and mends what can be mended by itself
	@biome check --write

docs: setup ## rewrites what is generated: the golden files and what else answers to UPDATE=1
	@UPDATE=1 vitest run src test/house

clean: ## removes what was built, and keeps node_modules
	@rm -rf dist coverage .cache *.tgz
