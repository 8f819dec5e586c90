package io.fairlead.server.build;

import io.fairlead.core.recipe.DockerfileText;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listens to a build and knows which line of the Dockerfile it is at. */
final class Steps implements Consumer<String> {
    private static final Pattern STEP = Pattern.compile("Step (\\d{1,5})/\\d{1,5} : .*", Pattern.DOTALL);
    private static final int SHOWN_CHARS = 80;

    private final DockerfileText dockerfile;
    private final Consumer<String> say;
    private volatile int step;

    Steps(DockerfileText dockerfile, Consumer<String> say) {
        this.dockerfile = dockerfile;
        this.say = say;
    }

    @Override
    public void accept(String said) {
        Matcher matcher = STEP.matcher(said);
        if (matcher.matches()) {
            step = Integer.parseInt(matcher.group(1));
        }
        say.accept(said);
    }

    /** The cause with the line at which it happened. */
    String located(String cause) {
        if (step == 0 || cause.contains("parse error")) {
            return cause.replaceFirst("(?i)^dockerfile parse error line (\\d+): ", "line $1 of the Dockerfile: ");
        }
        Optional<DockerfileText.Instruction> at = dockerfile.step(step);
        if (at.isEmpty()) {
            return "while the user was written into the image, after the last line of the Dockerfile: " + cause;
        }
        String words = at.get().keyword() + " " + at.get().rest();
        return "line " + at.get().line() + " of the Dockerfile ("
                + (words.length() > SHOWN_CHARS ? words.substring(0, SHOWN_CHARS - 1) + "…" : words) + "): " + cause;
    }
}
