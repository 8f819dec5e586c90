package io.fairlead.cli.show;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Standard output, buffered, that remembers why it could not be written: a print stream alone forgets it. */
public final class Output extends PrintStream {
    private static final int BUFFER_BYTES = 16 << 10;
    /** Who read it has had enough, as head does. */
    private static final String NO_READER = "Broken pipe";

    private final Noting below;

    private Output(Noting below) {
        super(new BufferedOutputStream(below, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.below = below;
    }

    public static Output to(OutputStream stream) {
        return new Output(new Noting(stream));
    }

    /** Flushes. @return why something was lost; empty where all is written, or where nobody reads it any more */
    public Optional<String> loss() {
        flush();
        return below.first.filter(why -> !why.equals(NO_READER));
    }

    /** Passes on, and notes the first failure. */
    private static final class Noting extends FilterOutputStream {
        private Optional<String> first = Optional.empty();

        Noting(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                if (first.isEmpty()) {
                    first = Optional.of(String.valueOf(e.getMessage()));
                }
                throw e;
            }
        }
    }
}
