# Names for the few commands. `make` lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Seeds of the simulation, first-last.
SEEDS ?= 1000-1199
# Arguments for the benchmarks: which, how long.
BENCH ?=
# Logs for make bench-scheduling that are not part of the project.
KTH ?=
LUBLIN ?=
# Which stories.
STORY ?= Story*IT
# Where it is installed, and the folder beneath which that is done, for packages.
PREFIX ?= /usr/local
DESTDIR ?=
# Modules built side by side.
THREADS ?= 1C

# Every recipe that needs Java begins with this: Maven, too, runs on the JDK 25.
JDK := export JAVA_HOME="$$(./dev/find-jdk.sh)" MAVEN_OPTS="$${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED";
MVN := mvn -B -ntp

.PHONY: help test prepare quick stories guide sim fmt golden bench bench-scheduling install uninstall clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

test: prepare ## everything CI runs: prepares the machine (needs root the first time), then builds, checks and tests
	@$(JDK) start=$$SECONDS; rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports; \
	status=0; $(MVN) -T $(THREADS) verify || status=$$?; ./dev/test-scripts.sh || status=$$?; \
	"$$JAVA_HOME/bin/java" dev/Summary.java $$((SECONDS - start)) $$status

prepare: ## installs what the tests need and starts a container engine where none runs
	@./dev/find-jdk.sh > /dev/null
	@command -v mvn > /dev/null || { echo 'fairlead: no mvn on the PATH'; echo '  fix: apt-get install maven'; exit 1; } >&2
	@if [ -t 0 ]; then ./dev/prepare.sh; else ./dev/prepare.sh --yes; fi

quick: ## unit tests without Error Prone, NullAway and the format check
	@$(JDK) $(MVN) -q -T $(THREADS) -Pquick test

STORIES = rm -rf checks/target/failsafe-reports; status=0; \
	$(MVN) -q -Pquick -pl checks -am verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false \
	-Dit.test='$(STORY)' $(1) || status=$$?; "$$JAVA_HOME/bin/java" dev/Summary.java stories $$status

stories: prepare ## the first day of each system's user, on a real engine: make stories STORY='Story09*'
	@$(JDK) $(call STORIES,)

guide: prepare ## types the stories and writes what was seen into docs/guide/first-day.md
	@$(JDK) $(call STORIES,-Dfairlead.golden=write -Dit.forks=1)

sim: ## simulation of the whole server on seeds: make sim SEEDS=1000-1499
	@$(JDK) rm -f server/target/surefire-reports/*SimulationTest*; \
	$(MVN) -q -Pquick -pl server -am test -Dtest=SimulationTest -Dfairlead.sim.seeds=$(SEEDS); \
	cat server/target/surefire-reports/*SimulationTest.txt

fmt: ## formats the Java sources
	@$(JDK) $(MVN) -q spotless:apply

golden: ## rewrites the golden files and generated pages; read the difference before a commit
	@$(JDK) rm -f checks/target/surefire-reports/*Golden*Test*; \
	$(MVN) -q -Pquick -pl checks -am test -Dtest='Golden*Test' -Dfairlead.golden=write; \
	cat checks/target/surefire-reports/*Golden*Test.txt

bench: prepare ## benchmarks, each with its floor measured in the same run: make bench BENCH=submit
	@$(JDK) $(MVN) -q -Pquick -pl bench -am package -DskipTests; \
	"$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp 'bench/target/fairlead-bench.jar:bench/target/lib/*' io.fairlead.bench.Main $(BENCH)

bench-scheduling: ## scheduling on public traces beside published figures: make bench-scheduling KTH=FILE LUBLIN=FILE
	@$(JDK) $(MVN) -q -Pquick -pl bench -am package -DskipTests; \
	"$$JAVA_HOME/bin/java" -cp 'bench/target/fairlead-bench.jar:bench/target/lib/*' io.fairlead.bench.tables.SchedulingTables '$(KTH)' '$(LUBLIN)'

install: ## builds, and installs for all users of the machine: make install PREFIX=/usr/local [DESTDIR=…]
	@$(JDK) $(MVN) -q -Pquick -pl cli,server -am package -DskipTests
	@./dev/install.sh install --prefix '$(PREFIX)' --destdir '$(DESTDIR)'

uninstall: ## takes the installation away: make uninstall PREFIX=/usr/local
	@./dev/install.sh uninstall --prefix '$(PREFIX)' --destdir '$(DESTDIR)'

clean: ## removes what was built
	@rm -rf ./*/target
