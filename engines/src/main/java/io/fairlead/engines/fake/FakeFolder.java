package io.fairlead.engines.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Where a fake machine keeps its containers: one file each, replaced as a whole, so that none is ever half written. */
final class FakeFolder {
    /** Keeps nothing. */
    static final FakeFolder NONE = new FakeFolder(Optional.empty());

    private static final String ENDING = ".json";
    private static final String HALF = ".new";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Optional<Path> directory;

    private FakeFolder(Optional<Path> directory) {
        this.directory = directory;
    }

    static FakeFolder at(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FakeFolder(Optional.of(directory));
    }

    List<FakeContainer> load() {
        if (directory.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(file -> json.readValue(file.toFile(), FakeContainer.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(FakeContainer container) {
        directory.ifPresent(folder -> {
            Path half = folder.resolve(container.name() + HALF);
            json.writeValue(half.toFile(), container);
            try {
                Files.move(half, file(folder, container.name()), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void forget(String name) {
        directory.ifPresent(folder -> {
            try {
                Files.deleteIfExists(file(folder, name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Path file(Path folder, String name) {
        return folder.resolve(name + ENDING);
    }
}
