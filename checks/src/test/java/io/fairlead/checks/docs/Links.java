package io.fairlead.checks.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Links of Markdown pages to files of the project. */
final class Links {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    private Links() {}

    /** The pages at the root of the project and everything beneath {@code docs} and {@code examples}, in order. */
    static List<Path> pages(Path root) throws IOException {
        var pages = new ArrayList<Path>();
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"));
                Stream<Path> examples = Files.walk(root.resolve("examples"))) {
            Stream.of(top, docs, examples)
                    .flatMap(it -> it)
                    .filter(it -> it.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /** Links of a page that lead to no file, one line each; other sites are not asked. */
    static List<String> broken(Path page, String text) {
        var found = new ArrayList<String>();
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String target = link.group(1);
            if (!ELSEWHERE.matcher(target).matches() && !Files.exists(page.resolveSibling(target))) {
                found.add(page + ": " + target + " is not there");
            }
        }
        return found;
    }
}
