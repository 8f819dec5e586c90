package io.fairlead.checks.layout;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every rule about who may use whom, over the packages {@code ROOT.MODULE.ROOM}. The root is an argument so that the same
 * rules run on the code and on the deliberate offenders.
 */
final class LayoutRules {
    /** A rule and the words its report must hold when it runs on the offenders. */
    record Named(String name, ArchRule rule, List<String> caught) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final String root;
    private final List<Named> rules = new ArrayList<>();

    private LayoutRules(String root) {
        this.root = root;
    }

    static List<Named> under(String root) {
        var layout = new LayoutRules(root);
        layout.arrows();
        layout.rooms();
        layout.prohibitions();
        layout.add("core is pure", Purity.coreUsesOnlyValues(root), Purity.FORBIDDEN_TO_CORE_SAMPLES);
        layout.add("core asks no clock and no chance", Purity.coreAsksNothing(root), Purity.ASKED_BY_CORE_SAMPLES);
        layout.add(
                "only entry points ask the clock, chance or the scheduler of threads",
                Purity.onlyEntryPointsAsk(root),
                Purity.ASKED_ELSEWHERE_SAMPLES);
        layout.add(
                "only server.boot and server.dev construct adapters",
                Adapters.constructedAtBootOnly(root),
                List.of("DockerOffender", "FakeOffender", "ChangeOffender", "opened"));
        return List.copyOf(layout.rules);
    }

    private void arrows() {
        for (String module : Modules.all()) {
            var forbidden = Modules.forbiddenTo(module);
            if (!forbidden.isEmpty()) {
                add(
                        module + " uses none of " + String.join(", ", forbidden),
                        forbid(
                                module + "..",
                                forbidden.stream().map(it -> it + "..").toArray(String[]::new)),
                        forbidden);
            }
        }
    }

    private void rooms() {
        add(
                "rooms are free of cycles",
                slices().matching(root + ".(*).(*)..").should().beFreeOfCycles().allowEmptyShould(true),
                List.of("Cycle detected", "core.cluster", "core.job"));
        add(
                "packages are free of cycles",
                slices().matching(root + ".(*).(**)").should().beFreeOfCycles().allowEmptyShould(true),
                List.of("Cycle detected", "wire.dialect.slurm"));
        add(
                "rooms of engines are blind to one another",
                slices().matching(root + ".engines.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .ignoreDependency(
                                alwaysTrue(), resideInAnyPackage(packages("engines.stream..", "engines.process..")))
                        .allowEmptyShould(true),
                List.of("docker", "fake"));
    }

    private void prohibitions() {
        add(
                "wire does not decide",
                forbid("wire..", "core.admission..", "core.schedule..", "core.reconcile..", "core.account.."),
                List.of("core.schedule"));
        add(
                "cli holds no rules",
                forbid("cli..", "core.schedule..", "core.reconcile..", "core.account.."),
                List.of("core.schedule"));
        add(
                "store knows no HTTP",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".store..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.net.http..", "com.sun.net..", "org.eclipse.jetty..")
                        .allowEmptyShould(true),
                List.of("java.net.http.HttpClient"));
        add(
                "only the server's edges know Jetty",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                packages("server.http..", "server.web..", "server.auth..", "server.boot..", "bench.."))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..")
                        .allowEmptyShould(true),
                List.of("org.eclipse.jetty.server.Server"));
    }

    private ArchRule forbid(String who, String... whom) {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(whom))
                .allowEmptyShould(true);
    }

    private String[] packages(String... names) {
        return Stream.of(names).map(name -> root + "." + name).toArray(String[]::new);
    }

    private void add(String name, ArchRule rule, List<String> caught) {
        rules.add(new Named(name, rule, caught));
    }
}
