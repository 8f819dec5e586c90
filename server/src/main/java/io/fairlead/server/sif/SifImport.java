package io.fairlead.server.sif;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.engines.docker.DockerImages;
import io.fairlead.engines.docker.DockerImages.Local;
import io.fairlead.engines.sif.ImageArchive;
import io.fairlead.engines.sif.SifFile;
import io.fairlead.engines.sif.SquashTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/**
 * Makes images of SIF files: a private copy of the squashfs, checked against the digest that was recorded at the submit,
 * then the archive of an image, which the engine loads under a name made of that digest. One at a time, since each takes
 * disk.
 */
public final class SifImport {
    private static final String FOLDER_MODE = "rwx------";
    private static final int FREE_PARTS = 20;

    private final SifFiles files;
    private final DockerImages engine;
    private final Path folder;
    private final SquashTool tool;
    private final boolean asNobody;
    private final Semaphore turn = new Semaphore(1);

    /**
     * @param folder for what is on its way; nothing stays there
     * @param root whether the server runs as root
     */
    public SifImport(SifFiles files, DockerImages engine, Path folder, boolean root) {
        this.files = files;
        this.engine = engine;
        this.folder = folder;
        this.tool = new SquashTool(root);
        this.asNobody = root;
    }

    public SifFiles files() {
        return files;
    }

    /**
     * Brings the image to the engine.
     *
     * @param image of kind FILE
     * @param uid with whose rights the file is read
     * @param progress called now and then with bytes done so far, copying alone
     */
    public Local bring(ResolvedImage image, long uid, LongConsumer progress) throws InterruptedException {
        turn.acquire();
        try {
            prepareFolder();
            Path copy = Files.createTempFile(folder, "root", ".squashfs");
            Path archive = Files.createTempFile(folder, "layer", ".tar");
            try {
                return brought(image, uid, progress, new Places(copy, archive));
            } finally {
                Files.deleteIfExists(copy);
                Files.deleteIfExists(archive);
            }
        } catch (ProblemException e) {
            return failed(
                    ImageFault.Kind.CORRUPT, image, e.problems().getFirst().message());
        } catch (NoSpace e) {
            return failed(ImageFault.Kind.DISK_FULL, image, "");
        } catch (IOException e) {
            return failed(ImageFault.Kind.OTHER, image, String.valueOf(e.getMessage()));
        } finally {
            turn.release();
        }
    }

    private record Places(Path copy, Path archive) {}

    private static Local failed(ImageFault.Kind kind, ResolvedImage image, String detail) {
        return new Local.Failed(new ImageFault(kind, image.reference(), detail));
    }

    /** What a server that ended suddenly left goes, too. */
    private void prepareFolder() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER_MODE));
        try (var left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Local brought(ResolvedImage image, long uid, LongConsumer progress, Places places)
            throws IOException, InterruptedException {
        SifFile system;
        try (SifFiles.Open open = files.open(uid, image.reference());
                OutputStream out = Files.newOutputStream(places.copy())) {
            system = open.system();
            String digest = SifFiles.digest(open, (offset, block, _) -> {
                part(out, offset, block, open.system());
                progress.accept(offset + block.length);
                room();
            });
            if (!digest.equals(image.digest())) {
                return failed(ImageFault.Kind.CORRUPT, image, "the file is another one than at the submit");
            }
        }
        if (asNobody) {
            Files.setAttribute(places.copy(), "unix:uid", SquashTool.NOBODY);
        }
        SquashTool.Layer layer = tool.layer(image.reference(), places.copy(), places.archive(), _ -> unchecked());
        room();
        try (InputStream archive = ImageArchive.of(layer, image.name(), system.architecture())) {
            return engine.load(image, archive);
        }
    }

    /** Of a block of the file what belongs to the root file system. */
    private static void part(OutputStream out, long offset, byte[] block, SifFile system) throws IOException {
        long from = Math.max(offset, system.offset());
        long to = Math.min(offset + block.length, system.offset() + system.size());
        if (from < to) {
            out.write(block, (int) (from - offset), (int) (to - from));
        }
    }

    /** A disk that is nearly full is left alone. */
    private void room() throws NoSpace {
        try {
            FileStore store = Files.getFileStore(folder);
            if (store.getUsableSpace() < store.getTotalSpace() / FREE_PARTS) {
                throw new NoSpace();
            }
        } catch (NoSpace e) {
            throw e;
        } catch (IOException e) {
            throw new NoSpace();
        }
    }

    private void unchecked() {
        try {
            room();
        } catch (NoSpace e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NoSpace extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
