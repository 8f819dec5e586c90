package io.fairlead.cli.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Declares what a command takes, and makes its help. Names are given as {@code "-f, --follow"}; every value is text until
 * it is asked for.
 *
 * <p>Our own because starting fast matters most here: the usual library's classes are of a version that the JDK's cache
 * does not take, and loading them cost more than all the rest of a command.
 */
public final class Flags {
    private static final String HELP = "--help";

    private final String name;
    private final String summary;
    private final List<Flag> all = new ArrayList<>();
    private boolean restIsForeign;
    private boolean commandAfterDashes;
    private String label = "";
    private String labelText = "";
    private int least;
    private int most;
    private String synopsis = "";
    private List<String> footer = List.of();

    /** @param name as it is typed, with the program's: {@code fairlead job submit} */
    public Flags(String name, String summary) {
        this.name = name;
        this.summary = Character.toUpperCase(summary.charAt(0)) + summary.substring(1);
    }

    /** On or off. */
    public Flags flag(String names, String text) {
        return add(names, "", false, text);
    }

    public Flags value(String names, String valueLabel, String text) {
        return add(names, valueLabel, false, text);
    }

    /** May be given several times. */
    public Flags values(String names, String valueLabel, String text) {
        return add(names, valueLabel, true, text);
    }

    private Flags add(String names, String valueLabel, boolean repeats, String text) {
        all.add(new Flag(List.of(names.split(", ")), valueLabel, repeats, text));
        return this;
    }

    /** One text without a flag before it, that must be there. */
    public Flags argument(String argument, String text) {
        return positional(argument, text, 1);
    }

    /** One text without a flag before it, that may be missing. */
    public Flags optional(String argument, String text) {
        Flags flags = positional(argument, text, 1);
        least = 0;
        return flags;
    }

    /** One or more, to the end of the line. */
    public Flags several(String argument, String text) {
        return positional(argument, text, Integer.MAX_VALUE);
    }

    /** None or more, to the end of the line. */
    public Flags anyNumber(String argument, String text) {
        positional(argument, text, Integer.MAX_VALUE);
        least = 0;
        return this;
    }

    /** The first argument, and after it everything as it is, dashes included. */
    public Flags foreign(String argument, String text) {
        restIsForeign = true;
        return positional(argument, text, Integer.MAX_VALUE);
    }

    /** One argument, flags before and after it, and after {@code --} everything as it is. */
    public Flags argumentAndCommand(String argument, String text) {
        commandAfterDashes = true;
        return positional(argument, text, Integer.MAX_VALUE);
    }

    private Flags positional(String argument, String text, int atMost) {
        label = argument;
        labelText = text;
        least = 1;
        most = atMost;
        return this;
    }

    /** After everything else in the help. */
    public Flags footer(String... lines) {
        footer = List.of(lines);
        return this;
    }

    /** The line that shows how to type it, for example {@code "[flags] IMAGE -- COMMAND…"}. */
    public Flags synopsis(String arguments) {
        synopsis = arguments;
        return this;
    }

    /** As it is typed, with the program's name. */
    public String name() {
        return name;
    }

    /** Those declared, and the one for help. */
    private List<Flag> withHelp() {
        List<Flag> flags = new ArrayList<>(all);
        flags.add(new Flag(List.of("-h", HELP), "", false, "this text"));
        return flags;
    }

    Optional<Flag> find(String typed) {
        return withHelp().stream().filter(flag -> flag.names().contains(typed)).findFirst();
    }

    boolean commandAfterDashes() {
        return commandAfterDashes;
    }

    /** Whether that is how help is asked for, and no flag of the command's own. */
    boolean isHelp(String typed) {
        return find(typed).filter(flag -> flag.longest().equals(HELP)).isPresent();
    }

    boolean restIsForeign() {
        return restIsForeign;
    }

    /** @throws WrongUsage where there are too few or too many */
    void judge(List<String> arguments) {
        if (arguments.size() < least) {
            throw new WrongUsage(label + " is missing", "");
        }
        if (arguments.size() > most) {
            throw new WrongUsage("one argument too many: " + arguments.get(most), "");
        }
    }

    /** The help of this command. */
    public String help() {
        HelpText text = new HelpText();
        text.line(usage()).line("").line(summary);
        if (!label.isEmpty()) {
            text.line("").row("    " + label, labelText);
        }
        text.line("");
        for (Flag flag : withHelp()) {
            String shortName = flag.names().size() > 1 ? flag.names().getFirst() + ", " : "    ";
            text.row(shortName + flag.typed(), flag.text());
        }
        if (!footer.isEmpty()) {
            text.line("");
            footer.forEach(text::line);
        }
        return text.toString();
    }

    /** The usage line alone. */
    public String usage() {
        List<String> parts = new ArrayList<>();
        if (synopsis.isEmpty()) {
            all.forEach(flag -> parts.add("[" + flag.typed() + "]" + (flag.repeats() ? "…" : "")));
            parts.add(label);
        } else {
            parts.add(synopsis);
        }
        return HelpText.wrapped("usage: " + name, parts);
    }

    /** Whether it takes ids of jobs. */
    public boolean takesJobs() {
        return label.startsWith("JOB");
    }

    /** Long and short names of all flags, as declared. */
    public List<String> names() {
        return withHelp().stream().flatMap(flag -> flag.names().stream()).toList();
    }
}
