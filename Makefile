# Every target in a line: make help
SHELL := /bin/bash
export JAVA_HOME := $(shell bin/jdk)
ifeq ($(JAVA_HOME),)
$(error No JDK 25: see above)
endif
MAVEN ?= mvn
MAVEN_FLAGS ?= -B -ntp
export MAVEN_OPTS ?= -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
DATA ?= data
MANIFESTS ?= examples
ARGS ?=
comma := ,
# Cases of the language that lie beside the checkout, where they do.
SHARED_CASES := $(wildcard ../shared/promql-cases)

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build everything without running tests
	@$(MAVEN) $(MAVEN_FLAGS) -q -pl standalone,cli -am -DskipTests -Dspotless.check.skip=true package

.PHONY: run
run: build ## Build, then start everything in one process (DATA=dir MANIFESTS=dir ARGS='--demo-agents 20')
	@bin/bellwether standalone --data $(DATA) --manifests $(MANIFESTS) $(ARGS)

.PHONY: agent
agent: ## Build the agent's own runtime image (agent-daemonset/target/agent)
	@$(MAVEN) $(MAVEN_FLAGS) -q -pl agent-daemonset -am -DskipTests -Dspotless.check.skip=true package
	@agent-daemonset/bin/build-agent

# What images stand on: a registry's name, docker://NAME of this machine's Docker, or tar://FILE. Where the script of a local
# cluster lies beside the checkout, the small Debian that it makes.
LOCAL_CLUSTER := $(wildcard ../shared/cluster/cluster)
LOCAL_BASE := docker://localhost/base:1
IMAGE_BASE ?= $(if $(LOCAL_CLUSTER),$(LOCAL_BASE),debian:trixie-slim)
IMAGE_MODULES := agent-daemonset,ingest,alert-engine,query,broker,cli,images$(if $(wildcard operator/src),$(comma)operator)

.PHONY: images
images: ## Make container images (target/images/*.tar; IMAGE_BASE=docker://NAME, IMAGES='query kafka', ARCHIVES=false: quicker)
	@$(if $(and $(LOCAL_CLUSTER),$(filter $(LOCAL_BASE),$(IMAGE_BASE))),$(LOCAL_CLUSTER) image base)
	@$(MAVEN) $(MAVEN_FLAGS) -q -pl $(IMAGE_MODULES) -am -DskipTests -Dspotless.check.skip=true package \
	  dependency:build-classpath -Dmdep.outputFile=target/program.classpath -DincludeScope=runtime
	@$(if $(IMAGES),$(if $(filter agent,$(IMAGES)),agent-daemonset/bin/build-agent,true),agent-daemonset/bin/build-agent)
	@$(JAVA_HOME)/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dimages.archives=$(or $(ARCHIVES),true) -cp images/target/classes:$$(cat images/target/program.classpath) \
	  dev.bellwether.images.Main . $(IMAGE_BASE) $(IMAGES)

.PHONY: test
test: ## Build and run every test (against a real API server where KUBEBUILDER_ASSETS is set or there is Go)
	@export KUBEBUILDER_ASSETS=$$(bin/kubernetes-assets); set -x; \
	$(MAVEN) $(MAVEN_FLAGS) verify $(if $(SHARED_CASES),-Dpromql.cases=$(abspath $(SHARED_CASES)))

.PHONY: crds
crds: ## Write the custom resource definitions and their reference page from the Java types
	@$(MAVEN) $(MAVEN_FLAGS) -q -pl crds -am -DskipTests -Dspotless.check.skip=true -Dcrds.generate.phase=process-test-classes process-test-classes

.PHONY: soak
soak: ## The faults in full: 50 times kill -9, engines away for minutes (about an hour)
	$(MAVEN) $(MAVEN_FLAGS) verify -Dsoak=true -pl system-tests -am -Dtest='dev/bellwether/system/**' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: bench
bench: $(if $(ONLY),$(findstring agent,$(ONLY)),agent) ## Measure against the references and print the table (ONLY=wire,disk ARGS=--hour)
	@$(MAVEN) $(MAVEN_FLAGS) -q -pl system-tests -am -DskipTests -Dspotless.check.skip=true package
	@$(JAVA_HOME)/bin/java -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
	  -cp system-tests/target/classes:$$(cat system-tests/target/bench.classpath) dev.bellwether.bench.Bench $(if $(ONLY),--only $(ONLY)) $(ARGS)

.PHONY: images-load
images-load: ## Bring the archives of make images to the nodes of the current KUBECONFIG
	@bin/images-load

.PHONY: deploy
deploy: ## Load the images and install the chart on the current KUBECONFIG (VALUES=file ARGS='--set key=value')
	@bin/deploy $(ARGS)

.PHONY: e2e
e2e: ## Prove everything on the cluster of the current KUBECONFIG (ARGS='--keep --only install,ready')
	@system-tests/bin/e2e $(ARGS)

.PHONY: kind
kind: ## Start a cluster of three nodes in Docker (needs kind)
	@kind create cluster --config kind-config.yaml --wait 2m

.PHONY: chart
chart: ## Bring definitions, rules of access and the table of values in helm/ up to date
	@helm/bin/update-chart

.PHONY: promql-cases
promql-cases: ## Run PromQL cases that are given as data (CASES=dir)
	@$(MAVEN) $(MAVEN_FLAGS) -q -pl promql -am -DskipTests -Dspotless.check.skip=true test-compile
	@$(JAVA_HOME)/bin/java -cp promql/target/classes:promql/target/test-classes:model/target/classes \
	  dev.bellwether.promql.cases.PromqlCasesRunner $(CASES)

.PHONY: format
format: ## Format the code
	$(MAVEN) $(MAVEN_FLAGS) -q spotless:apply

.PHONY: clean
clean: ## Remove what was built
	$(MAVEN) $(MAVEN_FLAGS) -q clean
