package io.fairlead.checks.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds and parses the sources of every module. */
final class Sources {
    private Sources() {}

    /** What ships: {@code MODULE/src/main/java}, in the order of the paths. */
    static List<SourceFile> main() {
        return parsed(texts("src/main/java"));
    }

    /** The tests of every module, without the deliberate offenders. */
    static List<SourceFile> tests() {
        var texts = texts("src/test/java");
        texts.keySet().removeIf(path -> path.startsWith("checks/src/test/java/io/fairlead/checks/offender/"));
        return parsed(texts);
    }

    /** Parses {@code texts}, keyed by path from the root of the project; a syntax error is a failure. */
    static List<SourceFile> parsed(Map<String, String> texts) {
        var byUri = new LinkedHashMap<URI, Text>();
        texts.forEach((path, text) -> {
            var one = new Text(path, text);
            byUri.put(one.toUri(), one);
        });
        var errors = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, errors, List.of("-proc:none"), null, byUri.values());
        try {
            var positions = Trees.instance(task).getSourcePositions();
            var files = new ArrayList<SourceFile>();
            for (CompilationUnitTree unit : task.parse()) {
                var text = byUri.get(unit.getSourceFile().toUri());
                files.add(new SourceFile(text.module(), text.path, text.content, unit, positions));
            }
            if (!errors.getDiagnostics().isEmpty()) {
                throw new IllegalStateException(errors.getDiagnostics().toString());
            }
            return List.copyOf(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(String folder) {
        Path root = root();
        var texts = new TreeMap<String, String>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(it -> Files.isRegularFile(it.resolve("pom.xml")))
                    .toList()) {
                addTexts(root, module.resolve(folder), texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static void addTexts(Path root, Path folder, Map<String, String> texts) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
    }

    /** The folder above this module, wherever the tests were started from. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("checks/src/test/java"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not started inside the project");
            }
        }
        return folder;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String path;
        private final String content;

        private Text(String path, String content) {
            super(URI.create("source:///" + path), Kind.SOURCE);
            this.path = path;
            this.content = content;
        }

        private String module() {
            return path.substring(0, path.indexOf('/'));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }
    }
}
