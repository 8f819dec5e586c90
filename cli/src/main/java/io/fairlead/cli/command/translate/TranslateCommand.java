package io.fairlead.cli.command.translate;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.command.Translated;
import io.fairlead.cli.dialect.Dialects;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Tree;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Prints the definition that a line or script of another system comes to. Nothing is executed, and nothing sent. */
public final class TranslateCommand implements Command {
    private static final String OUTPUT = "--output";

    @Override
    public void declare(Flags flags) {
        flags.synopsis("[flags] FILE|-|WORDS…")
                .foreign("FILE", "a text as it was pasted, - for standard input; or the words of the line itself")
                .value(
                        "--from",
                        "SYSTEM",
                        "what it is written in: " + String.join(", ", Dialects.names())
                                + "; without it, its first word says so")
                .value("-o, " + OUTPUT, "FORM", "json or yaml")
                .footer(
                        "What was changed or left out is told as notices. Variables that hold credentials become references",
                        "to secrets; their values are not printed.");
    }

    @Override
    public int run(Given given, Session session) throws Failure {
        Shell shell = session.shell();
        String form = given.choice(OUTPUT, "json", List.of("json", "yaml"));
        Translated made = translated(given, shell);
        made.tell(shell);
        byte[] json = made.definition().getBytes(StandardCharsets.UTF_8);
        if (form.equals("yaml")) {
            Tree.yaml(shell.out(), json);
        } else {
            Tree.json(shell.out(), json);
        }
        return ExitCode.DONE;
    }

    private static Translated translated(Given given, Shell shell) throws Failure {
        List<String> words = given.arguments();
        String from = given.has("--from") ? given.choice("--from", "", Dialects.names()) : "";
        String only = words.size() == 1 ? words.getFirst() : "";
        if (only.equals("-") || (!only.isEmpty() && isFile(only))) {
            return Translated.file(only, from, shell);
        }
        if (only.indexOf(' ') >= 0 || only.indexOf('\n') >= 0) {
            return Translated.text("the text", only, from, shell);
        }
        if (from.isEmpty() && Dialects.guess(words).isEmpty()) {
            throw new WrongUsage(
                    "nothing says what this is written in: " + words.getFirst(),
                    "say --from " + String.join("|", Dialects.names()));
        }
        return Translated.words(words, from, shell);
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
