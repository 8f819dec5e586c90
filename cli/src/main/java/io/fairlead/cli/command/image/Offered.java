package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.words.Given;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.wire.image.ImageList.Framework;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The frameworks of the site, by name.
 *
 * @param all of one name the newest first
 */
public record Offered(List<Framework> all) {
    /**
     * The image that a word after {@code --framework} means: that of the framework, or else the word itself where it can
     * only be an image.
     *
     * @throws Failure where it is neither
     */
    public String image(String word) throws Failure {
        Optional<String> found = find(word);
        if (found.isPresent()) {
            return found.get();
        }
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        List<String> versions =
                all.stream().filter(one -> is(one, name)).map(Framework::word).toList();
        if (!versions.isEmpty()) {
            throw Failure.wrong(ImageCommandProblems.FRAMEWORK_VERSION.problem(
                    FieldPath.ROOT, word, "name", name, "versions", String.join(", ", versions)));
        }
        if (word.contains("/") || word.contains(":") || word.contains("@")) {
            return word;
        }
        String near = Given.hint(word.toLowerCase(Locale.ROOT), names());
        throw Failure.wrong(
                all.isEmpty()
                        ? ImageCommandProblems.NO_FRAMEWORKS.problem(FieldPath.ROOT, word, "name", word)
                        : ImageCommandProblems.FRAMEWORK.problem(
                                FieldPath.ROOT,
                                word,
                                "name",
                                word,
                                "near",
                                near.isEmpty() ? "" : near + " ",
                                "names",
                                String.join(", ", names())));
    }

    /** The image of {@code NAME} or {@code NAME:VERSION}; empty where the site has none of that name. */
    Optional<String> find(String word) {
        return all.stream()
                .filter(one -> is(one, word) || one.word().equalsIgnoreCase(word))
                .map(Framework::image)
                .findFirst();
    }

    /** Each once. */
    List<String> names() {
        return all.stream().map(Framework::name).distinct().toList();
    }

    private static boolean is(Framework one, String name) {
        return one.name().equalsIgnoreCase(name);
    }
}
