package io.fairlead.checks.stories;

import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * SIF files for stories. One was made by Apptainer; the other has the header and table of that one, and the root file
 * system of an image of the engine, packed by Debian's {@code tar2sqfs}.
 */
final class SifMaking {
    /** Made by Apptainer 1.4.5, with a busybox, a variable, labels and a script of its own. */
    static final Path BUSYBOX =
            Path.of("..", "engines", "src", "test", "resources", "io", "fairlead", "engines", "sif", "busybox.sif");

    private static final int ROOT_AT = 36_864;
    private static final int SYSTEM_SIZE_AT = 4096 + 2 * 585 + 25;
    private static final int DATA_SIZE_AT = 120;

    private SifMaking() {}

    /** Packs an image of the engine. */
    static void of(String image, Path sif) throws IOException {
        Path squashfs = Files.createTempFile("fairlead-story", ".squashfs");
        try {
            Docker.shell("c=$(docker create " + image + " x) && docker export $c | tar2sqfs -q -f -c lz4 '" + squashfs
                    + "' 2>&1; docker rm $c");
            byte[] head = Arrays.copyOf(Files.readAllBytes(BUSYBOX), ROOT_AT);
            long size = Files.size(squashfs);
            ByteBuffer table = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            table.putLong(SYSTEM_SIZE_AT, size)
                    .putLong(SYSTEM_SIZE_AT + 8, size)
                    .putLong(DATA_SIZE_AT, size);
            try (OutputStream out = Files.newOutputStream(sif)) {
                out.write(head);
                Files.copy(squashfs, out);
            }
        } finally {
            Files.delete(squashfs);
        }
    }
}
