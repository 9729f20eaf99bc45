# Go is all that `make run` needs. `make test` installs what else it needs
# where it may; see scripts/need.
GO   ?= go
TOOL  = $(GO) tool -modfile=tools.mod

# What the tests use besides Go.
NEEDED = bash curl node python3 npm chromium firefox-esr nvim vim emacs xmllint nginx javac jackson flask sinatra

.DEFAULT_GOAL := help
.PHONY: help run test race generate detection bench lint fuzz build npm clean

help: ## List the targets.
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: ## Watch a conformance run against the built-in gateway, over real HTTP.
	@$(GO) run ./cmd/appgauge conformance run

build: ## Build bin/appgauge.
	$(GO) build -trimpath -o bin/appgauge ./cmd/appgauge

npm: ## Build and pack the npm package into dist.
	@scripts/need npm node
	cd wasm/npm && npm ci --silent --ignore-scripts && npm run --silent build
	mkdir -p dist && cd wasm/npm && npm pack --silent --pack-destination ../../dist

test: lint ## Run every test, after the linters.
	@scripts/need $(NEEDED)
	$(GO) test ./...
	cd conformance/deploy && $(GO) mod tidy -diff && $(GO) vet ./... && $(GO) test ./...
	for m in conformance/stacks/*/go.mod; do \
		(cd "$$(dirname $$m)" && $(GO) mod tidy -diff && $(GO) vet ./...) || exit 1; \
	done
	cd bench && $(GO) mod tidy -diff && $(GO) vet ./... && $(GO) test ./...
	cd bench/rpc && $(GO) mod tidy -diff && $(GO) vet ./... && $(GO) test ./...

race: ## Run every test under the race detector.
	$(GO) test -race ./...

generate: ## Rewrite every generated file and every golden file from the rule table.
	$(GO) generate ./...

detection: ## Measure all that the suite detects, and write it to docs/detection.md.
	APPGAUGE_SELFCHECK=whole $(GO) test ./conformance/selfcheck -run '^TestDetection$$' -count=1 -timeout 30m -v -update

lint: ## Format, vet, staticcheck, and the pins of what CI systems run.
	@test -z "$$(gofmt -l . | tee /dev/stderr)" || { echo "lint: run gofmt -w on the files above" >&2; exit 1; }
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	$(TOOL) actionlint -no-color conformance/deploy/github-workflow.yml
	cd conformance/deploy && $(GO) test -run '^TestPins' .

bench: ## Compare with the peers, side by side; prints ratios.
	cd bench && $(GO) run ./cmd/ratios && $(GO) run ./conformance
	cd bench/rpc && $(GO) run .
	cd bench/signing && $(GO) mod tidy -diff && $(GO) vet ./... && $(GO) test -v ./...
	$(MAKE) --no-print-directory npm
	cd bench/browser && npm ci --silent && npm start --silent

fuzz: ## Run every fuzz target for FUZZTIME (default 20s) each.
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep ^Fuzz); do \
			echo "$$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $${FUZZTIME:-20s} -fuzzminimizetime 10x $$pkg || exit 1; \
		done; \
	done

clean: ## Remove what was built.
	rm -rf bin dist
