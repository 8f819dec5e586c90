package io.fairlead.checks.layout;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes that rules run on, from the class path of the tests. */
final class Imported {
    static final String OFFENDERS = "io.fairlead.checks.offender";

    private Imported() {}

    /** What ships: every class of the project but the checks themselves and what other modules keep for tests. */
    static JavaClasses code() {
        return new ClassFileImporter()
                .importPackages("io.fairlead")
                .that(DescribedPredicate.describe(
                        "ship", (JavaClass it) -> !it.getPackageName().startsWith("io.fairlead.checks")));
    }

    static JavaClasses offenders() {
        return new ClassFileImporter().importPackages(OFFENDERS);
    }
}
