package io.fairlead.engines.sif;

import io.fairlead.core.port.ReservedLabels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The archive by which an engine loads an image, as {@code docker save} writes it. Made of a layer alone, so that one layer
 * is always one image, whoever makes it and when.
 */
public final class ImageArchive {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BEGINNING = "1970-01-01T00:00:00Z";
    private static final String CONFIG = "config.json";
    private static final String ROOT = "root.tar";
    private static final String OURS = "ours.tar";

    /**
     * Sources what Apptainer would source, then gives way to the command. What the container was given counts more than what
     * the image sets, as with {@code --env}; of PATH the image's is taken, behind the user's own programs.
     */
    private static final String ENTRYPOINT = """
            given=$(export -p); before=$PATH
            for script in /.singularity.d/env/*.sh; do if [ -f "$script" ]; then . "$script"; fi; done
            after=$PATH; eval "$given"
            if [ "$after" = "$before" ]; then :; else PATH="$HOME/.local/bin:$after"; fi
            unset given before after script; export PATH
            exec "$@"
            """;

    private static final int LABELS_MAX = 200;
    private static final int LABEL_MAX_CHARS = 4096;

    private ImageArchive() {}

    /**
     * Begins reading the archive; to be closed.
     *
     * @param name under which the image is kept, with a tag
     */
    public static InputStream of(SquashTool.Layer layer, String name, String architecture) throws IOException {
        byte[] ours = ours();
        byte[] config = config(layer, digest(ours), architecture);
        byte[] manifest = manifest(name);
        long size = Files.size(layer.archive());
        InputStream head = new ByteArrayInputStream(joined(
                whole(CONFIG, config),
                whole("manifest.json", manifest),
                whole(OURS, ours),
                TarHeader.file(ROOT, size)));
        InputStream tail = new ByteArrayInputStream(new byte[TarHeader.padding(size) + TarHeader.END_BYTES]);
        InputStream root = Files.newInputStream(layer.archive());
        return new SequenceInputStream(Collections.enumeration(List.of(head, root, tail)));
    }

    /** What a container of ours needs and Apptainer would mount: folders for everybody's temporary files. */
    private static byte[] ours() {
        return joined(
                TarHeader.folder("tmp/", 01777),
                TarHeader.folder("var/", 0755),
                TarHeader.folder("var/tmp/", 01777),
                new byte[TarHeader.END_BYTES]);
    }

    private static byte[] config(SquashTool.Layer layer, String ours, String architecture) {
        ObjectNode config = JSON.createObjectNode();
        config.put("architecture", architecture).put("os", "linux").put("created", BEGINNING);
        ObjectNode container = config.putObject("config");
        if (layer.hasShell()) {
            ArrayNode entrypoint = container.putArray("Entrypoint");
            List.of("/bin/sh", "-c", ENTRYPOINT, "apptainer").forEach(entrypoint::add);
        }
        if (layer.descriptions().containsKey("runscript")) {
            container.putArray("Cmd").add("/.singularity.d/runscript");
        }
        labels(layer.descriptions().getOrDefault("labels.json", "{}"), container.putObject("Labels"));
        ObjectNode root = config.putObject("rootfs").put("type", "layers");
        root.putArray("diff_ids").add(layer.diffId()).add(ours);
        ArrayNode history = config.putArray("history");
        history.addObject().put("created", BEGINNING).put("created_by", "the root file system of a SIF file");
        history.addObject().put("created", BEGINNING).put("created_by", "folders that Apptainer mounts");
        return JSON.writeValueAsBytes(config);
    }

    /** Those of the file, but for names that are ours. */
    private static void labels(String json, ObjectNode into) {
        JsonNode labels;
        try {
            labels = JSON.readTree(json);
        } catch (JacksonException e) {
            return;
        }
        labels.properties().stream()
                .filter(it -> !it.getKey().startsWith(ReservedLabels.PREFIX))
                .filter(it ->
                        it.getValue().isString() && it.getValue().stringValue().length() <= LABEL_MAX_CHARS)
                .limit(LABELS_MAX)
                .forEach(it -> into.put(it.getKey(), it.getValue().stringValue()));
    }

    private static byte[] manifest(String name) {
        ArrayNode manifest = JSON.createArrayNode();
        ObjectNode image = manifest.addObject().put("Config", CONFIG);
        image.putArray("RepoTags").add(name);
        image.putArray("Layers").add(ROOT).add(OURS);
        return JSON.writeValueAsBytes(manifest);
    }

    private static byte[] whole(String name, byte[] content) {
        return joined(TarHeader.file(name, content.length), content, new byte[TarHeader.padding(content.length)]);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha256:" + HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
