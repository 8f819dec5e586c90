package io.fairlead.server.config;

import io.fairlead.core.image.Frameworks;
import io.fairlead.core.image.Frameworks.Framework;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.dialect.ds01.Catalogue;
import io.fairlead.wire.dialect.ds01.LimitsFile;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.document.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads which images frameworks mean: in our own words, or from MLC's catalogue. */
final class FrameworksReader {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String EXAMPLE = "aimehub/pytorch:2.8.0";

    private final Fields top;
    private final Report report;

    FrameworksReader(Fields top) {
        this.top = top;
        this.report = top.report();
    }

    Frameworks read() {
        if (top.find("frameworks").filter(TextNode.class::isInstance).isPresent()) {
            Node at = top.find("frameworks").orElseThrow();
            return top.path("frameworks", "/opt/aime-ml-containers/ml_images.repo")
                    .map(path -> catalogue(Path.of(path), at))
                    .orElse(Frameworks.NONE);
        }
        List<Framework> all = new ArrayList<>();
        top.members("frameworks").forEach((name, node) -> {
            named(name, "a framework", node);
            if (node instanceof MapNode) {
                top.members(node).forEach((version, image) -> {
                    named(version, "a version", image);
                    add(all, name, version, image);
                });
            } else {
                add(all, name, "", node);
            }
        });
        return new Frameworks(all);
    }

    private void named(String name, String what, Node node) {
        if (!name.matches(NAME)) {
            report.problem(
                    node,
                    ConfigurationProblems.NAME,
                    "name",
                    name,
                    "what",
                    what,
                    "rule",
                    "letters, digits, dots, - and _, at most 64");
        }
    }

    private void add(List<Framework> all, String name, String version, Node node) {
        top.text(node, EXAMPLE).ifPresent(image -> {
            try {
                ImageReference.parse(image);
                all.add(new Framework(name, version, "", image));
            } catch (ProblemException none) {
                report.problem(
                        node,
                        ConfigurationProblems.IMAGE,
                        "image",
                        image,
                        "why",
                        none.problems().getFirst().message());
            }
        });
    }

    private Frameworks catalogue(Path path, Node at) {
        try {
            Catalogue.Result result = Catalogue.read(new LimitsFile.Text(path.toString(), Files.readAllBytes(path)));
            result.problems()
                    .forEach(problem -> report.problem(problem.at(at.path()).at(at.position())));
            return result.frameworks();
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            report.problem(at, ConfigurationProblems.UNREADABLE, "file", path, "why", why);
            return Frameworks.NONE;
        }
    }
}
