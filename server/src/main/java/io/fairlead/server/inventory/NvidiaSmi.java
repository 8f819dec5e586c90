package io.fairlead.server.inventory;

import io.fairlead.core.cluster.DeviceId;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/** Asks NVIDIA's own tool for the GPUs of this machine, and how busy they are. A machine without the tool has none. */
public final class NvidiaSmi {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int ANSWER_MAX_BYTES = 16 << 20;

    private static final int BUSY = 100;
    private static final Pattern LOAD = Pattern.compile("(GPU-[0-9a-fA-F-]{1,60}), *(?:(\\d{1,3})|.*)");

    private final List<String> inventory;
    private final List<String> listing;
    private final List<String> loads;
    private final Duration deadline;

    public NvidiaSmi() {
        this(
                List.of("nvidia-smi", "-q", "-x"),
                List.of("nvidia-smi", "-L"),
                List.of("nvidia-smi", "--query-gpu=uuid,utilization.gpu", "--format=csv,noheader,nounits"),
                DEADLINE);
    }

    /**
     * @param inventory prints the report on standard output
     * @param listing prints a line for each device and each MIG instance
     * @param loads prints a line for each device: its UUID, a comma, and how busy it is in percent
     */
    NvidiaSmi(List<String> inventory, List<String> listing, List<String> loads, Duration deadline) {
        this.inventory = List.copyOf(inventory);
        this.listing = List.copyOf(listing);
        this.loads = List.copyOf(loads);
        this.deadline = deadline;
    }

    /** What the tool printed, or why there is nothing. */
    private sealed interface Printed {
        record Text(String text) implements Printed {}

        record Missing() implements Printed {}

        record Failed(String why) implements Printed {}
    }

    /** Never fails: what stands in the way is a notice. A driver that hangs is given up at the deadline. */
    public Gpus devices() throws InterruptedException {
        return switch (printed(inventory)) {
            case Printed.Missing _ -> Gpus.NONE;
            case Printed.Failed(String why) -> Gpus.none(why);
            case Printed.Text(String report) -> {
                try {
                    String listing = printed(this.listing) instanceof Printed.Text(String text) ? text : "";
                    yield NvidiaReport.parse(
                            new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)),
                            MigListing.parse(listing));
                } catch (XMLStreamException e) {
                    yield Gpus.none("nvidia-smi printed something that is no report");
                }
            }
        };
    }

    /**
     * How busy the GPUs are, in percent. One that does not say so, as in MIG mode, counts as busy; none is in it on a machine
     * without the tool.
     *
     * @return empty where the tool does not answer
     */
    public Optional<Map<DeviceId, Integer>> busy() throws InterruptedException {
        return switch (printed(loads)) {
            case Printed.Missing _ -> Optional.of(Map.of());
            case Printed.Failed _ -> Optional.empty();
            case Printed.Text(String text) -> {
                Map<DeviceId, Integer> busy = new HashMap<>();
                text.lines()
                        .map(String::strip)
                        .map(LOAD::matcher)
                        .filter(Matcher::matches)
                        .forEach(line -> busy.put(
                                new DeviceId(line.group(1)),
                                line.group(2) == null ? BUSY : Integer.parseInt(line.group(2))));
                yield Optional.of(busy);
            }
        };
    }

    private Printed printed(List<String> command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return new Printed.Missing();
        }
        AtomicBoolean late = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    late.set(true);
                    process.destroyForcibly();
                }
            } catch (InterruptedException done) {
                process.destroyForcibly();
            }
        });
        try {
            return printed(process, late);
        } finally {
            watch.interrupt();
            watch.join();
        }
    }

    private Printed printed(Process process, AtomicBoolean late) throws InterruptedException {
        try (InputStream out = process.getInputStream()) {
            byte[] report = out.readNBytes(ANSWER_MAX_BYTES);
            if (report.length == ANSWER_MAX_BYTES) {
                return new Printed.Failed("nvidia-smi printed more than " + ANSWER_MAX_BYTES + " bytes");
            }
            int code = process.waitFor();
            if (late.get()) {
                return new Printed.Failed("nvidia-smi did not answer within " + deadline.toSeconds() + " s");
            }
            return code == 0
                    ? new Printed.Text(new String(report, StandardCharsets.UTF_8))
                    : new Printed.Failed("nvidia-smi ended with code " + code);
        } catch (IOException e) {
            return new Printed.Failed("nvidia-smi could not be read: " + e.getMessage());
        }
    }
}
