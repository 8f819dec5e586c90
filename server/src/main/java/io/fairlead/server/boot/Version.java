package io.fairlead.server.boot;

import io.fairlead.wire.jobfile.JobFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What this build is. */
final class Version {
    private static final String UNPACKAGED = "0.1.0-dev";

    private Version() {}

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse(UNPACKAGED);
    }

    /** The JSON schema of job definitions. */
    static byte[] schema() throws IOException {
        try (InputStream in = JobFile.class.getResourceAsStream("job-definition.schema.json")) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }
}
