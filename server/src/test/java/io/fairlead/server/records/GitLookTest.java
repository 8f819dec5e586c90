package io.fairlead.server.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.runrecord.Code;
import io.fairlead.core.volume.Making;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitLookTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path root;

    private Path tree;

    @BeforeEach
    void commit() throws Exception {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        tree = Files.createDirectories(root.resolve("code"));
        Files.createDirectories(tree.resolve("src"));
        Files.writeString(tree.resolve("src/train.py"), "print(1)\n");
        Files.writeString(tree.resolve("README"), "what it is\n");
        git("init", "-q", "-b", "main");
        git("add", ".");
        git("commit", "-q", "-m", "first");
    }

    private String git(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"));
        line.addAll(List.of(words));
        Process git = new ProcessBuilder(line)
                .directory(tree.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
        return said.strip();
    }

    private List<Code> look(String command) throws InterruptedException {
        var mount = new ResolvedMount.Folder("share", root.toString(), "", "/data", false, Making.NOTHING);
        var docker = DockerRequest.of(ImageReference.parse("debian:12"), new Command.Shell(command));
        var threads = new OwnThreads(4, Duration.ofSeconds(20));
        return new GitLook(threads, new Credentials(NOBODY, NOBODY, List.of(NOBODY))).of(docker, List.of(mount));
    }

    @Test
    void the_commit_around_the_script_is_found_loose_or_packed() throws Exception {
        String commit = git("rev-parse", "HEAD");

        assertThat(look("cd /tmp && python '/data/code/src/train.py' --epochs 3"))
                .singleElement()
                .satisfies(code -> {
                    assertThat(code.path()).isEqualTo("/data/code");
                    assertThat(code.commit()).hasValue(commit);
                    assertThat(code.branch()).hasValue("main");
                    assertThat(code.changed()).isEqualTo(Code.Changed.NO);
                });
        git("pack-refs", "--all");
        assertThat(look("python /data/code/src/train.py").getFirst().commit()).hasValue(commit);
        git("checkout", "-q", "--detach");
        assertThat(look("python /data/code/src/train.py").getFirst())
                .extracting(Code::commit, Code::branch)
                .containsExactly(java.util.Optional.of(commit), java.util.Optional.empty());
    }

    @Test
    void a_file_that_was_edited_or_is_gone_is_a_change_and_one_that_was_only_touched_is_none() throws Exception {
        Path script = tree.resolve("src/train.py");
        Files.setLastModifiedTime(script, FileTime.from(Instant.now().minusSeconds(100)));
        assertThat(look("python /data/code/src/train.py").getFirst().changed()).isEqualTo(Code.Changed.NO);

        Files.writeString(script, "print(2)\n");
        assertThat(look("python /data/code/src/train.py").getFirst().changed()).isEqualTo(Code.Changed.YES);
        git("add", ".");
        assertThat(look("python /data/code/src/train.py").getFirst().changed()).isEqualTo(Code.Changed.UNKNOWN);
        git("commit", "-q", "-m", "second");
        assertThat(look("python /data/code/src/train.py").getFirst().changed()).isEqualTo(Code.Changed.NO);
        Files.delete(tree.resolve("README"));
        assertThat(look("python /data/code/src/train.py").getFirst().changed()).isEqualTo(Code.Changed.YES);
    }

    @Test
    void where_no_repository_is_around_there_is_no_code() throws Exception {
        Files.writeString(root.resolve("alone.py"), "print(1)\n");

        assertThat(look("python /data/alone.py")).isEmpty();
        assertThat(look("python /opt/train.py")).isEmpty();
    }
}
