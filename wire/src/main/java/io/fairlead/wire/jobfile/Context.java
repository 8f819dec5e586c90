package io.fairlead.wire.jobfile;

import io.fairlead.core.image.RegistryCredential;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.document.Values;
import java.util.Optional;

/** What the readers of one file share. */
final class Context {
    private final Report report;
    private final Values values;
    private final boolean stored;
    private boolean ours;
    private Optional<RegistryCredential> credential = Optional.empty();

    /** @param stored whether the text is our own canonical JSON, whose texts and lists mean exactly what they say */
    Context(Report report, boolean stored) {
        this.report = report;
        this.values = new Values(report);
        this.stored = stored;
    }

    Report report() {
        return report;
    }

    Values values() {
        return values;
    }

    boolean stored() {
        return stored;
    }

    void usesOurs() {
        ours = true;
    }

    /** Whether the file has a key that Slices does not know. */
    boolean hasOurs() {
        return ours;
    }

    void keep(RegistryCredential found) {
        credential = Optional.of(found);
    }

    Optional<RegistryCredential> credential() {
        return credential;
    }
}
