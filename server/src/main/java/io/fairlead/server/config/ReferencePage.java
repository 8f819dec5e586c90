package io.fairlead.server.config;

import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import java.util.List;

/** Makes the reference page of the configuration from the table of keys; a test holds the page that is kept to it. */
final class ReferencePage {
    private static final String INTRODUCTION = """
            # Configuration

            <!-- made from the table of keys (io.fairlead.server.config): change that, then run: make golden -->

            One YAML file, and none is needed. It is `/etc/fairlead/fairlead.yaml`, for a user's own server
            `$XDG_CONFIG_HOME/fairlead/fairlead.yaml`, or what `fairlead server --config FILE` names. `fairlead config check` prints
            every mistake in it, with its place and a fix, or what holds because of it. An unknown key is a mistake. A key that is
            given as `null` counts as not given. `examples/site/slices.yaml` is a whole file.

            Without configuration there is one site, `local`, with one cluster, number 0, and one node. A job that names another
            cluster runs there, and every `/project_NAME` is a folder of this machine; a notice says so each time. Once sites or
            clusters are configured, only theirs exist.

            """;

    private static final String VOLUMES = """
            ## Shipped volumes

            | volume | where | what users may rely on |
            |---|---|---|
            """;

    private ReferencePage() {}

    /** The whole page, in Markdown. */
    static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Section section : Section.ALL) {
            section(page, section);
        }
        page.append(VOLUMES);
        for (Volume volume :
                VolumeTable.shipped(List.of("SITE"), false, "/VOLUMESFOLDER").volumes()) {
            row(page, List.of(volume.shown(), root(volume), volume.promiseWords()));
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String root(Volume volume) {
        return switch (volume.backing()) {
            case Backing.Folders folders -> folders.root().toString().replace("/VOLUMESFOLDER", "`volumesFolder`");
            case Backing.Memory _ -> "memory, of the size that the job asks for";
            case Backing.ObjectStore store -> store.endpoint();
        };
    }

    private static void section(StringBuilder page, Section section) {
        page.append("## ")
                .append(section.path().isEmpty() ? "Top level" : "`" + section.path() + "`")
                .append("\n\n");
        if (!section.meaning().isEmpty()) {
            page.append(section.meaning()).append("\n\n");
        }
        page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        for (Key key : section.keys()) {
            row(page, List.of("`" + key.name() + "`", key.type(), key.fallback(), key.meaning()));
        }
        page.append('\n');
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
