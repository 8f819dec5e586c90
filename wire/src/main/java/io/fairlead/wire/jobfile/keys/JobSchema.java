package io.fairlead.wire.jobfile.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (draft 2020-12) of a job file, for editors and other programs. Kept by hand beside the reader; the
 * tests
 * hold the two to each other over the whole corpus, and list the few rules that a schema can not say.
 */
public final class JobSchema {
    private static final String RESOURCE = "/io/fairlead/wire/jobfile/job-definition.schema.json";

    private JobSchema() {}

    /** The schema as it is served and printed. */
    public static String text() {
        try (InputStream in = JobSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
