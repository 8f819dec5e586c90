package io.fairlead.engines.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RlimitsTest {
    @TempDir
    Path proc;

    private void process(int pid, String name, String bounding, String hard) throws Exception {
        Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("status"), "Name:\t" + name + "\nCapBnd:\t" + bounding + "\n");
        Files.writeString(
                folder.resolve("limits"),
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                        + "Max open files            1024                 " + hard + "               files     \n");
    }

    @Test
    void an_engine_that_may_raise_its_bound_has_none() throws Exception {
        process(10, "dockerd", "000001ffffffffff", "20000");

        assertThat(Rlimits.openFiles(proc)).isEmpty();
    }

    @Test
    void the_smallest_bound_of_those_that_may_not_counts() throws Exception {
        process(10, "dockerd", "000001fffeffffff", "20000");
        process(11, "containerd", "000001fffeffffff", "10000");
        process(12, "bash", "0000000000000000", "5");

        assertThat(Rlimits.openFiles(proc)).hasValue(10_000);
    }

    @Test
    void no_bound_and_nothing_to_see_are_both_no_bound() throws Exception {
        assertThat(Rlimits.openFiles(proc.resolve("nowhere"))).isEmpty();
        process(10, "containerd", "0000000000000000", "unlimited");

        assertThat(Rlimits.openFiles(proc)).isEmpty();
    }
}
