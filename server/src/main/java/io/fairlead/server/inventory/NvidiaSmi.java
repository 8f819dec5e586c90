package io.fairlead.server.inventory;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.xml.stream.XMLStreamException;

/** Asks NVIDIA's own tool for the GPUs of this machine. A machine without the tool has none. */
public final class NvidiaSmi {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int ANSWER_MAX_BYTES = 16 << 20;

    private final List<String> command;
    private final Duration deadline;

    public NvidiaSmi() {
        this(List.of("nvidia-smi", "-q", "-x"), DEADLINE);
    }

    /** @param command prints the report on standard output */
    NvidiaSmi(List<String> command, Duration deadline) {
        this.command = List.copyOf(command);
        this.deadline = deadline;
    }

    /** Never fails: what stands in the way is a notice. A driver that hangs is given up at the deadline. */
    public Gpus devices() throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return Gpus.NONE;
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
            return answer(process, late);
        } finally {
            watch.interrupt();
            watch.join();
        }
    }

    private Gpus answer(Process process, AtomicBoolean late) throws InterruptedException {
        try (InputStream out = process.getInputStream()) {
            byte[] report = out.readNBytes(ANSWER_MAX_BYTES);
            if (report.length == ANSWER_MAX_BYTES) {
                return Gpus.none("nvidia-smi printed more than " + ANSWER_MAX_BYTES + " bytes");
            }
            int code = process.waitFor();
            if (late.get()) {
                return Gpus.none("nvidia-smi did not answer within " + deadline.toSeconds() + " s");
            }
            return code == 0
                    ? NvidiaReport.parse(new ByteArrayInputStream(report))
                    : Gpus.none("nvidia-smi ended with code " + code);
        } catch (IOException e) {
            return Gpus.none("nvidia-smi could not be read: " + e.getMessage());
        } catch (XMLStreamException e) {
            return Gpus.none("nvidia-smi printed something that is no report");
        }
    }
}
