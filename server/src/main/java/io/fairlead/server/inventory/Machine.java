package io.fairlead.server.inventory;

import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * This machine as its kernel describes it.
 *
 * @param hostName without the domain
 * @param cores CPUs that are online
 * @param memory without what the kernel keeps for itself
 * @param bootId another after every start of the machine
 */
public record Machine(String hostName, Cores cores, Bytes memory, String bootId) {
    private static final Pattern CPU = Pattern.compile("cpu\\d+ .*");
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final long KIB = 1024;

    /** @param proc where the kernel's files are: {@code /proc} */
    public static Machine read(Path proc) throws IOException {
        List<String> stat = Files.readAllLines(proc.resolve("stat"));
        int cpus =
                (int) stat.stream().filter(line -> CPU.matcher(line).matches()).count();
        Matcher total = TOTAL.matcher(Files.readString(proc.resolve("meminfo")));
        if (cpus == 0 || !total.find()) {
            throw new IOException("the kernel does not say how many CPUs or how much memory there is: " + proc);
        }
        String host = line(proc.resolve("sys/kernel/hostname"));
        int dot = host.indexOf('.');
        return new Machine(
                dot > 0 ? host.substring(0, dot) : host,
                Cores.of(cpus),
                new Bytes(Long.parseLong(total.group(1)) * KIB),
                line(proc.resolve("sys/kernel/random/boot_id")));
    }

    private static String line(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
