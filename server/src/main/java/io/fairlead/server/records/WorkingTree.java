package io.fairlead.server.records;

import io.fairlead.core.runrecord.Code;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.UserFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the files of git say of a working tree. For a thread that has the user's rights. */
final class WorkingTree {
    private static final int SMALL_MAX_BYTES = 4 << 10;
    private static final int PACKED_MAX_BYTES = 8 << 20;
    private static final int INDEX_MAX_BYTES = 8 << 20;
    private static final String REF = "ref: ";
    private static final String BRANCH = "refs/heads/";

    private final Descriptor tree;

    WorkingTree(Descriptor tree) {
        this.tree = tree;
    }

    /** @param path of the tree in the container */
    Code code(String path) throws IOException {
        String head = text(".git/HEAD", SMALL_MAX_BYTES).orElse("").strip();
        if (!head.startsWith(REF)) {
            return new Code(path, commit(head), Optional.empty(), changed());
        }
        String ref = head.substring(REF.length());
        Optional<String> branch =
                ref.startsWith(BRANCH) ? Optional.of(ref.substring(BRANCH.length())) : Optional.empty();
        Optional<String> loose = text(".git/" + ref, SMALL_MAX_BYTES).flatMap(text -> commit(text.strip()));
        return new Code(path, loose.isPresent() ? loose : packed(ref), branch, changed());
    }

    private static Optional<String> commit(String text) {
        return text.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? Optional.of(text) : Optional.empty();
    }

    private Optional<String> packed(String ref) throws IOException {
        return text(".git/packed-refs", PACKED_MAX_BYTES).stream()
                .flatMap(String::lines)
                .filter(line -> line.endsWith(" " + ref))
                .flatMap(line -> commit(line.substring(0, line.indexOf(' '))).stream())
                .findFirst();
    }

    private Code.Changed changed() throws IOException {
        Optional<byte[]> index = bytes(".git/index", INDEX_MAX_BYTES);
        return index.isEmpty() ? Code.Changed.UNKNOWN : new GitIndex(index.get()).against(tree);
    }

    private Optional<String> text(String path, int most) throws IOException {
        return bytes(path, most).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Empty where it is not there, or larger than it may be. */
    private Optional<byte[]> bytes(String path, int most) throws IOException {
        List<FileName> names =
                Arrays.stream(path.split("/", -1)).map(FileName::of).toList();
        try (Descriptor folder = tree.openBeneath(names.subList(0, names.size() - 1));
                UserFile file = folder.openFile(names.getLast())) {
            UserFile.Stamp stamp = file.stamp();
            return stamp.regular() && stamp.bytes() <= most ? Optional.of(file.at(0, most)) : Optional.empty();
        } catch (LinuxException e) {
            return Optional.empty();
        }
    }
}
