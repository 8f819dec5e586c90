package io.fairlead.cli.command.slurm;

import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Inert;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One thing as {@code scontrol show} has it: names and values in lines, those after the first set in. */
final class Pairs {
    private static final int MIB_BITS = 20;
    private static final int GIB_BITS = 30;

    private final List<List<String>> lines = new ArrayList<>();

    /** A new line, which is left out where nothing comes into it. */
    Pairs line() {
        lines.add(new ArrayList<>());
        return this;
    }

    Pairs with(String name, String value) {
        lines.getLast().add(name + "=" + Inert.line(value));
        return this;
    }

    /** Only what is known. */
    Pairs with(String name, Optional<String> value) {
        value.ifPresent(text -> with(name, text));
        return this;
    }

    /**
     * Amounts as Slurm lists them: {@code cpu=4,mem=16G,node=1,gres/gpu=1}.
     *
     * @param nodes 0: nothing is said of them
     */
    static String tres(BigDecimal cpus, long memoryBytes, int nodes, BigDecimal gpus) {
        String memory =
                memoryBytes % (1L << GIB_BITS) == 0 ? (memoryBytes >> GIB_BITS) + "G" : (memoryBytes >> MIB_BITS) + "M";
        return "cpu=" + Amount.plain(cpus) + ",mem=" + memory + (nodes == 0 ? "" : ",node=" + nodes)
                + (gpus.signum() == 0 ? "" : ",gres/gpu=" + Amount.plain(gpus));
    }

    /** @param oneLine all in one, as {@code -o} has it */
    void print(PrintStream out, boolean oneLine) {
        String text = lines.stream()
                .filter(line -> !line.isEmpty())
                .map(line -> String.join(" ", line))
                .collect(Collectors.joining(oneLine ? " " : "\n   "));
        out.println(text);
        if (!oneLine) {
            out.println();
        }
    }
}
