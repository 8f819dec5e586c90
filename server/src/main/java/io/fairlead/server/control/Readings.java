package io.fairlead.server.control;

import io.fairlead.core.job.Texts;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.jobfile.CanonicalJson;
import io.fairlead.wire.jobfile.JobFile;
import io.fairlead.wire.jobfile.ReadResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads definitions, and keeps what it read of the last ones: whoever submits many jobs often sends the same file again, and
 * the same bytes always read the same. Safe for use by many threads.
 */
final class Readings {
    /** Of a larger one nobody sends thousands. */
    private static final int KEPT_MAX_BYTES = 8 * 1024;

    private static final int KEPT_MAX = 64;

    private final AtomicReferenceArray<Kept> kept = new AtomicReferenceArray<>(KEPT_MAX);

    /** @param texts of the definition; empty where there is none */
    record Reading(ReadResult result, Optional<Texts> texts) {}

    private static final class Kept {
        final byte[] body;
        final Format format;
        final List<JobFile.ProjectChoice> projects;
        final Reading reading;

        Kept(byte[] body, Format format, List<JobFile.ProjectChoice> projects, Reading reading) {
            this.body = body;
            this.format = format;
            this.projects = projects;
            this.reading = reading;
        }

        boolean isOf(byte[] other, Format as, List<JobFile.ProjectChoice> among) {
            return format == as && projects.equals(among) && Arrays.equals(body, other);
        }
    }

    /** As {@link JobFile#read} does. */
    Reading read(byte[] body, Format format, List<JobFile.ProjectChoice> projects) {
        int slot = Math.floorMod(Arrays.hashCode(body), KEPT_MAX);
        Kept before = kept.get(slot);
        if (before != null && before.isOf(body, format, projects)) {
            return before.reading;
        }
        ReadResult result = JobFile.read(body, format, projects);
        Reading reading = new Reading(
                result,
                result.definition().map(definition -> new Texts(CanonicalJson.write(definition), result.source())));
        // What was refused is mended and not sent again; a password is kept by nobody but its keeper.
        if (body.length <= KEPT_MAX_BYTES
                && result.definition().isPresent()
                && result.credential().isEmpty()) {
            kept.set(slot, new Kept(body, format, projects, reading));
        }
        return reading;
    }
}
