package io.fairlead.wire.jobfile;

import io.fairlead.core.job.Command;
import io.fairlead.core.job.ShellText;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.ListNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.jobfile.keys.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is to run. Commands are not repeated in findings: people put passwords there. */
final class CommandReader {
    private final Context context;

    CommandReader(Context context) {
        this.context = context;
    }

    /** A list as it is; a text split into words, or left to a shell. */
    Optional<Command> command(Node node) {
        if (node instanceof ListNode list) {
            return argv(list).map(Command.Exec::new);
        }
        return node instanceof TextNode text ? line(text) : wrongType(node);
    }

    /** Texts; the empty list clears the image's own. */
    Optional<List<String>> entrypoint(Node node) {
        if (!(node instanceof ListNode list)) {
            return context.values()
                    .wrongType(node, "a list of texts", "[\"/bin/bash\"], or [] to clear the image's own");
        }
        return list.items().isEmpty() ? Optional.of(List.of()) : argv(list);
    }

    private <T> Optional<T> wrongType(Node node) {
        context.report().problem(node, JobFileProblems.COMMAND_TYPE, "key", node.name(), "kind", node.kind());
        return Optional.empty();
    }

    private Optional<List<String>> argv(ListNode list) {
        List<String> argv = new ArrayList<>();
        boolean good = true;
        for (Node item : context.values().list(list, Limits.ARGUMENTS_MAX, "fewer arguments")) {
            Optional<String> argument = context.values().scalar(item, Limits.ANY);
            good &= argument.isPresent() && isShort(item, argument.get());
            argument.ifPresent(text -> {
                look(item, text);
                argv.add(text);
            });
        }
        if (good && (argv.isEmpty() || argv.getFirst().isBlank())) {
            empty(list, list.name() + "[0]");
            return Optional.empty();
        }
        return good ? Optional.of(argv) : Optional.empty();
    }

    private void empty(Node node, String what) {
        context.report().problem(node, "", JobFileProblems.COMMAND_EMPTY, "key", node.name(), "what", what);
    }

    private Optional<Command> line(TextNode node) {
        String text = node.text();
        if (text.isBlank()) {
            empty(node, "the text");
            return Optional.empty();
        }
        if (!isShort(node, text)) {
            return Optional.empty();
        }
        if (context.stored()) {
            return Optional.of(new Command.Shell(text));
        }
        look(node, text);
        ShellText.Reading reading = ShellText.read(text);
        if (reading instanceof ShellText.Unfinished(String what)) {
            context.report().problem(node, "", JobFileProblems.COMMAND_UNFINISHED, "what", what);
            return Optional.empty();
        }
        if (reading instanceof ShellText.Words(List<String> argv)) {
            return words(node, argv);
        }
        String because = reading instanceof ShellText.Script script ? script.because() : "";
        context.report().notice(node, "", JobFileProblems.COMMAND_SHELL, "because", because);
        return Optional.of(new Command.Shell(text));
    }

    private Optional<Command> words(Node node, List<String> argv) {
        if (argv.isEmpty() || argv.getFirst().isBlank()) {
            empty(node, "the first word");
            return Optional.empty();
        }
        context.report().notice(node, "", JobFileProblems.COMMAND_DIRECT, "count", argv.size());
        return Optional.of(new Command.Exec(argv));
    }

    private boolean isShort(Node node, String text) {
        if (text.length() <= Limits.ARGUMENT_MAX_BYTES / 4) {
            return true;
        }
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > Limits.ARGUMENT_MAX_BYTES) {
            context.report()
                    .problem(node, "", JobFileProblems.COMMAND_LONG, "size", size, "max", Limits.ARGUMENT_MAX_BYTES);
            return false;
        }
        return true;
    }

    /** Notices what looks right on the screen and is not. */
    private void look(Node node, String text) {
        if (text.contains("\r\n")) {
            context.report().notice(node, "", JobFileProblems.COMMAND_LINE_ENDS);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0xA0 && (c == 0xA0 || (c >= 0x2018 && c <= 0x201F))) {
                String sign = c == 0xA0 ? "a no-break space" : "the typographic quote " + c;
                context.report().notice(node, "", JobFileProblems.COMMAND_TYPOGRAPHY, "sign", sign, "at", i + 1);
                return;
            }
        }
    }
}
