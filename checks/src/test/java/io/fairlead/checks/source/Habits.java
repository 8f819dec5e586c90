package io.fairlead.checks.source;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What tests do not do: skip themselves, sleep, or hide behind a name that says nothing. */
final class Habits {
    private static final Pattern SKIPPING_IMPORT = Pattern.compile(
            "org\\.junit\\.jupiter\\.api\\.(Disabled|Assumptions|condition)\\b.*|org\\.opentest4j\\..*(Skipped|Aborted).*");

    private static final Pattern ASSUMPTION = Pattern.compile("(.*\\.)?(assume[A-Z]\\w*|assumingThat|abort)");

    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");

    private Habits() {}

    static List<String> offences(List<SourceFile> files) {
        var found = new ArrayList<String>();
        for (SourceFile file : files) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitImport(ImportTree used, Void unused) {
                    if (SKIPPING_IMPORT
                            .matcher(used.getQualifiedIdentifier().toString())
                            .matches()) {
                        found.add(file.at(used) + " skips tests");
                    }
                    return super.visitImport(used, unused);
                }

                @Override
                public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                    if (ASSUMPTION.matcher(call.getMethodSelect().toString()).matches()) {
                        found.add(file.at(call) + " skips tests");
                    }
                    return super.visitMethodInvocation(call, unused);
                }

                @Override
                public Void visitMemberSelect(MemberSelectTree select, Void unused) {
                    if (select.toString().equals("Thread.sleep")) {
                        found.add(file.at(select) + " sleeps; wait on a predicate with a deadline");
                    }
                    return super.visitMemberSelect(select, unused);
                }

                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    if (isTest(method) && method.getName().toString().indexOf('_') < 0) {
                        found.add(file.at(method) + " " + method.getName() + " is not a sentence_with_underscores");
                    }
                    return super.visitMethod(method, unused);
                }
            }.scan(file.unit(), null);
        }
        return found;
    }

    private static boolean isTest(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(it -> TESTS.contains(it.getAnnotationType().toString()));
    }
}
