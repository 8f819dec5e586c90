package io.fairlead.checks.stories;

import io.fairlead.checks.e2e.Docker;
import java.io.IOException;
import java.nio.file.Path;

/** What the stories of DS01's users have in common. */
final class Ds01Words {
    static final String[] PROGRAMS = {
        "image-create",
        "image-update",
        "image-list",
        "image-delete",
        "image-retire",
        "image",
        "container-deploy",
        "container-run",
        "container-open",
        "container-list",
        "container-stop",
        "container-retire",
        "container",
        "check-limits",
        "check"
    };

    /** Two made-up devices of one kind. */
    static final String TWO_GPUS = "{simulatedGpus: [{model: NVIDIA A100 40GB, count: 2, memoryGb: 40}]}";

    /** A Python package that lies in no index: {@code einops}, one module of one line. */
    private static final String WHEEL = """
            import zipfile
            with zipfile.ZipFile("einops-0.8.0-py3-none-any.whl", "w") as wheel:
                wheel.writestr("einops/__init__.py", "__version__ = '0.8.0'\\n")
                info = "einops-0.8.0.dist-info/"
                wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: einops\\nVersion: 0.8.0\\n")
                wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: by hand\\n"
                               "Root-Is-Purelib: true\\nTag: py3-none-any\\n")
                wheel.writestr(info + "RECORD", "einops/__init__.py,,\\n" + info + "METADATA,,\\n"
                               + info + "WHEEL,,\\n" + info + "RECORD,,\\n")
            """;

    private Ds01Words() {}

    /** An image with the labels and the name that DS01 gave it, as if one of that uid had made it there. */
    static void image(String from, long uid, String name, long madeFor) throws IOException {
        Docker.shell(
                "printf 'FROM %s\\nLABEL aime.mlc.DS01_HAS_USER_SETUP=true aime.mlc.DS01_USER_ID=%d\\n' | docker build -q -t ds01-%d/%s:latest - > /dev/null"
                        .formatted(from, madeFor, uid, name));
    }

    static void remove(long uid, String name) throws IOException {
        Docker.shell("docker image rm -f ds01-%d/%s:latest > /dev/null 2>&1; true".formatted(uid, name));
    }

    /** What depends on the machine: the part of it that a container gets where nothing is said. */
    static void varies(Story story, Somebody of) {
        story.varies("\\b[0-9.]+ GiB", "5.6 GiB")
                .varies("(?<=memory {1,9})[0-9]+m\\b", "5734m")
                .varies("(?m)(?<=CPUs {1,9})[0-9.]+$", "0.5")
                .varies("\\b[0-9.]+(?= of unlimited)", "0.5")
                .varies("(?<=RUNNING {1,9}[0-9]{1,3} s {1,9})[0-9.]+(?= )", "0.5")
                .varies("\\b" + of.gid() + "\\b", "1001");
    }

    /** All images of this owner's, with all of their names. */
    static void remove(long uid) throws IOException {
        Docker.shell("docker images --format '{{.Repository}}:{{.Tag}}' | grep -E '^(fairlead|ds01)-" + uid
                + "/' | xargs -r docker rmi -f > /dev/null 2>&1 || true");
    }

    /** Puts a package where the person's workspace of this name is. */
    static void wheel(Story story, Somebody of, String name) throws IOException, InterruptedException {
        Path made = story.file(of, "workspace/" + name + "/make.py", WHEEL);
        story.quietly(of, "cd '" + made.getParent() + "' && python3 make.py && rm make.py")
                .well();
    }
}
