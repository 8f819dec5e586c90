package io.fairlead.wire.dialect.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command by which a container runs a script of sbatch. */
final class BatchText {
    private static final String TOOLS = "batch.sh";
    private static final String NAME = "sbatch";
    private static final String SAYS = "echo \"the output goes to \"";
    private static final int TEXT = 2;

    private BatchText() {}

    /**
     * Where a script's streams lead, as words of a shell.
     *
     * @param error the same as output: both into one file
     */
    record Streams(String input, String output, String error, boolean append) {
        private String redirection() {
            String sign = append ? ">>" : ">";
            String err = error.equals(output) ? "2>&1" : "2" + sign + error;
            return "exec <" + input + " " + sign + output + " " + err + "\n";
        }
    }

    /** Words for the container: a shell with everything that is to be known before the script's own first line. */
    static List<String> command(Script script, List<String> arguments, Streams streams) {
        String said = SAYS + streams.output() + "\n";
        List<String> words = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                tools() + said + streams.redirection()
                        + "exec \"$interpreter\" ${argument:+\"$argument\"} \"$tools/slurm_script\" \"$@\"\n",
                NAME,
                script.interpreter().getFirst(),
                script.interpreter().size() > 1 ? script.interpreter().get(1) : "",
                script.text()));
        words.addAll(arguments);
        return words;
    }

    /** Whether these words are such a command. */
    static boolean is(List<String> words) {
        return words.size() > TEXT + 1 && words.get(TEXT + 1).equals(NAME);
    }

    /**
     * Where its output goes.
     *
     * @param variables of the job, as far as they are known
     * @return empty where that takes others, too
     */
    static Optional<String> output(List<String> words, Map<String, String> variables) {
        int from = is(words) ? words.get(TEXT).indexOf(SAYS) : -1;
        if (from < 0) {
            return Optional.empty();
        }
        String rest = words.get(TEXT).substring(from + SAYS.length());
        return OutputPattern.read(rest.substring(0, Math.max(0, rest.indexOf('\n'))), variables);
    }

    private static String tools() {
        try (InputStream in = BatchText.class.getResourceAsStream(TOOLS)) {
            if (in == null) {
                throw new IllegalStateException("no " + TOOLS + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + TOOLS, e);
        }
    }
}
