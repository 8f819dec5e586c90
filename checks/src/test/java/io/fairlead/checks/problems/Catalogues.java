package io.fairlead.checks.problems;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.fairlead.core.problem.ProblemCode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The codes of all classes that ship and are named {@code …Problems}. */
final class Catalogues {
    /** Shipping code only: what the checks plant for themselves is left out. */
    private static final String CHECKS = "io.fairlead.checks";

    private static final Pattern FORM = Pattern.compile("[EN](-[A-Z0-9]+)+");

    private Catalogues() {}

    /** A code and the class that makes it. */
    record Entry(String catalogue, ProblemCode code) {}

    /** All entries, by code. */
    static List<Entry> entries() {
        return new ClassFileImporter()
                .importPackages("io.fairlead").stream()
                        .filter(it -> it.getSimpleName().endsWith("Problems"))
                        .filter(it -> !it.getPackageName().startsWith(CHECKS))
                        .flatMap(it -> entries(it.reflect()).stream())
                        .sorted(Comparator.comparing((Entry it) -> it.code().code())
                                .thenComparing(Entry::catalogue))
                        .toList();
    }

    /** The entries that one class keeps as static fields, in no order. */
    static List<Entry> entries(Class<?> catalogue) {
        var found = new ArrayList<Entry>();
        for (Field field : catalogue.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ProblemCode.class) {
                found.add(new Entry(catalogue.getName(), value(field)));
            }
        }
        return found;
    }

    private static ProblemCode value(Field field) {
        try {
            field.setAccessible(true);
            return (ProblemCode) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }

    /** What is wrong with them as a whole, one line each. */
    static List<String> offences(List<Entry> entries) {
        var found = new ArrayList<String>();
        var seen = new TreeMap<String, String>();
        for (Entry entry : entries) {
            ProblemCode code = entry.code();
            String where = code.code() + " of " + entry.catalogue();
            String other = seen.putIfAbsent(code.code(), entry.catalogue());
            if (other != null) {
                found.add(where + " is a code of " + other + " too");
            }
            if (!FORM.matcher(code.code()).matches()) {
                found.add(where + " is not of the form E-WORDS or N-WORDS");
            }
            if (code.message().isBlank()) {
                found.add(where + " has no message");
            }
            if (code.meaning().isBlank()) {
                found.add(where + " has no meaning");
            }
            if (code.code().startsWith("E-") && code.fix().isBlank()) {
                found.add(where + " has no fix");
            }
        }
        return found;
    }
}
