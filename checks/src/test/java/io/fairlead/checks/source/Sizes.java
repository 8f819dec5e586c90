package io.fairlead.checks.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** The size budget. A hard limit fails the build; what is above a soft limit is listed. */
final class Sizes {
    static final int METHOD_LINES_SOFT = 40;
    static final int METHOD_LINES_HARD = 60;
    static final int FILE_LINES_SOFT = 350;
    static final int FILE_LINES_HARD = 500;
    static final int PARAMETERS_HARD = 5;
    static final int PACKAGE_FILES_SOFT = 20;

    private Sizes() {}

    static List<String> tooLong(List<SourceFile> files) {
        return over(files, METHOD_LINES_HARD, FILE_LINES_HARD);
    }

    /** Everything above a soft limit, those above a hard one too. */
    static List<String> overSoft(List<SourceFile> files) {
        var found = new ArrayList<>(over(files, METHOD_LINES_SOFT, FILE_LINES_SOFT));
        Map<String, Integer> folders = new TreeMap<>();
        files.stream().filter(it -> !it.isPackageInfo()).forEach(it -> folders.merge(it.folder(), 1, Integer::sum));
        folders.forEach((folder, count) -> {
            if (count > PACKAGE_FILES_SOFT) {
                found.add(folder + " has " + count + " files");
            }
        });
        return found;
    }

    private static List<String> over(List<SourceFile> files, int methodLines, int fileLines) {
        var found = new ArrayList<String>();
        for (SourceFile file : files) {
            if (file.lines() > fileLines) {
                found.add(file.path() + " has " + file.lines() + " lines");
            }
            for (MethodTree method : methods(file)) {
                int lines = method.getBody() == null ? 1 : file.lines(method);
                if (lines > methodLines) {
                    found.add(file.at(method) + " " + method.getName() + " has " + lines + " lines");
                }
            }
        }
        return found;
    }

    /**
     * Methods and constructors with too many parameters. Not counted: the canonical constructor of a record, whose parameters
     * are its components, and a method that overrides another, whose signature was chosen elsewhere.
     */
    static List<String> tooManyParameters(List<SourceFile> files) {
        var found = new ArrayList<String>();
        for (SourceFile file : files) {
            new TreeScanner<Void, Void>() {
                private final Deque<ClassTree> types = new ArrayDeque<>();

                @Override
                public Void visitClass(ClassTree type, Void unused) {
                    types.push(type);
                    super.visitClass(type, unused);
                    types.pop();
                    return null;
                }

                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    int count = method.getParameters().size();
                    if (count > PARAMETERS_HARD && !isCanonical(method, types.element()) && !overrides(method)) {
                        found.add(file.at(method) + " " + method.getName() + " has " + count + " parameters");
                    }
                    return super.visitMethod(method, unused);
                }
            }.scan(file.unit(), null);
        }
        return found;
    }

    static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(it -> it.getAnnotationType().toString().equals("Override"));
    }

    private static boolean isCanonical(MethodTree method, ClassTree type) {
        long components = type.getMembers().stream()
                .filter(it -> it instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
        return type.getKind() == Tree.Kind.RECORD
                && method.getReturnType() == null
                && method.getParameters().size() == components;
    }

    private static List<MethodTree> methods(SourceFile file) {
        var methods = new ArrayList<MethodTree>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                methods.add(method);
                return super.visitMethod(method, unused);
            }
        }.scan(file.unit(), null);
        return methods;
    }
}
