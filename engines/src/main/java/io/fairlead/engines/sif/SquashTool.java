package io.fairlead.engines.sif;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.stream.TarReader;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Turns a squashfs into the layer of an image, through Debian's {@code sqfs2tar}. The tool reads what a stranger made, so
 * it runs as nobody, without rights and with bounds; it writes an archive and never a tree of files.
 */
public final class SquashTool {
    private static final String TOOL = "sqfs2tar";
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/bin"));

    /** Of the tool's own memory. */
    private static final long ADDRESS_SPACE_BYTES = 4L << 30;

    private static final int CPU_SECONDS = 3600;
    private static final int SAID_MAX_BYTES = 2_000;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Larger than any image that is used. */
    private static final long LAYER_MAX_BYTES = 256L << 30;

    private static final int SMALL_FILE_MAX_BYTES = 64 << 10;

    /** Who may read nothing of anybody's. */
    public static final int NOBODY = 65_534;

    /** What is kept of the small files by which Apptainer describes an image. */
    private static final String DESCRIPTION = ".singularity.d/";

    private final boolean asNobody;

    /** @param asNobody whether the tool is started with fewer rights; only root can do that */
    public SquashTool(boolean asNobody) {
        this.asNobody = asNobody;
    }

    /**
     * A layer of an image.
     *
     * @param diffId {@code sha256:…} of the archive
     * @param descriptions contents of Apptainer's small files, by their names without the folder
     * @param hasShell whether there is a {@code /bin/sh}
     */
    public record Layer(Path archive, String diffId, Map<String, String> descriptions, boolean hasShell) {
        public Layer {
            descriptions = new TreeMap<>(descriptions);
        }
    }

    /**
     * Unpacks.
     *
     * @param name for messages
     * @param squashfs a file that only the user {@value #NOBODY} may read and nobody may change
     * @param into where the archive is written; replaced
     * @param written called now and then with the bytes so far; may throw to end it
     * @throws ProblemException where the tool is not there, or can not read it
     */
    public Layer layer(String name, Path squashfs, Path into, LongConsumer written)
            throws IOException, InterruptedException {
        Path tool = PLACES.stream()
                .map(it -> it.resolve(TOOL))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new ProblemException(SifProblems.NO_TOOL.reason("tool", TOOL)));
        Path said = Files.createTempFile(into.getParent(), "said", "");
        try {
            Process process = new ProcessBuilder(words(tool))
                    .redirectError(said.toFile())
                    .redirectInput(squashfs.toFile())
                    .start();
            try {
                Layer layer = written(name, process.getInputStream(), into, written);
                int code = process.waitFor();
                if (code != 0) {
                    throw new ProblemException(failed(name, words(said, "it ended with " + code)));
                }
                return layer;
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(said);
        }
    }

    private List<String> words(Path tool) {
        List<String> words = new ArrayList<>();
        if (asNobody) {
            words.addAll(List.of(
                    "setpriv",
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--no-new-privs",
                    "--inh-caps=-all"));
        }
        words.addAll(List.of("prlimit", "--as=" + ADDRESS_SPACE_BYTES, "--cpu=" + CPU_SECONDS, "--core=0"));
        // What it reads is open already: the folders above are closed to nobody.
        words.addAll(List.of(tool.toString(), "/proc/self/fd/0"));
        return words;
    }

    private static Problem failed(String name, String why) {
        return SifProblems.UNPACK.reason("file", name, "why", why);
    }

    private static String words(Path said, String otherwise) throws IOException {
        try (InputStream in = Files.newInputStream(said)) {
            String text = new String(in.readNBytes(SAID_MAX_BYTES), StandardCharsets.UTF_8)
                    .replaceAll("[^ -~]+", " ")
                    .strip();
            return text.isEmpty() ? otherwise : text;
        }
    }

    private static Layer written(String name, InputStream archive, Path into, LongConsumer written) throws IOException {
        MessageDigest digest = sha256();
        Map<String, String> descriptions = new TreeMap<>();
        boolean hasShell = false;
        try (OutputStream out = new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(into), BUFFER_BYTES), digest);
                Copying copying = new Copying(archive, out, written)) {
            TarReader reader = new TarReader(copying);
            for (Optional<TarReader.Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                String path = entry.get().name();
                hasShell |= path.equals("bin/sh") || path.equals("usr/bin/sh");
                boolean described = path.startsWith(DESCRIPTION)
                        && entry.get().type() == TarReader.Type.FILE
                        && entry.get().size() <= SMALL_FILE_MAX_BYTES;
                if (described) {
                    byte[] content = reader.content(SMALL_FILE_MAX_BYTES);
                    descriptions.put(path.substring(DESCRIPTION.length()), new String(content, StandardCharsets.UTF_8));
                }
            }
            copying.rest();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (TooLarge e) {
            throw new ProblemException(failed(name, "it is larger than " + LAYER_MAX_BYTES + " bytes"));
        }
        String diffId = "sha256:" + HexFormat.of().formatHex(digest.digest());
        return new Layer(into, diffId, descriptions, hasShell);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends an unpacking that does not end. */
    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Passes on what is read to a second place. */
    private static final class Copying extends FilterInputStream {
        private final OutputStream out;
        private final LongConsumer written;
        private long count;
        private long told;

        Copying(InputStream in, OutputStream out, LongConsumer written) {
            super(in);
            this.out = out;
            this.written = written;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read > 0) {
                out.write(into, offset, read);
                count += read;
                if (count > LAYER_MAX_BYTES) {
                    throw new TooLarge();
                }
                if (count - told > 32L << 20) {
                    told = count;
                    written.accept(count);
                }
            }
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, bytes))];
            int read = read(buffer, 0, (int) Math.min(buffer.length, bytes));
            return Math.max(0, read);
        }

        /** What follows the last entry. */
        void rest() throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            int read = read(buffer, 0, buffer.length);
            while (read >= 0) {
                read = read(buffer, 0, buffer.length);
            }
        }
    }
}
