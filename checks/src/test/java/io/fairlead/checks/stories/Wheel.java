package io.fairlead.checks.stories;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A Python package of one module, as a package index would serve it. */
final class Wheel {
    private Wheel() {}

    /** Writes it into a folder, which then stands for an index: {@code pip --no-index --find-links FOLDER}. */
    static void write(Path folder, String name, String version) throws IOException {
        Files.createDirectories(folder);
        String module = name + "/__init__.py";
        String meta = name + "-" + version + ".dist-info/";
        try (var zip = new ZipOutputStream(
                Files.newOutputStream(folder.resolve(name + "-" + version + "-py3-none-any.whl")))) {
            add(zip, module, "__version__ = \"" + version + "\"\n");
            add(zip, meta + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
            add(zip, meta + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            add(
                    zip,
                    meta + "RECORD",
                    module + ",,\n" + meta + "METADATA,,\n" + meta + "WHEEL,,\n" + meta + "RECORD,,\n");
        }
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
