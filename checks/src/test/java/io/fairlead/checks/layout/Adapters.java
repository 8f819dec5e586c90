package io.fairlead.checks.layout;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * An adapter is a class, not a record, enum or exception, of one of the engines or of the store. Outside its own module only
 * {@code server.boot} and {@code server.dev} may make one, be it by a constructor or by a static method that gives one.
 */
final class Adapters {
    private static final List<String> ROOMS =
            List.of("engines.docker", "engines.slurm", "engines.kubernetes", "engines.fake", "store");

    private Adapters() {}

    static ArchRule constructedAtBootOnly(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".server.boot..", root + ".server.dev..", root + ".bench..")
                .should()
                .accessTargetWhere(describe("makes an adapter", access -> makesAdapter(root, access)))
                .allowEmptyShould(true);
    }

    private static boolean makesAdapter(String root, JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && isInRoom(root, target.getOwner())
                && !module(root, access.getOriginOwner()).equals(module(root, target.getOwner()))
                && (target.getName().equals("<init>") ? isActor(target.getOwner()) : isOpener(root, target));
    }

    /** A static method that gives an adapter, by its own type or as a port. */
    private static boolean isOpener(String root, AccessTarget.CodeUnitAccessTarget target) {
        JavaClass result = target.getRawReturnType();
        boolean isStatic = target.resolveMember()
                .filter(member -> member.getModifiers().contains(JavaModifier.STATIC))
                .isPresent();
        return isStatic
                && (isInRoom(root, result) && isActor(result)
                        || result.getPackageName().startsWith(root + ".core.port"));
    }

    private static boolean isActor(JavaClass type) {
        return !type.isInterface() && !type.isRecord() && !type.isEnum() && !type.isAssignableTo(Throwable.class);
    }

    private static boolean isInRoom(String root, JavaClass type) {
        return ROOMS.stream()
                .map(room -> root + "." + room)
                .anyMatch(room -> type.getPackageName().equals(room)
                        || type.getPackageName().startsWith(room + "."));
    }

    private static String module(String root, JavaClass type) {
        String rest = type.getPackageName()
                .substring(Math.min(root.length() + 1, type.getPackageName().length()));
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
