package io.fairlead.cli;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Entry;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Prints a completion script for a shell: commands, their flags, and the ids of jobs. */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");
    private static final List<String> FILE_COMMANDS = List.of("submit", "check");

    @Override
    public void declare(Flags flags) {
        flags.argument("SHELL", "bash, zsh or fish")
                .footer(
                        "bash: fairlead completion bash > /etc/bash_completion.d/fairlead",
                        "zsh:  fairlead completion zsh > \"${fpath[1]}/_fairlead\"",
                        "fish: fairlead completion fish > ~/.config/fish/completions/fairlead.fish");
    }

    @Override
    public int run(Given given, Session session) {
        String text = switch (given.argument()) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            case "fish" -> fish();
            default ->
                throw new WrongUsage(
                        "completion is there for " + String.join(", ", SHELLS) + ", not \"" + given.argument() + "\"",
                        Given.hint(given.argument(), SHELLS));
        };
        session.shell().out().print(text);
        return ExitCode.DONE;
    }

    /** What may follow a command. */
    private record Words(String flags, boolean jobs, boolean files) {}

    /** By the words that name it. */
    private static Map<String, Words> commands() {
        Map<String, Words> commands = new LinkedHashMap<>();
        for (Entry entry : Commands.all()) {
            Words words = entry.make()
                    .map(make -> {
                        Flags flags = entry.flags(entry.name(), make.get());
                        boolean jobs = flags.takesJobs();
                        return new Words(String.join(" ", flags.names()), jobs, FILE_COMMANDS.contains(entry.alias()));
                    })
                    .orElse(new Words("--help", false, FILE_COMMANDS.contains(entry.alias())));
            commands.put(entry.name(), words);
            if (!entry.alias().isEmpty()) {
                commands.put(entry.alias(), words);
            }
        }
        return commands;
    }

    private static List<String> firstWords() {
        TreeSet<String> words = new TreeSet<>();
        commands().keySet().forEach(name -> words.add(name.split(" ")[0]));
        words.add("help");
        return List.copyOf(words);
    }

    private static Map<String, List<String>> verbs() {
        Map<String, List<String>> verbs = new LinkedHashMap<>();
        for (String name : commands().keySet()) {
            int blank = name.indexOf(' ');
            if (blank > 0) {
                verbs.computeIfAbsent(name.substring(0, blank), _ -> new ArrayList<>())
                        .add(name.substring(blank + 1));
            }
        }
        return verbs;
    }

    private static String bash() {
        return "# bash completion for fairlead\n"
                + body(
                        "COMPREPLY=($(compgen -W \"$offered\" -- \"$cur\"))",
                        "COMPREPLY+=($(compgen -f -- \"$cur\"))",
                        "local cur=${COMP_WORDS[COMP_CWORD]} first=${COMP_WORDS[1]-} second=${COMP_WORDS[2]-} at=$COMP_CWORD")
                + "complete -o filenames -F _fairlead fairlead\n";
    }

    private static String zsh() {
        return "#compdef fairlead\n"
                + body(
                        "compadd -- ${=offered}",
                        "_files",
                        "local cur=${words[CURRENT]} first=${words[2]-} second=${words[3]-} at=$((CURRENT - 1))")
                + "compdef _fairlead fairlead\n";
    }

    /** The same function for both shells but for how they take what is offered. */
    private static String body(String offer, String files, String begin) {
        StringBuilder text = new StringBuilder("_fairlead() {\n    " + begin + "\n");
        text.append("    local offered= jobs= files=\n    if [ \"$at\" -le 1 ]; then\n        offered='")
                .append(String.join(" ", firstWords()))
                .append("'\n    else\n        case \"$first $second\" in\n");
        each(text, "            ", name -> name.contains(" ") ? "'" + name + "'" : "'" + name + " '*");
        text.append("        esac\n        if [ \"$at\" -eq 2 ]; then\n            case \"$first\" in\n");
        verbs().forEach((noun, verbs) -> text.append("                ")
                .append(noun)
                .append(") offered='")
                .append(String.join(" ", verbs))
                .append("' ;;\n"));
        return text.append("            esac\n        fi\n    fi\n    case \"$cur\" in -*) ;; *)\n")
                .append(
                        "        [ -z \"$jobs\" ] || offered=\"$offered $(fairlead jobs --mine -o name 2>/dev/null)\" ;;\n")
                .append("    esac\n    ")
                .append(offer)
                .append("\n    [ -z \"$files\" ] || ")
                .append(files)
                .append("\n}\n")
                .toString();
    }

    private static void each(StringBuilder text, String indent, Function<String, String> pattern) {
        Map<String, Words> commands = commands();
        List<String> longFirst = new ArrayList<>(commands.keySet());
        longFirst.sort((a, b) -> Boolean.compare(b.contains(" "), a.contains(" ")));
        for (String name : longFirst) {
            Words words = commands.getOrDefault(name, new Words("", false, false));
            text.append(indent)
                    .append(pattern.apply(name))
                    .append(") offered='")
                    .append(words.flags())
                    .append(words.jobs() ? "' jobs=1" : "'")
                    .append(words.files() ? " files=1" : "")
                    .append(" ;;\n");
        }
    }

    private static String fish() {
        StringBuilder text = new StringBuilder("# fish completion for fairlead\ncomplete -c fairlead -f\n");
        for (Entry entry : Commands.all()) {
            String word = entry.shortest().split(" ")[0];
            text.append("complete -c fairlead -n __fish_use_subcommand -a ")
                    .append(word)
                    .append(" -d '")
                    .append(entry.summary().replace("'", "\\'"))
                    .append("'\n");
        }
        verbs().forEach((noun, verbs) -> text.append("complete -c fairlead -n '__fish_seen_subcommand_from ")
                .append(noun)
                .append("' -a '")
                .append(String.join(" ", verbs))
                .append("'\n"));
        commands().forEach((name, words) -> {
            String seen = "complete -c fairlead -n '__fish_seen_subcommand_from " + name.replace(' ', ';') + "' ";
            if (name.contains(" ")) {
                return;
            }
            for (String flag : words.flags().split(" ")) {
                text.append(seen)
                        .append(flag.startsWith("--") ? "-l " + flag.substring(2) : "-s " + flag.substring(1))
                        .append('\n');
            }
            if (words.jobs()) {
                text.append(seen).append("-a '(fairlead jobs --mine -o name 2>/dev/null)'\n");
            }
            if (words.files()) {
                text.append(seen).append("-F\n");
            }
        });
        return text.toString();
    }
}
