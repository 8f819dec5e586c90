package io.fairlead.checks.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** What things may be called, and how a file says what it uses. */
final class Names {
    /** Endings of a name for a bag of things instead of one thing. */
    private static final Pattern BAG = Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl|Info|Data|Base)");

    private static final Pattern GETTER = Pattern.compile("get([A-Z].*)?");

    private Names() {}

    static List<String> offences(List<SourceFile> files) {
        var found = new ArrayList<String>();
        for (SourceFile file : files) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void unused) {
                    if (BAG.matcher(type.getSimpleName()).matches()) {
                        found.add(file.at(type) + " " + type.getSimpleName() + " is named like a bag");
                    }
                    return super.visitClass(type, unused);
                }

                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    if (file.module().equals("core")
                            && GETTER.matcher(method.getName()).matches()
                            && !Sizes.overrides(method)) {
                        found.add(
                                file.at(method) + " " + method.getName() + ": core says what a thing is, without get");
                    }
                    return super.visitMethod(method, unused);
                }

                @Override
                public Void visitImport(ImportTree used, Void unused) {
                    if (used.isModule()
                            || used.getQualifiedIdentifier().toString().endsWith(".*")) {
                        found.add(file.at(used) + " imports more than it names");
                    }
                    return super.visitImport(used, unused);
                }
            }.scan(file.unit(), null);
        }
        return found;
    }

    /** Folders with sources whose {@code package-info.java} is missing, says nothing or is not null-marked. */
    static List<String> undescribedPackages(List<SourceFile> files) {
        var found = new ArrayList<String>();
        for (String folder : files.stream().map(SourceFile::folder).distinct().toList()) {
            boolean described = files.stream()
                    .filter(it -> it.folder().equals(folder) && it.isPackageInfo())
                    .anyMatch(Names::describes);
            if (!described) {
                found.add(folder + " needs a package-info.java with @NullMarked and a sentence");
            }
        }
        return found;
    }

    private static boolean describes(SourceFile info) {
        return info.text().stripLeading().startsWith("/**")
                && info.unit().getPackageAnnotations().stream()
                        .anyMatch(it -> it.getAnnotationType().toString().equals("NullMarked"));
    }

    /** How many top-level types there are, and how many of them other packages may use. */
    record Share(long types, long publicTypes) {
        static Share of(List<SourceFile> files) {
            var types = files.stream()
                    .flatMap(it -> it.unit().getTypeDecls().stream())
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .toList();
            long open = types.stream()
                    .filter(it -> it.getModifiers().getFlags().contains(Modifier.PUBLIC))
                    .count();
            return new Share(types.size(), open);
        }

        @Override
        public String toString() {
            return "%d of %d top-level types are public, %.0f %% package-private"
                    .formatted(publicTypes, types, 100.0 * (types - publicTypes) / Math.max(1, types));
        }
    }
}
