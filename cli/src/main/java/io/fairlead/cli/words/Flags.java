package io.fairlead.cli.words;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Declares what a command takes. Names are given as {@code "-f, --follow"}; every value is text until it is asked for. */
public final class Flags {
    private static final int USAGE_COLUMNS = 100;
    private static final int NAMES_COLUMNS = 30;

    private final CommandSpec spec = CommandSpec.create();
    private boolean restIsForeign;

    /** @param name as it is typed, with the program's: {@code fairlead job submit} */
    public Flags(String name, String summary) {
        spec.name(name);
        spec.usageMessage()
                .description(escaped(Character.toUpperCase(summary.charAt(0)) + summary.substring(1)))
                .sortOptions(false)
                .sortSynopsis(false)
                .width(USAGE_COLUMNS)
                .longOptionsMaxWidth(NAMES_COLUMNS)
                .synopsisHeading("usage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n");
    }

    /** On or off. */
    public Flags flag(String names, String text) {
        spec.addOption(
                OptionSpec.builder(names.split(", ")).description(escaped(text)).build());
        return this;
    }

    public Flags value(String names, String label, String text) {
        spec.addOption(OptionSpec.builder(names.split(", "))
                .paramLabel(label)
                .arity("1")
                .type(String.class)
                .description(escaped(text))
                .build());
        return this;
    }

    /** May be given several times. */
    public Flags values(String names, String label, String text) {
        spec.addOption(OptionSpec.builder(names.split(", "))
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(escaped(text))
                .build());
        return this;
    }

    /** One text without a flag before it, that must be there. */
    public Flags argument(String label, String text) {
        return positional(label, "1", text);
    }

    /** One that may be left out. */
    public Flags optional(String label, String text) {
        return positional(label, "0..1", text);
    }

    /** One or more, to the end of the line. */
    public Flags several(String label, String text) {
        return positional(label, "1..*", text);
    }

    /** The first argument, and after it everything as it is, dashes included. */
    public Flags foreign(String label, String text) {
        restIsForeign = true;
        return positional(label, "1..*", text);
    }

    private Flags positional(String label, String arity, String text) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel(label)
                .arity(arity)
                .index("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hideParamSyntax(true)
                .description(escaped(text))
                .build());
        return this;
    }

    /** After everything else in the help. */
    public Flags footer(String... lines) {
        spec.usageMessage().footerHeading("%n").footer(escaped(lines));
        return this;
    }

    /** The line that shows how to type it, for example {@code "[flags] IMAGE -- COMMAND…"}. */
    public Flags synopsis(String arguments) {
        spec.usageMessage().customSynopsis(escaped(spec.name() + " " + arguments));
        return this;
    }

    CommandLine line() {
        if (!spec.optionsMap().containsKey("--help")) {
            flag("-h, --help", "this text");
        }
        CommandLine line = new CommandLine(spec);
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        line.setOverwrittenOptionsAllowed(false);
        line.setStopAtPositional(restIsForeign);
        return line;
    }

    /** As it is typed, with the program's name. */
    public String name() {
        return spec.name();
    }

    /** The help of this command. */
    public String help() {
        return line().getUsageMessage(CommandLine.Help.Ansi.OFF).replace("%n", "");
    }

    /** The usage line alone. */
    public String usage() {
        String heading = "usage: ";
        return heading + line().getHelp().synopsis(heading.length()).stripTrailing();
    }

    /** Long and short names of all flags, as declared. */
    public List<String> names() {
        line();
        return List.copyOf(spec.optionsMap().keySet());
    }

    private static String[] escaped(String... lines) {
        String[] safe = new String[lines.length];
        for (int i = 0; i < lines.length; i++) {
            safe[i] = lines[i].replace("%", "%%");
        }
        return safe;
    }
}
