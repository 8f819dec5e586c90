package io.fairlead.server.monitor;

import io.fairlead.core.job.JobId;
import io.fairlead.core.unit.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The kept logs: one file of bytes per attempt, and beside it the place up to which it is known to be whole. Files lie in
 * folders by the first two characters of the job, so that no folder grows without bound.
 */
public final class LogShelf {
    private static final int FOLDER_CHARACTERS = 2;

    private final Path folder;
    private final Bytes most;
    private final Map<Path, Growth> growing = new ConcurrentHashMap<>();

    /** @param most bytes kept of one attempt's log */
    public LogShelf(Path folder, Bytes most) {
        this.folder = folder;
        this.most = most;
    }

    /** The log of an attempt for reading; empty where none was begun. The caller closes it. */
    public Optional<KeptLog> read(JobId job, int attempt) throws IOException {
        Path file = file(job, attempt);
        return Files.exists(file) ? Optional.of(new KeptLog(file, growth(file))) : Optional.empty();
    }

    /** The log of an attempt for writing, from where it was left; for one thread at a time. */
    LogBook write(JobId job, int attempt) throws IOException {
        Path file = file(job, attempt);
        Files.createDirectories(file.getParent());
        return new LogBook(file, most, growth(file));
    }

    /** Removes the logs of all attempts of a job. */
    public void remove(JobId job) throws IOException {
        Path of = jobFolder(job);
        if (!Files.isDirectory(of)) {
            return;
        }
        try (Stream<Path> files = Files.walk(of)) {
            List<Path> innerFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innerFirst) {
                Files.delete(file);
            }
        }
    }

    private Growth growth(Path file) {
        return growing.computeIfAbsent(file, _ -> new Growth());
    }

    /** Nobody writes it any more: readers see from the file that it is whole. */
    void finished(JobId job, int attempt) {
        Growth growth = growing.remove(file(job, attempt));
        if (growth != null) {
            growth.grew();
        }
    }

    private Path file(JobId job, int attempt) {
        return jobFolder(job).resolve(attempt + ".log");
    }

    private Path jobFolder(JobId job) {
        return folder.resolve(job.text().substring(0, FOLDER_CHARACTERS)).resolve(job.text());
    }
}
