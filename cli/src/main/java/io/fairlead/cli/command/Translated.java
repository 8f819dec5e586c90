package io.fairlead.cli.command;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.dialect.Dialects;
import io.fairlead.cli.dialect.Here;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.SecretList.SecretChanged;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.dialect.Translation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A definition that was a line or a script of another system.
 *
 * @param dialect by the name that is recorded with the job
 * @param definition JSON
 * @param place how to point into what was given
 */
public record Translated(String dialect, String definition, Translation translation, Complaint.Place place) {
    /** @param from the dialect's name; empty: found out by the first word */
    public static Translated file(String file, String from, Shell shell) throws Failure {
        return of(Definition.read(file, shell), from, shell);
    }

    /** @param from the dialect's name; empty: found out by the first word */
    static Translated of(Definition pasted, String from, Shell shell) throws Failure {
        return text(pasted.name(), text(pasted), from, shell);
    }

    /** Where the text is no definition but begins as a line or a script of another system does. */
    public static Optional<Translated> ofForeign(Definition given, Shell shell) throws Failure {
        Optional<Dialects.Dialect> dialect = Dialects.begun(text(given));
        return dialect.isEmpty()
                ? Optional.empty()
                : Optional.of(of(given, dialect.get().name(), shell));
    }

    private static String text(Definition pasted) {
        return new String(pasted.bytes(), StandardCharsets.UTF_8);
    }

    /** @param name of where the text came from, for messages */
    public static Translated text(String name, String text, String from, Shell shell) throws Failure {
        Dialects.Dialect dialect = dialect(from, List.of(text.strip().split("\\s+")));
        return of(dialect, dialect.text().apply(text, Here.of(shell)), Complaint.Place.in(name));
    }

    /** Words that a shell has taken apart. */
    public static Translated words(List<String> words, String from, Shell shell) throws Failure {
        Dialects.Dialect dialect = dialect(from, words);
        return of(dialect, dialect.words().apply(words, Here.of(shell)), Complaint.Place.none());
    }

    private static Dialects.Dialect dialect(String from, List<String> words) {
        Optional<Dialects.Dialect> found = from.isEmpty() ? Dialects.guess(words) : Dialects.named(from);
        return found.orElseThrow(() -> new WrongUsage(
                "nothing in the text says what it is written in", "say --from " + String.join("|", Dialects.names())));
    }

    private static Translated of(Dialects.Dialect dialect, Translation made, Complaint.Place place) throws Failure {
        List<Finding> problems =
                made.findings().problems().stream().map(Finding::of).toList();
        String definition = made.definition().orElse("");
        if (definition.isEmpty()) {
            throw Failure.wrong(problems, place);
        }
        return new Translated(dialect.name(), definition, made, place);
    }

    /** What was changed, left out or is worth knowing. */
    public void tell(Shell shell) {
        List<Finding> notices =
                translation.findings().notices().stream().map(Finding::of).toList();
        new Complaint(shell).print(notices, place);
    }

    /** What is handed in. The values that it must not hold are kept as secrets first. */
    public byte[] ready(Session session) throws ApiFailure, InterruptedException {
        for (Translation.Credential credential : translation.credentials()) {
            SecretChanged changed = session.server()
                    .setSecret(credential.secret(), credential.value().getBytes(StandardCharsets.UTF_8));
            String what = changed.outcome().equals("replaced") ? " has a new value, of " : " keeps the value of ";
            session.shell().say("secret " + changed.name() + what + credential.variable());
        }
        return definition.getBytes(StandardCharsets.UTF_8);
    }
}
