package io.fairlead.checks.layout;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Where time, chance and the world may come in: through constructors, from the entry points; into the core never. */
final class Purity {
    /** One class of every group that {@link #coreUsesOnlyValues} refuses; the offenders use them all. */
    static final List<String> FORBIDDEN_TO_CORE_SAMPLES = List.of(
            "java.io.File",
            "java.nio.file.Path",
            "java.net.URI",
            "java.sql.Timestamp",
            "java.util.concurrent.TimeUnit",
            "java.util.logging.Logger",
            "java.lang.System$Logger",
            "java.lang.Thread",
            "java.lang.ProcessBuilder",
            "org.slf4j.Logger");

    static final List<String> ASKED_BY_CORE_SAMPLES = List.of(
            "Instant.now()",
            "LocalDate.now()",
            "Clock.systemUTC()",
            "InstantSource.system()",
            "System.currentTimeMillis()",
            "System.nanoTime()",
            "System.getenv(",
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()",
            "Math.random()",
            "UUID.randomUUID()",
            "RandomGenerator.getDefault()",
            "Collections.shuffle(java.util.List)");

    static final List<String> ASKED_ELSEWHERE_SAMPLES = List.of(
            "Instant.now()",
            "Thread.sleep(",
            "System.currentTimeMillis()",
            "System.exit(",
            "Runtime.halt(",
            "UUID.randomUUID()",
            "java.util.Random.<init>()",
            "java.security.SecureRandom.<init>()");

    private static final List<String> WORLD = List.of(
            "java.io.",
            "java.nio.",
            "java.net.",
            "java.sql.",
            "java.util.concurrent.",
            "java.util.logging.",
            "org.slf4j.");

    private static final Set<String> CHANCE = Set.of(
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.security.SecureRandom.getInstanceStrong");

    private static final Set<String> GENERATORS =
            Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom");

    private static final Set<String> END_OR_WAIT = Set.of(
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep",
            "java.lang.System.exit",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt");

    private static final Set<String> PURE_PARTS_OF_SYSTEM = Set.of("arraycopy", "identityHashCode");

    private Purity() {}

    static ArchRule coreUsesOnlyValues(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .dependOnClassesThat(describe("touch the world", Purity::touchesTheWorld))
                .allowEmptyShould(true);
    }

    static ArchRule coreAsksNothing(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .accessTargetWhere(access(
                        "the clock, chance or the system", it -> asksClock(it) || asksChance(it) || asksSystem(it)))
                .allowEmptyShould(true);
    }

    /**
     * Entry points: {@code server.boot}, the command line's own package (not its rooms), and every class Main; and
     * {@code server.crash}, which exists to end the process.
     */
    static ArchRule onlyEntryPointsAsk(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".server.boot..", root + ".server.crash", root + ".cli", root + ".bench..")
                .and()
                .doNotHaveSimpleName("Main")
                .should()
                .accessTargetWhere(access(
                        "the clock, chance, a nap or the end",
                        it -> asksClock(it) || asksChance(it) || endsOrWaits(it)))
                .allowEmptyShould(true);
    }

    /** A charset is the one thing of java.nio that is a value: lengths in bytes are counted with it. */
    private static boolean touchesTheWorld(JavaClass used) {
        String name = used.getName();
        return WORLD.stream().anyMatch(name::startsWith) && !name.startsWith("java.nio.charset.")
                || name.startsWith("java.lang.System$Logger")
                || name.startsWith("java.lang.Process")
                || Set.of("java.lang.Thread", "java.lang.Runtime", "java.util.Timer")
                        .contains(name);
    }

    private static DescribedPredicate<JavaAccess<?>> access(String what, Predicate<AccessTarget> asks) {
        return describe("asks " + what, it -> asks.test(it.getTarget()));
    }

    private static boolean asksClock(AccessTarget target) {
        String owner = target.getOwner().getName();
        boolean fromSystem = target instanceof AccessTarget.CodeUnitAccessTarget call
                && call.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isAssignableTo("java.time.InstantSource"));
        return fromSystem
                && (owner.startsWith("java.time.")
                                && (target.getName().equals("now")
                                        || target.getName().startsWith("system"))
                        || owner.equals("java.lang.System") && target.getName().equals("currentTimeMillis")
                        || owner.equals("java.util.Date") && isEmptyConstructor(target));
    }

    private static boolean asksChance(AccessTarget target) {
        String owner = target.getOwner().getName();
        return CHANCE.contains(owner + "." + target.getName())
                || GENERATORS.contains(owner) && isEmptyConstructor(target)
                || owner.equals("java.util.Collections")
                        && target.getName().equals("shuffle")
                        && parameters(target) == 1;
    }

    private static boolean asksSystem(AccessTarget target) {
        return target.getOwner().getName().equals("java.lang.System")
                && !PURE_PARTS_OF_SYSTEM.contains(target.getName());
    }

    private static boolean endsOrWaits(AccessTarget target) {
        return END_OR_WAIT.contains(target.getOwner().getName() + "." + target.getName());
    }

    private static boolean isEmptyConstructor(AccessTarget target) {
        return target.getName().equals("<init>") && parameters(target) == 0;
    }

    private static int parameters(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget call
                ? call.getRawParameterTypes().size()
                : -1;
    }
}
