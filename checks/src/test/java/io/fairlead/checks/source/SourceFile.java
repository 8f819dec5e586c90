package io.fairlead.checks.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;

/**
 * One parsed source.
 *
 * @param module the Maven module's folder
 * @param path from the root of the project, with slashes
 */
record SourceFile(String module, String path, String text, CompilationUnitTree unit, SourcePositions positions) {
    int lines() {
        return (int) text.lines().count();
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    boolean isPackageInfo() {
        return path.endsWith("/package-info.java");
    }

    String at(Tree tree) {
        return path + ":" + line(positions.getStartPosition(unit, tree));
    }

    /** Lines from the signature, annotations left out, to the closing brace. */
    int lines(MethodTree method) {
        long start = positions.getEndPosition(unit, method.getModifiers());
        int from = (int) (start < 0 ? positions.getStartPosition(unit, method) : start);
        while (Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        return (int) (line(positions.getEndPosition(unit, method)) - line(from) + 1);
    }

    private long line(long position) {
        return unit.getLineMap().getLineNumber(position);
    }
}
