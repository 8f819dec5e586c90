package io.fairlead.engines.sif;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a SIF file keeps its root file system. Everything that the file says of itself is held against its size before it
 * is used.
 *
 * @param offset of the squashfs, in bytes
 * @param size of it, in bytes
 * @param architecture as images name it, for example {@code amd64}
 */
public record SifFile(long offset, long size, String architecture) {
    private static final int HEADER_BYTES = 128;
    private static final String MAGIC = "SIF_MAGIC";
    private static final int MAGIC_AT = 32;
    private static final int VERSION_AT = 42;
    private static final int DESCRIPTORS_TOTAL_AT = 88;
    private static final int DESCRIPTORS_AT = 96;

    private static final int DESCRIPTOR_BYTES = 585;
    /** Apptainer writes 48. */
    private static final int DESCRIPTORS_MAX = 10_000;

    private static final int PARTITION = 0x4004;
    private static final int USED_AT = 4;
    private static final int OFFSET_AT = 17;
    private static final int SIZE_AT = 25;
    private static final int EXTRA_AT = 201;
    private static final int PRIMARY_SYSTEM = 2;
    private static final int SQUASHFS = 1;
    private static final int ENCRYPTED_SQUASHFS = 5;
    private static final byte[] SQUASHFS_MAGIC = "hsqs".getBytes(StandardCharsets.US_ASCII);

    private static final Map<String, String> ARCHITECTURES = architectures();

    /** The bytes of a file, at any place. */
    @FunctionalInterface
    public interface Bytes {
        /** @return as many as there are from {@code offset} on, at most {@code length} */
        byte[] at(long offset, int length) throws IOException;
    }

    private static Map<String, String> architectures() {
        Map<String, String> names = new TreeMap<>();
        names.put("01", "386");
        names.put("02", "amd64");
        names.put("03", "arm");
        names.put("04", "arm64");
        names.put("05", "ppc64");
        names.put("06", "ppc64le");
        names.put("11", "s390x");
        names.put("12", "riscv64");
        return names;
    }

    /**
     * Looks into a file.
     *
     * @param name for messages
     * @param length of the whole file
     * @param architecture of the machine, as images name it
     * @throws ProblemException where it can not be used, with one problem
     */
    public static SifFile read(String name, long length, Bytes bytes, String architecture) throws IOException {
        return new Reading(name, length, bytes).file(architecture);
    }

    /** One look. */
    private record Reading(String name, long length, Bytes bytes) {
        SifFile file(String wanted) throws IOException {
            ByteBuffer header = little(bytes.at(0, HEADER_BYTES));
            if (header.limit() < HEADER_BYTES) {
                throw refused(SifProblems.NOT_SIF, "why", "it has " + header.limit() + " bytes");
            }
            if (!text(header, MAGIC_AT, MAGIC.length()).equals(MAGIC)) {
                throw refused(SifProblems.NOT_SIF, "why", "the word " + MAGIC + " is not where it should be");
            }
            String version = text(header, VERSION_AT, 2);
            if (!version.equals("01")) {
                throw refused(SifProblems.NOT_SIF, "why", "version " + version + " of the format is not known");
            }
            long total = header.getLong(DESCRIPTORS_TOTAL_AT);
            long at = header.getLong(DESCRIPTORS_AT);
            if (total < 1 || total > DESCRIPTORS_MAX || at < HEADER_BYTES) {
                throw refused(SifProblems.NOT_SIF, "why", "its table of contents is none");
            }
            if (at > length - total * DESCRIPTOR_BYTES) {
                throw refused(SifProblems.TRUNCATED, "what", "its table of contents is not all there");
            }
            return system(at, (int) total, wanted);
        }

        private SifFile system(long at, int total, String wanted) throws IOException {
            Optional<Problem> last = Optional.empty();
            for (int i = 0; i < total; i++) {
                ByteBuffer one = little(bytes.at(at + (long) i * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES));
                if (one.limit() < DESCRIPTOR_BYTES) {
                    throw refused(SifProblems.TRUNCATED, "what", "its table of contents is not all there");
                }
                boolean partition = one.getInt(0) == PARTITION && one.get(USED_AT) != 0;
                if (partition && one.getInt(EXTRA_AT + 4) == PRIMARY_SYSTEM) {
                    return partition(one, wanted);
                }
                if (partition) {
                    last = Optional.of(problem(SifProblems.NO_SYSTEM, "what", "its partitions are for data alone"));
                }
            }
            throw new ProblemException(
                    last.orElseGet(() -> problem(SifProblems.NO_SYSTEM, "what", "there is no partition in it")));
        }

        private SifFile partition(ByteBuffer one, String wanted) throws IOException {
            int kind = one.getInt(EXTRA_AT);
            if (kind == ENCRYPTED_SQUASHFS) {
                throw refused(SifProblems.ENCRYPTED, "what", "");
            }
            if (kind != SQUASHFS) {
                throw refused(SifProblems.NO_SYSTEM, "what", "its file system is of kind " + kind);
            }
            String code = text(one, EXTRA_AT + 8, 2);
            String found = ARCHITECTURES.getOrDefault(code, "an unknown processor (" + code + ")");
            if (!found.equals(wanted)) {
                throw new ProblemException(SifProblems.FOREIGN.reason("file", name, "found", found, "wanted", wanted));
            }
            long offset = one.getLong(OFFSET_AT);
            long size = one.getLong(SIZE_AT);
            if (offset < HEADER_BYTES || size < SQUASHFS_MAGIC.length) {
                throw refused(SifProblems.NO_SYSTEM, "what", "its place in the file is none");
            }
            if (offset > length || size > length - offset) {
                throw refused(
                        SifProblems.TRUNCATED, "what", "the root file system needs " + size + " bytes from " + offset);
            }
            byte[] magic = bytes.at(offset, SQUASHFS_MAGIC.length);
            if (!Arrays.equals(magic, SQUASHFS_MAGIC)) {
                throw refused(SifProblems.NO_SYSTEM, "what", "there is no squashfs where it should be");
            }
            return new SifFile(offset, size, found);
        }

        private static ByteBuffer little(byte[] bytes) {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        private static String text(ByteBuffer from, int at, int length) {
            byte[] raw = new byte[length];
            from.get(at, raw);
            return new String(raw, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
        }

        private Problem problem(ProblemCode code, String argument, String value) {
            return code.reason("file", name, argument, value);
        }

        private ProblemException refused(ProblemCode code, String argument, String value) {
            return new ProblemException(problem(code, argument, value));
        }
    }
}
