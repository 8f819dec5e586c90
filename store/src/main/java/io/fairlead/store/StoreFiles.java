package io.fairlead.store;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.store.migrate.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a store and what their outside says, before any connection is open: closing a database file that somebody
 * of the same process has open would end SQLite's locks on it.
 *
 * @param directory holds {@code fairlead.db}, {@code instance}, {@code lock} and {@code holder}, all of them private
 */
record StoreFiles(Path directory) {
    private static final int HEADER_BYTES = 100;
    private static final String MAGIC = "SQLite format 3\0";
    private static final int PAGE_SIZE_AT = 16;
    private static final int PAGES_AT = 28;
    private static final int VERSION_AT = 60;
    private static final int APPLICATION_AT = 68;
    private static final int PAGE_SIZE_MAX = 65_536;
    private static final Set<String> NETWORK = Set.of(
            "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "lustre", "afs", "fuse.sshfs", "fuse.glusterfs");

    Path database() {
        return directory.resolve("fairlead.db");
    }

    private Path instanceFile() {
        return directory.resolve("instance");
    }

    /** Makes the directory where it is missing. @throws ProblemException where it cannot be written */
    void prepare() {
        try {
            PrivateFiles.folder(directory);
            Path probe = directory.resolve("probe");
            PrivateFiles.empty(probe);
            Files.delete(probe);
        } catch (IOException e) {
            throw new ProblemException(
                    StoreProblems.DIRECTORY.reason("uid", uid(), "directory", directory, "cause", cause(e)));
        }
    }

    static String cause(IOException error) {
        if (error instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        String name = error.getClass().getSimpleName().replace("Exception", "");
        return error.getMessage() == null || error instanceof FileSystemException ? name : error.getMessage();
    }

    private static String uid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException _) {
            return "?";
        }
    }

    Optional<Problem> networkNotice() throws IOException {
        String type = Files.getFileStore(directory).type();
        return NETWORK.contains(type)
                ? Optional.of(StoreProblems.NETWORK.reason("directory", directory, "type", type))
                : Optional.empty();
    }

    /** What the instance file says; empty where there is none. */
    Optional<Instance> instance() throws IOException {
        if (!Files.exists(instanceFile())) {
            return Optional.empty();
        }
        List<String> words = List.of(Files.readString(instanceFile()).strip().split("\\s+"));
        if (words.size() != 2
                || !Instance.isId(words.getFirst())
                || !words.getLast().matches("[0-9]{1,18}")) {
            throw new ProblemException(StoreProblems.INSTANCE_UNREADABLE.reason("directory", directory));
        }
        return Optional.of(new Instance(words.getFirst(), Long.parseLong(words.getLast())));
    }

    void write(Instance instance) throws IOException {
        PrivateFiles.replace(instanceFile(), instance.id() + " " + instance.epoch() + "\n");
    }

    /**
     * Looks at the first bytes of the database.
     *
     * @return its schema version, from 1 to the current one
     * @throws ProblemException where it is no database of ours, or of a schema that this release cannot use
     */
    int schemaVersion(Schema schema) throws IOException {
        ByteBuffer header = header();
        int found = header.getInt(VERSION_AT);
        if (header.getInt(APPLICATION_AT) != Schema.APPLICATION_ID) {
            throw notDatabase("it is a SQLite database, but not one that Fairlead made");
        }
        if (found > schema.version()) {
            throw new ProblemException(
                    StoreProblems.NEWER.reason("file", database(), "found", found, "known", schema.version()));
        }
        if (found < 1) {
            throw new ProblemException(StoreProblems.UNKNOWN_SCHEMA.reason(
                    "file", database(), "found", found, "known", schema.version(), "directory", directory));
        }
        return found;
    }

    private ByteBuffer header() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
        long size;
        try (FileChannel file = FileChannel.open(database(), StandardOpenOption.READ)) {
            size = file.size();
            while (header.hasRemaining() && file.read(header) >= 0) {
                // until there is nothing left to read
            }
        }
        if (size == 0) {
            throw notDatabase("it is empty");
        }
        if (header.hasRemaining()
                || !new String(header.array(), 0, MAGIC.length(), StandardCharsets.US_ASCII).equals(MAGIC)) {
            throw notDatabase("it does not begin as a SQLite database does");
        }
        int pageSize = header.getShort(PAGE_SIZE_AT) == 1 ? PAGE_SIZE_MAX : header.getShort(PAGE_SIZE_AT) & 0xffff;
        long needed = (header.getInt(PAGES_AT) & 0xffff_ffffL) * pageSize;
        if (size < needed && !Files.exists(directory.resolve("fairlead.db-wal"))) {
            throw damaged("it has " + size + " bytes and must have " + needed);
        }
        return header;
    }

    private ProblemException notDatabase(String cause) {
        return new ProblemException(
                StoreProblems.NOT_DATABASE.reason("file", database(), "cause", cause, "directory", directory));
    }

    ProblemException damaged(String cause) {
        return new ProblemException(
                StoreProblems.DAMAGED.reason("file", database(), "cause", cause, "directory", directory));
    }

    ProblemException missing(Instance instance) {
        return new ProblemException(
                StoreProblems.MISSING.reason("directory", directory, "instance", instance.id(), "file", database()));
    }

    ProblemException otherInstance(Instance instance, String found) {
        return new ProblemException(
                StoreProblems.OTHER_INSTANCE.reason("directory", directory, "instance", instance.id(), "found", found));
    }
}
