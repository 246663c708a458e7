# make alone lists the targets. Only Go is needed; tools run by their version.

GO ?= go

# make bench: the flags of internal/bench, such as -short or -only create,page.
BENCH ?=
# make fuzz: how long each target runs.
FUZZTIME ?= 10s
# make simulate: how many schedules over all gateways.
SCHEDULES ?= 2000000
# make mutate: the flags of internal/simulation/mutate, such as -n 20 or -only 7.
MUTATE ?=
# make replay: which schedule, with which gateway and client.
SEED    ?= 1
GATEWAY ?= cibpay
CLIENT  ?= sdk

.DEFAULT_GOAL := help
.PHONY: help test race lint vuln bench fuzz corpus cover examples rules replay simulate mutate api ci

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: ## run all tests
	$(GO) test ./...

race: ## run all tests under the race detector
	$(GO) test -race ./...

lint: ## check formatting, go vet and golangci-lint
	@GO="$(GO)" .ci/lint

vuln: ## look for known vulnerabilities in what we link
	$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

bench: ## measure calls, pages, amounts, connections and size beside their baselines
	@cd internal/bench && $(GO) run . $(BENCH)

fuzz: ## run every fuzz target for FUZZTIME (10s) each
	@GO="$(GO)" FUZZTIME="$(FUZZTIME)" .ci/fuzz

corpus: ## keep some of the inputs that the fuzzer found, beside the tests
	@.ci/corpus

cover: ## measure which statements the tests reach; details in coverage.html
	$(GO) test -coverpkg=./... -coverprofile=coverage.out ./...
	$(GO) tool cover -func=coverage.out | tail -n 1
	$(GO) tool cover -html=coverage.out -o coverage.html

examples: ## run every example
	$(GO) run ./examples/firstcall
	$(GO) run ./examples/quickstart
	$(GO) run ./examples/refunds
	$(GO) run ./examples/authorize
	$(GO) run ./examples/recurring
	$(GO) run ./examples/payout
	$(GO) run ./examples/reconciliation
	$(GO) run ./examples/secure3d -selftest
	$(GO) run ./examples/checkout -selftest
	$(GO) run ./examples/mobilemoney -selftest
	$(GO) run ./examples/phonepayout
	$(GO) run ./examples/seamless -selftest
	$(GO) run ./examples/invoice -selftest
	$(GO) run ./examples/services -selftest
	$(GO) run ./examples/recovery
	$(GO) run ./examples/onboarding
	$(GO) run ./examples/productlink
	$(GO) run ./examples/refundstate
	$(GO) run ./examples/invoicelink -selftest

rules: ## print what is known of each gateway: operations, proofs, amounts
	@$(GO) run ./examples/rules

replay: ## play one simulated schedule: SEED=1 GATEWAY=cibpay CLIENT=sdk
	$(GO) test ./internal/simulation -run '^TestReplay$$' -count=1 -v -args -seed=$(SEED) -gateway=$(GATEWAY) -client=$(CLIENT)

simulate: ## play SCHEDULES (2000000) schedules, and every cut, pair of faults and socket
	$(GO) test ./bizon ./cibpay ./cinetpay ./circlepay ./corefy -run='^TestConformance$$/./cut-at-every-byte$$' -count=1 -timeout=24h -args -full
	$(GO) test ./internal/simulation -count=1 -v -timeout=24h -args -full -schedules=$(SCHEDULES)

mutate: ## make mistakes in what decides about outcomes, and see that schedules notice
	$(GO) run ./internal/simulation/mutate $(MUTATE)

api: ## rewrite testdata/api and the table in README.md after a change that is meant
	$(GO) test ./internal/house -count=1 -update

ci: ## do what the CI does
	.ci/run
